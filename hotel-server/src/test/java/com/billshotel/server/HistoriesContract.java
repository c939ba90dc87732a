package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.proto.HoldRequest;
import com.billshotel.server.rooms.RandomHistory;
import com.billshotel.server.rooms.RoomModel;
import com.billshotel.server.rooms.RoomRequest;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs 300 random histories through the whole server and compares every step with the model. */
abstract class HistoriesContract {
    private static final Logger log = LoggerFactory.getLogger(HistoriesContract.class);
    private static final int HISTORIES = 300;

    // Far above the ids of the other tests, which count up from lower numbers.
    private static final int FIRST_HOTEL = 100_000_000;
    private static final long FIRST_RESERVATION = 100_000_000;

    private final RoomModel model = new RoomModel();

    abstract HotelSystem system();

    @Test
    void histories_random_agreeWithTheModel() throws Exception {
        long firstSeed = System.nanoTime();
        log.info("seeds {} to {}", firstSeed, firstSeed + HISTORIES - 1);
        List<RandomHistory> histories = new ArrayList<>();
        for (int i = 0; i < HISTORIES; i++) {
            histories.add(RandomHistory.of(firstSeed + i, FIRST_HOTEL + 3 * i, FIRST_RESERVATION + 8 * i));
        }

        createHotels(histories);
        histories.forEach(this::run);

        assertThat(stored("SELECT id, rooms_available FROM hotels WHERE id BETWEEN " + FIRST_HOTEL + " AND "
                        + (FIRST_HOTEL + 3 * HISTORIES)))
                .isEqualTo(text(model.rooms));
        assertThat(stored("SELECT reservation_id, state FROM room_holds WHERE reservation_id BETWEEN "
                        + FIRST_RESERVATION + " AND " + (FIRST_RESERVATION + 8 * HISTORIES)))
                .isEqualTo(text(model.outcomes));
    }

    private void createHotels(List<RandomHistory> histories) throws SQLException {
        for (int i = 0; i < HISTORIES; i++) {
            int[] rooms = histories.get(i).hotels();
            for (int hotel = 0; hotel < rooms.length; hotel++) {
                model.rooms.put(FIRST_HOTEL + 3 * i + hotel, rooms[hotel]);
            }
        }
        List<String> rows = new ArrayList<>();
        model.rooms.forEach((id, rooms) -> rows.add("(" + id + ", 'h', 1, " + rooms + ")"));
        system().sql().execute("INSERT INTO hotels VALUES " + String.join(",", rows));
    }

    private void run(RandomHistory history) {
        for (List<RoomRequest> batch : history.batches()) {
            List<HoldRequest> messages =
                    batch.stream().map(HistoriesContract::message).toList();
            assertThat(Holds.decide(system().hotels(), messages))
                    .as(history::toString)
                    .extracting(decision -> decision.getOutcome().name())
                    .containsExactlyElementsOf(
                            model.decide(batch).stream().map(Enum::name).toList());
        }
    }

    private Map<String, String> stored(String query) throws SQLException {
        Map<String, String> stored = new TreeMap<>();
        for (String row : system().sql().rows(query)) {
            stored.put(row.split(", ")[0], row.split(", ")[1]);
        }
        return stored;
    }

    private static Map<String, String> text(Map<?, ?> map) {
        Map<String, String> text = new TreeMap<>();
        map.forEach((key, value) -> text.put(key.toString(), value.toString()));
        return text;
    }

    private static HoldRequest message(RoomRequest request) {
        HoldRequest.Builder message = HoldRequest.newBuilder()
                .setReservationId(request.reservationId())
                .setHotelId(request.hotelId())
                .setAction(HoldRequest.Action.valueOf(request.action().name()));
        if (request.userId() != null) {
            message.setUserId(request.userId());
        }
        if (request.reservedDatetime() != null) {
            message.setReservedDatetime(request.reservedDatetime());
        }
        if (request.checkinDatetime() != null) {
            message.setCheckinDatetime(request.checkinDatetime());
        }
        return message.build();
    }
}
