/** For tests: the whole system in one process. */
package com.billshotel.local.testing;
