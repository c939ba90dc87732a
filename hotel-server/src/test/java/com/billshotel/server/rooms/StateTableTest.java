package com.billshotel.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Many thousands of generated histories, without a database: each batch is one table, as in a transaction. */
class StateTableTest {
    private static final Logger log = LoggerFactory.getLogger(StateTableTest.class);
    private static final int HISTORIES = 50_000;

    private final Map<Integer, Integer> rooms = new TreeMap<>();
    private final Map<Long, Hold> holds = new HashMap<>();

    @Test
    void histories_generated_agreeWithTheModel() {
        long firstSeed = System.nanoTime();
        log.info("seeds {} to {}", firstSeed, firstSeed + HISTORIES - 1);

        for (int i = 0; i < HISTORIES; i++) {
            play(RandomHistory.of(firstSeed + i, 0, 0));
        }
    }

    private void play(RandomHistory history) {
        RoomModel model = new RoomModel();
        rooms.clear();
        holds.clear();
        for (int hotel = 0; hotel < history.hotels().length; hotel++) {
            rooms.put(hotel, history.hotels()[hotel]);
        }
        model.rooms.putAll(rooms);
        for (List<RoomRequest> batch : history.batches()) {
            List<Outcome> expected = model.decide(batch);
            if (!decide(batch).equals(expected) || !rooms.equals(model.rooms)) {
                throw new AssertionError("expected " + expected + " and " + model.rooms + " in " + history);
            }
        }
        Map<Long, Outcome> outcomes = new TreeMap<>();
        holds.forEach((id, hold) -> outcomes.put(id, hold.state().outcome));
        assertThat(outcomes).as(history::toString).isEqualTo(model.outcomes);
    }

    /** What the ledger does, with maps in place of tables. */
    private List<Outcome> decide(List<RoomRequest> batch) {
        StateTable table = new StateTable(rooms, holds);
        List<Outcome> outcomes =
                batch.stream().map(request -> table.decide(request).outcome()).toList();
        table.created().forEach(hold -> assertThat(holds.put(hold.reservationId(), hold))
                .isNull());
        table.changed().forEach(hold -> assertThat(holds.put(hold.reservationId(), hold))
                .isNotNull());
        table.roomChanges().forEach((hotel, change) -> rooms.merge(hotel, change, Integer::sum));
        return outcomes;
    }
}
