/** From the bytes of a message to a reservation, or to what is wrong with them. Pure: no I/O, no state. */
package com.billshotel.reserve.intake;
