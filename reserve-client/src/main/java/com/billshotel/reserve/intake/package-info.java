/** Decodes a message's payload to a reservation, or to what is wrong with it. Pure: no I/O, no state. */
package com.billshotel.reserve.intake;
