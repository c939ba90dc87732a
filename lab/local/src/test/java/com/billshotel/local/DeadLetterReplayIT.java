package com.billshotel.local;

import static com.billshotel.local.Messages.booking;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.local.testing.InProcessSystem;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A message becomes a dead letter, the cause is fixed, and the message is replayed. */
class DeadLetterReplayIT {
    private static InProcessSystem system;

    @BeforeAll
    static void start() throws Exception {
        system = new InProcessSystem();
        system.startWorker();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void unknownHotel_createdAndReplayed_isBooked() throws Exception {
        String messageId = deadLetterOf(booking(1, 10));
        system.execute("INSERT INTO hotels VALUES (10, 'late', 1, 5)");

        replay(messageId);

        assertThat(rooms(10)).isEqualTo("4");
        assertThat(system.rows("SELECT id, iscancel FROM reserve_hotel WHERE hotelid = 10"))
                .containsExactly("1, 0");
        assertThat(toReplay()).doesNotContain(messageId);
    }

    @Test
    void unknownHotel_replayedTwice_isBookedOnce() throws Exception {
        String messageId = deadLetterOf(booking(2, 20));
        system.execute("INSERT INTO hotels VALUES (20, 'late', 1, 5)");

        replay(messageId);
        replay(messageId);

        assertThat(rooms(20)).isEqualTo("4");
        assertThat(toReplay()).doesNotContain(messageId);
    }

    /** The old dead letter counts as replayed; the new one gives the current reason. */
    @Test
    void unknownHotel_replayedWithoutAFix_isANewDeadLetter() throws Exception {
        String messageId = deadLetterOf(booking(3, 30));

        replay(messageId);

        assertThat(toReplay()).hasSize(1).doesNotContain(messageId);
        assertThat(system.rows("SELECT DISTINCT payload FROM dead_letters WHERE message_id IN ('" + messageId + "', '"
                        + toReplay().get(0) + "')"))
                .containsExactly(booking(3, 30));
        system.execute("DELETE FROM dead_letters");
    }

    private static String deadLetterOf(String message) throws Exception {
        system.publish(message);
        system.awaitDone();
        assertThat(toReplay()).hasSize(1);
        return toReplay().get(0);
    }

    private static void replay(String messageId) throws Exception {
        assertThat(system.command("dead-letters", "replay", messageId)).isZero();
        system.awaitDone();
    }

    private static List<String> toReplay() throws Exception {
        return system.rows("SELECT message_id FROM dead_letters WHERE replayed_at IS NULL");
    }

    private static String rooms(int hotel) throws Exception {
        return system.rows("SELECT rooms_available FROM hotels WHERE id = " + hotel)
                .get(0);
    }
}
