package com.billshotel.reserve.booking;

import com.billshotel.reserve.fakes.InMemoryBroker;
import com.billshotel.reserve.intake.Malformed;
import com.billshotel.reserve.intake.ReservationMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Messages for tests of the classes that process them. */
final class PendingMessages {
    /** The ids of the messages that were nacked. */
    final List<String> nacked = new ArrayList<>();

    /** The ids of the messages that were acknowledged. */
    final List<String> acknowledged = new ArrayList<>();

    /** A booking; its message id is its reservation id. */
    PendingMessage booking(long id, int hotelId) {
        return booking(id, hotelId, 0, System.nanoTime());
    }

    PendingMessage booking(long id, int hotelId, int bytes, long receivedNanos) {
        return new PendingMessage(
                delivery(id, bytes), new ReservationMessage(id, false, hotelId, 7L, 1L, 2L), receivedNanos);
    }

    /** Bookings of one hotel with the ids from 1. */
    List<PendingMessage> bookings(int count, int hotelId) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(id -> booking(id, hotelId))
                .toList();
    }

    PendingMessage malformed(long id) {
        return new PendingMessage(delivery(id, 0), new Malformed("not JSON"), System.nanoTime());
    }

    private Delivery delivery(long id, int bytes) {
        String messageId = Long.toString(id);
        return new Delivery(messageId, new byte[bytes], Map.of(), InMemoryBroker.PUBLISHED, new Acknowledgement() {
            @Override
            public void acknowledge() {
                acknowledged.add(messageId);
            }

            @Override
            public void nack() {
                nacked.add(messageId);
            }
        });
    }
}
