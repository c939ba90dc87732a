/** The reckoning: {@link com.billshotel.local.drill.check.Checker} compares all that was published with all that is there. */
package com.billshotel.local.drill.check;
