/** What goes wrong, when, and to whom. */
package com.billshotel.local.drill.faults;
