/** Compares the contract files in {@code proto/} with what the worker consumes and publishes. */
package com.billshotel.reserve.contract;
