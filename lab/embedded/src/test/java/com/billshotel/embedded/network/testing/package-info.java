/** Network fault injection for the tests of all modules. */
package com.billshotel.embedded.network.testing;
