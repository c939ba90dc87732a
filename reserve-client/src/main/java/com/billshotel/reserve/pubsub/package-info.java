/** The edge to Pub/Sub: a subscription whose messages come in, topics that outcomes go out to. */
package com.billshotel.reserve.pubsub;
