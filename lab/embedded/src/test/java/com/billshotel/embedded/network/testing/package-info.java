/** A network that fails on command, for the tests of all modules. */
package com.billshotel.embedded.network.testing;
