package com.billshotel.local;

import com.billshotel.local.parts.LabException;
import com.billshotel.local.parts.PubSub;
import com.billshotel.local.parts.ServiceProcess;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Books one room through the whole system, shows each step and checks the result. */
final class Scenario {
    private static final String INSERT_HOTEL = "INSERT INTO hotels VALUES(0,\"myhotel\",10000,100);";
    private static final String HOTELS = "SELECT * FROM hotels;";
    private static final String RESERVATIONS = "SELECT * FROM reserve_hotel;";
    private static final String MESSAGE = "{\"id\": 0, \"is_cancel\": false, \"hotel_id\": 0, \"user_id\": 12345,"
            + " \"reserved_datetime\": 1700000000, \"checkin_datetime\": 1700604800}";

    private static final List<List<String>> BOOKED_HOTEL = List.of(List.of("0", "myhotel", "10000", "99"));
    private static final List<List<String>> RESERVATION =
            List.of(List.of("0", "0", "0", "12345", "1700000000", "1700604800"));
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final LocalSystem system;
    private final PrintStream out;

    Scenario(LocalSystem system, PrintStream out) {
        this.system = system;
        this.out = out;
    }

    /** @throws LabException if the room is not booked within 30 s */
    void play() throws SQLException, InterruptedException {
        show(INSERT_HOTEL);
        system.database().execute(INSERT_HOTEL);
        out.println("Query OK, 1 row affected");
        showTables();
        AtomicBoolean logShown = echoLogsUntilConfirmed();
        out.println("\n" + PubSub.TOPIC + "> " + MESSAGE);
        out.println("Published as message " + system.pubsub().publish(MESSAGE) + "\n");
        awaitBooking(logShown);
        showTables();
    }

    private void showTables() throws SQLException {
        for (String query : List.of(HOTELS, RESERVATIONS)) {
            show(query);
            out.println(system.database().table(query));
        }
    }

    private void show(String statement) {
        out.println("\nmysql> " + statement);
    }

    /** Shows the services' logs up to the worker's line that names the message, the hotel and the user. */
    private AtomicBoolean echoLogsUntilConfirmed() {
        AtomicBoolean confirmed = new AtomicBoolean();
        for (ServiceProcess service : system.services()) {
            service.onLine(line -> {
                if (!confirmed.get()) {
                    out.println(QuickstartCommand.logLine(service, line));
                    confirmed.compareAndSet(false, line.contains("CONFIRMED"));
                }
            });
        }
        return confirmed;
    }

    private void awaitBooking(AtomicBoolean logShown) throws SQLException, InterruptedException {
        Instant limit = Instant.now().plus(LIMIT);
        while (!(isBooked() && logShown.get())) {
            if (Instant.now().isAfter(limit)) {
                throw new LabException(
                        "the room was not booked within " + LIMIT.toSeconds() + " s; see " + LocalSystem.LOGS);
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private boolean isBooked() throws SQLException {
        return system.database().rows(HOTELS).equals(BOOKED_HOTEL)
                && system.database().rows(RESERVATIONS).equals(RESERVATION);
    }
}
