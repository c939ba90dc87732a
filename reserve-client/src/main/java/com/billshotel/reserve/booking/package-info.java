/**
 * The heart of the worker: messages wait in lanes, go in batches through decide, store and acknowledge, and take a retryQueue
 * when that fails. Knows neither Pub/Sub nor gRPC nor SQL; they meet it through {@link RoomHolds}, {@link OutcomeSink} and
 * {@link Acknowledgement}.
 */
package com.billshotel.reserve.booking;
