package com.billshotel.reserve.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.reserve.fakes.CommandRun;
import com.billshotel.reserve.fakes.Tables;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.sql.Connection;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code replay}: publishes first, then marks; after a failure in between, a repeat completes it. */
class ReplayCommandIT {
    private static final String TOPIC = "projects/p/topics/reserve";
    private static final String UNMARKED = "SELECT message_id FROM dead_letters WHERE replayed_at IS NULL ORDER BY 1";

    private static Tables tables;
    private static PubSubBroker broker;
    private static ManagedChannel channel;
    private static int subscriptions;

    private String subscription;

    @BeforeAll
    static void start() throws Exception {
        tables = Tables.in(MysqlBackend.preferred().freshDatabase(), 2);
        broker = PubSubBroker.start(0);
        channel = ManagedChannelBuilder.forTarget(broker.endpoint())
                .usePlaintext()
                .build();
        PublisherGrpc.newBlockingStub(channel)
                .createTopic(Topic.newBuilder().setName(TOPIC).build());
    }

    @AfterAll
    static void stop() {
        channel.shutdownNow();
        broker.close();
        tables.close();
    }

    @BeforeEach
    void fill() throws Exception {
        subscription = "projects/p/subscriptions/sub-" + subscriptions++;
        SubscriberGrpc.newBlockingStub(channel)
                .createSubscription(Subscription.newBuilder()
                        .setName(subscription)
                        .setTopic(TOPIC)
                        .build());
        tables.empty();
        insert("1", "MALFORMED", "one", "NULL");
        insert("2", "HOTEL_NOT_FOUND", "two", "NULL");
        insert("3", "HOTEL_NOT_FOUND", "three", "'2026-01-02'");
    }

    @Test
    void ids_arePublishedWithTheirAttributesAndMarked() throws Exception {
        CommandRun run = run("replay", "2");

        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("1 replayed to " + TOPIC + ".");
        assertThat(published()).containsExactly("two {from=web}");
        assertThat(tables.rows(UNMARKED)).containsExactly("1");
    }

    @Test
    void ids_replayedBefore_arePublishedAgain() throws Exception {
        assertThat(run("replay", "3").exitCode()).isZero();

        assertThat(published()).containsExactly("three {from=web}");
    }

    @Test
    void all_repeated_arePublishedOnce() throws Exception {
        run("replay", "--all");
        CommandRun again = run("replay", "--all");

        assertThat(again.out()).contains("0 replayed");
        assertThat(published()).containsExactlyInAnyOrder("one {from=web}", "two {from=web}");
        assertThat(tables.rows(UNMARKED)).isEmpty();
    }

    @Test
    void reason_leavesTheOthers() throws Exception {
        run("replay", "--reason", "HOTEL_NOT_FOUND");

        assertThat(published()).containsExactly("two {from=web}");
        assertThat(tables.rows(UNMARKED)).containsExactly("1");
    }

