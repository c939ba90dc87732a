/** Compares the contract files in {@code proto/} with what the worker takes and publishes. */
package com.billshotel.reserve.contract;
