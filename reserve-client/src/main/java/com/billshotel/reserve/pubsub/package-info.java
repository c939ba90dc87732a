/** The edge to Pub/Sub: {@link com.billshotel.reserve.pubsub.PubSub} opens the subscription and the topics. */
package com.billshotel.reserve.pubsub;
