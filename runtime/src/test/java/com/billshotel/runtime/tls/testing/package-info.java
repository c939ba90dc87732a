/** For tests, also those of other modules: certificates of a CA of their own. */
package com.billshotel.runtime.tls.testing;