    @Test
    void reason_ofSeveralBatches_areAllReplayed() throws Exception {
        StringBuilder rows = new StringBuilder();
        for (int i = 10; i < 2_610; i++) {
            rows.append(i == 10 ? "" : ", ").append(row(Integer.toString(i), "CONFLICT", "x", "NULL"));
        }
        tables.execute("INSERT INTO dead_letters VALUES " + rows);

        assertThat(run("replay", "--reason", "CONFLICT").out()).contains("2600 replayed");
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "2");
        assertThat(broker.backlog(subscription).total()).isEqualTo(2_600);
    }

    /** Batches by size: the third does not fit beside the second, the fourth has more than a batch alone. */
    @Test
    void letters_tooLargeForOneBatch_areAllReplayed() throws Exception {
        for (int megabytes : new int[] {0, 3, 3, 5, 1}) {
            tables.execute("INSERT INTO dead_letters (message_id, reason, detail, payload, attributes, published_at)"
                    + " SELECT 10 + COUNT(*), 'CONFLICT', '', REPEAT('x', " + (megabytes << 20)
                    + "), '{\"from\": \"web\"}', '2026-01-01' FROM dead_letters");
        }

        assertThat(run("replay", "--reason", "CONFLICT").out()).contains("5 replayed");
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "2");
        assertThat(broker.backlog(subscription).total()).isEqualTo(5);
    }

    /** Pub/Sub rejects a message without payload and attributes, and with it the whole request. */
    @Test
    void message_rejectedByPubSub_isReportedAndLeftUnmarked() throws Exception {
        for (int id = 10; id < 50; id++) {
            insert(Integer.toString(id), "CONFLICT", "x", "NULL");
        }
        tables.execute(
                "UPDATE dead_letters SET payload = '', attributes = '{}' WHERE message_id IN ('10', '30', '49')");

        CommandRun run = run("replay", "--reason", "CONFLICT");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.out()).contains("37 replayed");
        assertThat(run.err()).contains("message 30 is rejected: ").contains("3 rejected, see above");
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "10", "2", "30", "49");
    }

    @Test
    void id_unknown_failsBeforeAnythingIsPublished() throws Exception {
        CommandRun run = run("replay", "1", "98", "99");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no dead letter 98, 99; nothing was replayed");
        assertThat(published()).isEmpty();
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "2");
    }

    @Test
    void selection_missingOrAmbiguous_isRejected() {
        assertThat(run("replay").exitCode()).isEqualTo(2);
        assertThat(run("replay", "1", "--all").exitCode()).isEqualTo(2);
    }

    /** As if the command were killed after publishing and before marking. */
    @Test
    void mark_failed_isCompletedByARepeat() throws Exception {
        try (Connection other = tables.database().connect();
                Statement lock = other.createStatement()) {
            other.setAutoCommit(false);
            lock.executeQuery("SELECT * FROM dead_letters WHERE message_id = '1' FOR UPDATE");

            CommandRun failed = run("replay", "1");

            assertThat(failed.exitCode()).isEqualTo(1);
            assertThat(failed.err())
                    .contains("0 replayed for certain; repeat the command")
                    .contains("MySQL:");
            other.rollback();
        }
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "2");

        assertThat(run("replay", "--all").exitCode()).isZero();
        assertThat(published()).containsExactlyInAnyOrder("one {from=web}", "one {from=web}", "two {from=web}");
    }

    @Test
    void topic_missing_isReportedAndNothingIsMarked() throws Exception {
        CommandRun run = run("replay", "--all", "--topic", "missing");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("there is no projects/p/topics/missing at the emulator at");
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "2");
    }

    @Test
    void topic_byFullName_isAccepted() throws Exception {
        assertThat(run("replay", "1", "--topic", TOPIC).exitCode()).isZero();

        assertThat(published()).hasSize(1);
    }

    @Test
    void topic_invalid_isRejected() {
        CommandRun run = run("replay", "1", "--topic", "a/b");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("RESERVE_TOPIC=a/b; expected a topic id, or projects/PROJECT/topics/ID");
    }

    @Test
    void pubSub_unavailable_isReportedAndNothingIsMarked() throws Exception {
        CommandRun run = run(Map.of("PUBSUB_EMULATOR_HOST", "127.0.0.1:1"), "replay", "--all");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the emulator at 127.0.0.1:1 does not accept messages");
        assertThat(tables.rows(UNMARKED)).containsExactly("1", "2");
    }

    private List<String> published() {
        if (broker.backlog(subscription).total() == 0) {
            return List.of();
        }
        return SubscriberGrpc.newBlockingStub(channel)
                .pull(PullRequest.newBuilder()
                        .setSubscription(subscription)
                        .setMaxMessages(10)
                        .build())
                .getReceivedMessagesList()
                .stream()
                .map(received -> received.getMessage().getData().toStringUtf8() + " "
                        + received.getMessage().getAttributesMap())
                .toList();
    }

    private static CommandRun run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private static CommandRun run(Map<String, String> settings, String... arguments) {
        Map<String, String> all = new HashMap<>(Tables.environment(tables.database()));
        all.put("GOOGLE_CLOUD_PROJECT", "p");
        all.put("PUBSUB_EMULATOR_HOST", broker.endpoint());
        all.putAll(settings);
        return CommandRun.of(all, "dead-letters", arguments);
    }

    private static void insert(String id, String reason, String payload, String replayedAt) throws Exception {
        tables.execute("INSERT INTO dead_letters VALUES " + row(id, reason, payload, replayedAt));
    }

    private static String row(String id, String reason, String payload, String replayedAt) {
        return String.format(
                "('%s', '%s', 'what is wrong', '%s', '{\"from\": \"web\", \"googclient_deliveryattempt\": \"2\"}',"
                        + " '2026-01-01', '2026-01-01', %s)",
                id, reason, payload, replayedAt);
    }
}
