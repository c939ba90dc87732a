/** The reckoning: {@link com.billshotel.drill.check.Checker} compares all that was published with all that is there. */
package com.billshotel.drill.check;
