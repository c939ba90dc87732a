/** The command line for dead letters: list them, look at one, send them once more. */
package com.billshotel.reserve.deadletters;
