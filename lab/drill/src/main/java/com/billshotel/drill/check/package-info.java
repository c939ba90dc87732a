/** The checks: {@link com.billshotel.drill.check.Checker} compares what was published with what is in the database. */
package com.billshotel.drill.check;
