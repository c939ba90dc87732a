package com.billshotel.bench;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.reserve.intake.ReservationDecoder;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.mysql.MysqlPool;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The design that this project replaces: for each message, ten in parallel, GetHotel, INSERT, UpdateHotel with one room less,
 * acknowledge. It loses updates, so the audit only checks that each message has its row.
 */
final class PerMessageLoad implements Load {
    private static final int PARALLEL = 10;
    private static final int HOTELS = 100;

    private final ReservationDecoder decoder = new ReservationDecoder();

    @Override
    public String name() {
        return "old_way_per_s";
    }

    @Override
    public int hotels() {
        return HOTELS;
    }

    @Override
    public Run run(Fixture fixture, Window window) throws Exception {
        AtomicLong ids = new AtomicLong();
        AtomicLong done = new AtomicLong();
        double perSecond;
        try (PerMessageServer service = new PerMessageServer(fixture.pool());
                GrpcEndpoint server = GrpcEndpoint.start(GrpcPorts.plaintext(0), List.of(service), builder -> {});
                GrpcClient client = new GrpcClient("127.0.0.1:" + server.port())) {
            ConcurrentCallers workers = ConcurrentCallers.start(PARALLEL, worker -> () -> {
                book(ids.getAndIncrement(), client.hotels(), fixture.pool());
                done.incrementAndGet();
            });
            perSecond = window.rate(done::get, workers);
        }
        return new Run(perSecond, done.get());
    }

    @Override
    public List<String> problems(BenchDatabase database, Run run) throws SQLException {
        long rows = database.count("SELECT COUNT(*) FROM old_reserve_hotel");
        return rows == run.confirmed() ? List.of() : List.of(rows + " rows for " + run.confirmed() + " messages");
    }

    private void book(long id, HotelServiceBlockingStub hotels, MysqlPool pool) throws SQLException {
        byte[] payload = Booking.of(id, HOTELS).payload();
        ReservationMessage message = (ReservationMessage) decoder.decode(payload);
        Hotel hotel = hotels.getHotel(
                        HotelRequest.newBuilder().setId(message.hotelId()).build())
                .getHotel();
        insert(message, pool);
        hotels.updateHotel(HotelRequest.newBuilder()
                .setId(hotel.getId())
                .setName(hotel.getName())
                .setPricePernight(hotel.getPricePernight())
                .setRoomsAvailable(hotel.getRoomsAvailable() - 1)
                .build());
    }

    private static void insert(ReservationMessage message, MysqlPool pool) throws SQLException {
        pool.withConnection(connection -> {
            String sql = "INSERT INTO old_reserve_hotel VALUES (?, ?, ?, ?, ?, ?)";
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setLong(1, message.id());
                statement.setBoolean(2, message.cancel());
                statement.setInt(3, message.hotelId());
                statement.setLong(4, message.userId());
                statement.setLong(5, message.reservedAt());
                statement.setLong(6, message.checkinAt());
                return statement.executeUpdate();
            }
        });
    }
}
