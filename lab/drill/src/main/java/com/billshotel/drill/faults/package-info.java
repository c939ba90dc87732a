/** The faults: their kinds, their schedule and their injection. */
package com.billshotel.drill.faults;
