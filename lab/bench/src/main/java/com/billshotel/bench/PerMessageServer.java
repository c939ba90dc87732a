package com.billshotel.bench;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelResponse;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceImplBase;
import com.billshotel.runtime.grpc.BoundedCalls;
import com.billshotel.runtime.mysql.MysqlPool;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** The hotel-server that this project replaces: one plain statement per call. */
final class PerMessageServer extends HotelServiceImplBase implements AutoCloseable {
    private static final int PARALLEL = 10;
    private static final int WAITING = 256;

    private final BoundedCalls calls = new BoundedCalls(PARALLEL, WAITING, PerMessageServer::status);
    private final MysqlPool mysql;

    PerMessageServer(MysqlPool mysql) {
        this.mysql = mysql;
    }

    @Override
    public void getHotel(HotelRequest request, StreamObserver<HotelResponse> caller) {
        calls.answer(caller, () -> mysql.withConnection(connection -> select(connection, request.getId())));
    }

    @Override
    public void updateHotel(HotelRequest request, StreamObserver<HotelResponse> caller) {
        calls.answer(caller, () -> mysql.withConnection(connection -> update(connection, request)));
    }

    @Override
    public void close() {
        calls.close();
    }

    private static HotelResponse select(Connection connection, int id) throws SQLException {
        String sql = "SELECT id, name, price_pernight, rooms_available FROM hotels WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setInt(1, id);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return HotelResponse.newBuilder()
                        .setHotel(Hotel.newBuilder()
                                .setId(row.getInt(1))
                                .setName(row.getString(2))
                                .setPricePernight(row.getInt(3))
                                .setRoomsAvailable(row.getInt(4)))
                        .build();
            }
        }
    }

    private static HotelResponse update(Connection connection, HotelRequest hotel) throws SQLException {
        String sql = "UPDATE hotels SET name = ?, price_pernight = ?, rooms_available = ? WHERE id = ?";
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, hotel.getName());
            statement.setInt(2, hotel.getPricePernight());
            statement.setInt(3, hotel.getRoomsAvailable());
            statement.setInt(4, hotel.getId());
            statement.executeUpdate();
            return HotelResponse.getDefaultInstance();
        }
    }

    private static StatusRuntimeException status(Throwable failure) {
        return Status.INTERNAL.withCause(failure).asRuntimeException();
    }
}
