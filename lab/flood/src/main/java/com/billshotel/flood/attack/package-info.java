/** Attacks on a network service, written as raw bytes: front door {@link com.billshotel.flood.attack.Attack}. */
package com.billshotel.flood.attack;
