package com.billshotel.drill;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.drill.check.Checker;
import com.billshotel.drill.check.Findings;
import com.billshotel.drill.traffic.Generator;
import com.billshotel.drill.traffic.Hotels;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.Kind;
import com.billshotel.drill.traffic.Traffic;
import com.billshotel.local.testing.InProcessSystem;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ten deliveries of each message, in any order, end in the same state. */
class OrderFreeIT {
    private static final Logger log = LoggerFactory.getLogger(OrderFreeIT.class);
    private static final int MESSAGES = 200;
    private static final int DELIVERIES = 10;
    private static final int ORDERS = 3;
    private static final int HOTELS = 6;
    private static final int BLOCK = 100;

    private final long seed = System.nanoTime() & 0xFFFFFF;
    private InProcessSystem system;

    @BeforeEach
    void start() throws Exception {
        log.info("seed {}", seed);
        system = new InProcessSystem();
        system.startWorker();
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void messages_withRoomsForAll_endInTheSameStateInAnyOrder() throws Exception {
        Traffic traffic = new Traffic(seed, new Hotels(HOTELS, MESSAGES, true));
        List<Generator.Message> messages = messages(traffic);
        messages.removeIf(message -> contradicts(message.kind()));
        Set<String> hashes = new HashSet<>();
        for (int order = 0; order < ORDERS; order++) {
            deliver(traffic, tenfold(messages, order));
            hashes.add(stateHash());
        }

        assertThat(hashes).hasSize(1);
    }

    /** Only who gets the last room, and which of two contradicting messages is accepted, may differ. */
    @Test
    void messages_withRoomsForSome_areAllExplainedInAnyOrder() throws Exception {
        Traffic traffic = new Traffic(seed, new Hotels(HOTELS, MESSAGES / 2, false));
        List<Generator.Message> messages = messages(traffic);
        for (int order = 0; order < ORDERS; order++) {
            Journal journal = deliver(traffic, tenfold(messages, order));

            assertThat(findings(traffic, journal).violations())
                    .as("order %d", order)
                    .isEmpty();
        }
    }

    private static boolean contradicts(Kind kind) {
        return kind != Kind.BOOK && kind != Kind.CANCEL && kind != Kind.CANCEL_IN_FULL;
    }

    private static List<Generator.Message> messages(Traffic traffic) {
        Generator generator = new Generator(traffic);
        List<Generator.Message> messages = new ArrayList<>();
        while (messages.size() < MESSAGES) {
            messages.add(generator.next());
        }
        return messages;
    }

    private List<Generator.Message> tenfold(List<Generator.Message> messages, int order) {
        List<Generator.Message> tenfold = new ArrayList<>();
        for (int i = 0; i < DELIVERIES; i++) {
            tenfold.addAll(messages);
        }
        Collections.shuffle(tenfold, new Random(seed + order));
        return tenfold;
    }

    /** Delivers the messages into empty tables and returns once all are acknowledged. */
    private Journal deliver(Traffic traffic, List<Generator.Message> messages) throws Exception {
        system.empty();
        system.execute(traffic.hotels().insert());
        Journal journal = new Journal();
        for (int from = 0; from < messages.size(); from += BLOCK) {
            List<Generator.Message> block = messages.subList(from, Math.min(from + BLOCK, messages.size()));
            List<String> ids = system.publish(block.stream()
                    .map(message -> traffic.payload(message.reservation(), message.kind()))
                    .toList());
            for (int i = 0; i < ids.size(); i++) {
                journal.add(block.get(i).reservation(), block.get(i).kind(), Long.parseLong(ids.get(i)));
            }
        }
        system.awaitDone();
        return journal;
    }

    private String stateHash() throws Exception {
        List<String> state = new ArrayList<>(system.rows("SELECT * FROM hotels ORDER BY id"));
        state.addAll(system.rows("SELECT * FROM room_holds ORDER BY reservation_id"));
        state.addAll(system.rows("SELECT * FROM reserve_hotel ORDER BY id"));
        assertThat(system.rows("SELECT * FROM rejections")).isEmpty();
        assertThat(state).hasSizeGreaterThan(HOTELS);
        byte[] hash = MessageDigest.getInstance("SHA-256")
                .digest(String.join("\n", state).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash);
    }

    private Findings findings(Traffic traffic, Journal journal) throws Exception {
        Findings findings = new Findings();
        try (Connection connection = system.connect()) {
            new Checker(traffic, journal).check(connection, findings);
        }
        return findings;
    }
}
