package com.billshotel.reserve;

import static com.billshotel.reserve.RunningWorker.SUBSCRIPTION;
import static com.billshotel.reserve.RunningWorker.TOPIC;
import static com.billshotel.reserve.fakes.Messages.booking;
import static com.billshotel.reserve.fakes.Messages.cancel;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.fakes.Await;
import com.google.pubsub.v1.PubsubMessage;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The whole worker: real Pub/Sub client, real gRPC, real SQL. */
class ReserveClientIT {
    private RunningWorker worker;

    @BeforeEach
    void open() throws Exception {
        worker = new RunningWorker().withSubscription();
    }

    @AfterEach
    void close() throws Exception {
        worker.close();
    }

    /** The scenario of the README. */
    @Test
    void booking_published_storesARowAndTakesARoom() throws Exception {
        worker.start(Map.of()).hotels.rooms.hotel(0, 100);

        worker.pubSub.publish(
                TOPIC,
                """
                {"id": 0, "is_cancel": false, "hotel_id": 0, "user_id": 12345,
                "reserved_datetime": 1700000000, "checkin_datetime": 1700604800}""");
        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);

        assertThat(worker.tables.rows("SELECT * FROM reserve_hotel"))
                .containsExactly("0, 0, 0, 12345, 1700000000, 1700604800");
        assertThat(worker.hotels.rooms.rooms(0)).isEqualTo(99);
        worker.awaitHealth(ServingStatus.SERVING);
    }

    @Test
    void messages_ofAllKinds_areStoredInTheirTables() throws Exception {
        worker.start(Map.of()).hotels.rooms.hotel(7, 1).hotel(8, 9);

        publishInTurn(booking(1, 7), booking(2, 7), cancel(2, 7), cancel(3, 8), booking(3, 8), booking(4, 8));
        publishInTurn(cancel(4, 8), booking(1, 7), booking(1, 8), booking(5, 9), "{\"id\": 1}");

        assertThat(worker.tables.rows("SELECT id, iscancel, hotelid, userid FROM reserve_hotel ORDER BY id"))
                .containsExactly("1, 0, 7, 12345", "3, 1, 8, 12345", "4, 1, 8, 12345");
        assertThat(worker.tables.rows("SELECT reservation_id, hotel_id, reason FROM rejections"))
                .containsExactly("2, 7, HOTEL_FULL");
        assertThat(worker.tables.rows("SELECT reason, detail FROM dead_letters ORDER BY stored_at, message_id"))
                .containsExactlyInAnyOrder(
                        "CONFLICT, reservation 1 is known with another hotel_id",
                        "HOTEL_NOT_FOUND, hotel_id: there is no hotel 9; create it, then replay this message",
                        "MALFORMED, hotel_id: missing; expected an integer from 0 to 2147483647");
        assertThat(worker.tables.rows(
                        "SELECT COUNT(*) FROM dead_letters WHERE published_at > UTC_TIMESTAMP() - INTERVAL 1 HOUR"))
                .containsExactly("3");
    }

    @Test
    void hotelServer_unavailable_isWaitedFor() throws Exception {
        worker.hotels.rooms.hotel(7, 10);
        worker.hotels.stop();
        worker.start(Map.of());
        worker.pubSub.publish(TOPIC, booking(1, 7));
        worker.awaitHealth(ServingStatus.NOT_SERVING);

        worker.hotels.start();

        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);
        worker.awaitRows(1);
        worker.awaitHealth(ServingStatus.SERVING);
    }

    @Test
    void tables_missing_areWaitedForAndNoRoomIsTakenTwice() throws Exception {
        worker.start(Map.of()).hotels.rooms.hotel(7, 10);
        worker.awaitHealth(ServingStatus.SERVING);
        worker.tables.execute("RENAME TABLE reserve_hotel TO renamed");
        worker.pubSub.publish(TOPIC, booking(1, 7));
        worker.awaitHealth(ServingStatus.NOT_SERVING);
        Await.until("a decision", () -> !worker.hotels.rooms.batches().isEmpty());
        assertThat(worker.pubSub.backlog(SUBSCRIPTION)).isEqualTo(1);

        worker.tables.execute("RENAME TABLE renamed TO reserve_hotel");

        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);
        worker.awaitRows(1);
        assertThat(worker.hotels.rooms.rooms(7)).isEqualTo(9);
        worker.awaitHealth(ServingStatus.SERVING);
    }

    @Test
    void subscription_missing_isWaitedFor() throws Exception {
        worker.pubSub.deleteSubscription(SUBSCRIPTION);
        worker.start(Map.of()).hotels.rooms.hotel(7, 10);
        worker.awaitHealth(ServingStatus.NOT_SERVING);

        worker.pubSub.createSubscription(TOPIC, SUBSCRIPTION);
        worker.pubSub.publish(TOPIC, booking(1, 7));

        worker.awaitRows(1);
        worker.awaitHealth(ServingStatus.SERVING);
    }

    @Test
    void subscription_deletedAndRecreated_isReopened() throws Exception {
        worker.start(Map.of()).hotels.rooms.hotel(7, 10);
        worker.awaitHealth(ServingStatus.SERVING);
        worker.pubSub.deleteSubscription(SUBSCRIPTION);
        worker.awaitHealth(ServingStatus.NOT_SERVING);

        worker.pubSub.createSubscription(TOPIC, SUBSCRIPTION);
        worker.pubSub.publish(TOPIC, booking(1, 7));

        worker.awaitRows(1);
    }

    @Test
    void broker_unavailable_isWaitedFor() throws Exception {
        worker.start(Map.of()).hotels.rooms.hotel(7, 10);
        worker.awaitHealth(ServingStatus.SERVING);
        int port = worker.pubSub.port();
        worker.pubSub.stop();
        worker.awaitHealth(ServingStatus.NOT_SERVING);

        worker.pubSub.start(port);
        worker.withSubscription().pubSub.publish(TOPIC, booking(1, 7));

        worker.awaitRows(1);
        worker.awaitHealth(ServingStatus.SERVING);
    }

    @Test
    void deadLetterTopic_configured_receivesDeadLettersInsteadOfTheTable() throws Exception {
        worker.pubSub.createTopic("dead");
        worker.pubSub.createSubscription("dead", "dead-sub");
        worker.start(Map.of("DEAD_LETTER_TOPIC", "dead"));

        String id = worker.pubSub.publish(TOPIC, "hello");

        PubsubMessage dead = worker.pubSub.take("dead-sub", 1).get(0);
        assertThat(dead.getData().toStringUtf8()).isEqualTo("hello");
        assertThat(dead.getAttributesMap())
                .containsEntry("origin", "web")
                .containsEntry("dead_letter_reason", "MALFORMED")
                .containsEntry("dead_letter_message_id", id)
                .hasEntrySatisfying(
                        "dead_letter_detail", detail -> assertThat(detail).startsWith("not JSON: "));
        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);
        assertThat(worker.tables.rows("SELECT * FROM dead_letters")).isEmpty();
    }

    /** With the three that say why, 98 attributes would exceed Pub/Sub's limit of 100. */
    @Test
    void deadLetter_tooLargeForTheTopic_isInTheTableAndTheTopicSaysSo() throws Exception {
        worker.pubSub.createTopic("dead");
        worker.pubSub.createSubscription("dead", "dead-sub");
        worker.start(Map.of("DEAD_LETTER_TOPIC", "dead"));
        Map<String, String> attributes = IntStream.range(0, 98)
                .boxed()
                .collect(Collectors.toMap(number -> "name-" + number, number -> "x".repeat(1_024)));

        String largest = worker.pubSub.publish(TOPIC, "hello", attributes);
        String longest = worker.pubSub.publish(TOPIC, "x".repeat(9_999_900), Map.of());
        String small = worker.pubSub.publish(TOPIC, "hello");

        Map<String, PubsubMessage> dead = worker.pubSub.take("dead-sub", 3).stream()
                .collect(Collectors.toMap(
                        message -> message.getAttributesOrThrow("dead_letter_message_id"), Function.identity()));
        for (String id : List.of(largest, longest)) {
            assertThat(dead.get(id).getData().isEmpty()).isTrue();
            assertThat(dead.get(id).getAttributesMap())
                    .containsEntry("dead_letter_table", "dead_letters")
                    .containsEntry("dead_letter_reason", "MALFORMED")
                    .hasSize(4);
        }
        assertThat(dead.get(small).getAttributesMap()).doesNotContainKey("dead_letter_table");
        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);
        assertThat(worker.tables.rows(
                        "SELECT message_id, reason, LENGTH(payload), JSON_LENGTH(attributes) FROM dead_letters"
                                + " ORDER BY LENGTH(payload)"))
                .containsExactly(largest + ", MALFORMED, 5, 98", longest + ", MALFORMED, 9999900, 0");
        worker.awaitHealth(ServingStatus.SERVING);
    }

    /** A dead letter that is not stored anywhere would be lost. */
    @Test
    void deadLetterTopic_missing_isWaitedFor() throws Exception {
        worker.start(Map.of("DEAD_LETTER_TOPIC", "projects/test/topics/dead"))
                .hotels
                .rooms
                .hotel(7, 10);
        worker.pubSub.publish(TOPIC, "hello");
        worker.pubSub.publish(TOPIC, booking(1, 7));
        worker.awaitRows(1);
        assertThat(worker.pubSub.backlog(SUBSCRIPTION)).isPositive();

        worker.pubSub.createTopic("dead");

        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);
    }

    @Test
    void resultTopic_configured_receivesEachOutcome() throws Exception {
        worker.pubSub.createTopic("results");
        worker.pubSub.createSubscription("results", "results-sub");
        worker.start(Map.of("RESULT_TOPIC", "results")).hotels.rooms.hotel(7, 1);

        List<String> ids = publishInTurn(booking(1, 7), booking(2, 7), cancel(1, 7), "hello");

        assertThat(worker.pubSub.take("results-sub", 4).stream()
                        .map(result -> result.getData().toStringUtf8()))
                .containsExactlyInAnyOrder(
                        result(1, 7, "CONFIRMED", "", ids.get(0)),
                        result(2, 7, "REJECTED", "HOTEL_FULL", ids.get(1)),
                        result(1, 7, "CANCELLED", "", ids.get(2)),
                        result(null, null, "DEAD_LETTER", "MALFORMED", ids.get(3)));
    }

    /** A rollout under load: the old worker completes what it has leased, the new one takes the rest. */
    @Test
    void worker_replacedUnderLoad_losesAndDuplicatesNothing() throws Exception {
        int bookings = 20_000;
        IntStream.range(0, 10).forEach(hotel -> worker.hotels.rooms.hotel(hotel, bookings));
        List<String> payloads = new ArrayList<>();
        IntStream.range(0, bookings).forEach(id -> payloads.add(booking(id, id % 10)));
        IntStream.range(0, bookings / 3).forEach(id -> payloads.add(booking(id, id % 10))); // repeats
        Collections.shuffle(payloads, new Random(1));
        worker.start(Map.of());
        worker.pubSub.publish(TOPIC, payloads);

        for (int restart = 0; restart < 3; restart++) {
            worker.stop();
            worker.start(Map.of());
        }
        worker.pubSub.awaitAcknowledged(SUBSCRIPTION);

        worker.awaitRows(bookings);
        IntStream.range(0, 10)
                .forEach(hotel -> assertThat(worker.hotels.rooms.rooms(hotel)).isEqualTo(bookings - bookings / 10));
        assertThat(worker.tables.rows("SELECT * FROM dead_letters")).isEmpty();
    }

    @Test
    void stop_whileHotelServerIsUnavailable_endsAndAcknowledgesNothing() throws Exception {
        worker.hotels.rooms.hotel(7, 10);
        worker.hotels.stop();
        worker.start(Map.of());
        worker.pubSub.publish(TOPIC, booking(1, 7));
        worker.awaitHealth(ServingStatus.NOT_SERVING);

        worker.stop();

        assertThat(worker.pubSub.backlog(SUBSCRIPTION)).isEqualTo(1);
        worker.hotels.start();
        worker.start(Map.of());
        worker.awaitRows(1);
    }

    /** Waits for each acknowledgement before publishing the next message, because the streams deliver in no common order. */
    private List<String> publishInTurn(String... payloads) throws Exception {
        List<String> ids = new ArrayList<>();
        for (String payload : payloads) {
            ids.add(worker.pubSub.publish(TOPIC, payload));
            worker.pubSub.awaitAcknowledged(SUBSCRIPTION);
        }
        return ids;
    }

    private static String result(Integer id, Integer hotelId, String outcome, String reason, String messageId) {
        return "{\"id\":%s,\"hotel_id\":%s,\"outcome\":\"%s\",\"reason\":\"%s\",\"message_id\":\"%s\"}"
                .formatted(id, hotelId, outcome, reason, messageId);
    }
}
