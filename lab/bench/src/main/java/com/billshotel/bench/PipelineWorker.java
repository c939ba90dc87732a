package com.billshotel.bench;

import com.billshotel.reserve.FailureClassifier;
import com.billshotel.reserve.booking.BookingLanes;
import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.WorkerMetrics;
import com.billshotel.reserve.holds.HotelServerClient;
import com.billshotel.reserve.storage.ReservationTables;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Settings;
import io.grpc.InsecureChannelCredentials;
import java.util.List;

/** The worker without Pub/Sub: decodes deliveries, calls hotel-server over gRPC, writes to MySQL, acknowledges. */
final class PipelineWorker implements AutoCloseable {
    private final MysqlPool mysql;
    private final HotelServerClient hotels;
    private final BookingLanes lanes;

    PipelineWorker(Fixture fixture, String target) throws BadSettingException {
        Settings settings = Settings.read(fixture.database().settings(), MysqlPool.SETTINGS);
        this.mysql = MysqlPool.open(settings, BookingLanes.PARALLEL + 1, ReservationTables.TABLES);
        this.hotels = HotelServerClient.at(target, InsecureChannelCredentials.create(), channel -> {});
        this.lanes = BookingLanes.start(
                hotels,
                List.of(new ReservationTables(mysql, deadLetter -> true)),
                FailureClassifier::classify,
                WorkerMetrics.NOOP);
    }

    void accept(Delivery delivery) {
        lanes.accept(delivery);
    }

    /** Completes the deliveries that it has accepted. */
    @Override
    public void close() {
        lanes.close();
        hotels.close();
        mysql.close();
    }
}
