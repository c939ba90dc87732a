/** {@code bin/drill}: injects faults into the whole system and checks the outcome of every message. */
package com.billshotel.drill;
