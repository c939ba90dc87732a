/** What goes wrong, when, and to whom. */
package com.billshotel.drill.faults;
