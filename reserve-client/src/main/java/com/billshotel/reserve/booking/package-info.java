/**
 * The core of the worker. Messages wait in lanes and go in batches through decide, store and acknowledge; batches that fail go
 * to the retry queue. Independent of Pub/Sub, gRPC and SQL, which are behind {@link RoomHolds}, {@link OutcomeSink} and
 * {@link Acknowledgement}.
 */
package com.billshotel.reserve.booking;
