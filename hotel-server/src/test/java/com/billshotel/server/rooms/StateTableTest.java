package com.billshotel.server.rooms;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.server.rooms.RoomDecision.Outcome;
import com.billshotel.server.rooms.RoomRequest.Action;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs 50,000 random histories without a database: each batch is one StateTable, as in a transaction. */
class StateTableTest {
    private static final Logger log = LoggerFactory.getLogger(StateTableTest.class);
    private static final int HISTORIES = 50_000;

    private final Map<Integer, HotelCount> hotels = new TreeMap<>();
    private final Map<Long, Hold> holds = new HashMap<>();

    @Test
    void histories_random_agreeWithTheModel() {
        long firstSeed = System.nanoTime();
        log.info("seeds {} to {}", firstSeed, firstSeed + HISTORIES - 1);

        for (int i = 0; i < HISTORIES; i++) {
            run(RandomHistory.of(firstSeed + i, 0, 0));
        }
    }

    @Test
    void rooms_unknown_allowOnlyDecisionsThatDoNotChangeThem() {
        hotels.put(0, new HotelCount(null, 0));
        holds.put(1L, Hold.of(hold(1), Outcome.HELD, 1));

        assertThat(decide(List.of(hold(1), hold(2), release(1), release(3))))
                .containsExactly(
                        Outcome.HELD, Outcome.ROOM_COUNT_INVALID, Outcome.ROOM_COUNT_INVALID, Outcome.RELEASED);
        assertThat(holds.get(1L).outcome()).isEqualTo(Outcome.HELD);
        assertThat(holds).containsOnlyKeys(1L, 3L);
    }

    @Test
    void rooms_atTheLargestInt_allowNoRelease() {
        hotels.put(0, new HotelCount(Integer.MAX_VALUE, 0));
        holds.put(1L, Hold.of(hold(1), Outcome.HELD, 1));

        assertThat(decide(List.of(release(1), hold(2), release(1))))
                .containsExactly(Outcome.ROOM_COUNT_INVALID, Outcome.HELD, Outcome.RELEASED);
        assertThat(rooms()).containsEntry(0, Integer.MAX_VALUE);
    }

    private static RoomRequest hold(long id) {
        return new RoomRequest(Action.HOLD, id, 0, 2L, 3L, 4L);
    }

    private static RoomRequest release(long id) {
        return new RoomRequest(Action.RELEASE, id, 0, null, null, null);
    }

    private void run(RandomHistory history) {
        RoomModel model = new RoomModel();
        hotels.clear();
        holds.clear();
        for (int hotel = 0; hotel < history.hotels().length; hotel++) {
            hotels.put(hotel, new HotelCount(history.hotels()[hotel], 0));
        }
        model.rooms.putAll(rooms());
        for (List<RoomRequest> batch : history.batches()) {
            List<Outcome> expected = model.decide(batch);
            if (!decide(batch).equals(expected) || !rooms().equals(model.rooms)) {
                throw new AssertionError("expected " + expected + " and " + model.rooms + " in " + history);
            }
        }
        Map<Long, Outcome> outcomes = new TreeMap<>();
        holds.forEach((id, hold) -> outcomes.put(id, hold.outcome()));
        assertThat(outcomes).as(history::toString).isEqualTo(model.outcomes);
        assertDecisionNumbersReplay(history);
    }

    /** Does what the ledger does, with maps instead of tables. */
    private List<Outcome> decide(List<RoomRequest> batch) {
        StateTable table = new StateTable(hotels, holds);
        List<Outcome> outcomes =
                batch.stream().map(request -> table.decide(request).outcome()).toList();
        table.created().forEach(hold -> assertThat(holds.put(hold.reservationId(), hold))
                .isNull());
        table.changed().forEach(hold -> assertThat(holds.put(hold.reservationId(), hold))
                .isNotNull());
        hotels.putAll(table.counts());
        return outcomes;
    }

    private Map<Integer, Integer> rooms() {
        Map<Integer, Integer> rooms = new TreeMap<>();
        hotels.forEach((id, hotel) -> rooms.put(id, hotel.rooms()));
        return rooms;
    }

    /** Replays the decisions by their numbers: there are no gaps, and no room count falls below zero. */
    private void assertDecisionNumbersReplay(RandomHistory history) {
        for (int id : hotels.keySet()) {
            Map<Long, Integer> moves = new TreeMap<>();
            holds.values().stream().filter(hold -> hold.hotelId() == id).forEach(hold -> addMoves(hold, moves));
            int left = history.hotels()[id];
            long seq = 0;
            for (Map.Entry<Long, Integer> move : moves.entrySet()) {
                assertThat(move.getKey()).as(history::toString).isEqualTo(++seq);
                left += move.getValue();
                assertThat(left).as(history::toString).isNotNegative();
            }
            assertThat(hotels.get(id)).as(history::toString).isEqualTo(new HotelCount(left, seq));
        }
    }

    private static void addMoves(Hold hold, Map<Long, Integer> moves) {
        boolean hadRoom = hold.outcome() == Outcome.HELD || hold.releasedSeq() != null;
        moves.put(hold.decidedSeq(), hadRoom ? -1 : 0);
        if (hold.releasedSeq() != null) {
            moves.put(hold.releasedSeq(), 1);
        }
    }
}
