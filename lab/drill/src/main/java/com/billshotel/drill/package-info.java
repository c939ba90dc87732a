/** {@code bin/drill}: the whole system in trouble, and the reckoning afterwards. */
package com.billshotel.drill;
