package com.billshotel.server.catalog;

import com.billshotel.runtime.mysql.MysqlPool;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Constructor;
import java.sql.Connection;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Opens {@link SharedHotelReads} on a fake database; in this package because the class is not public. */
public final class ReadsUnderTest {
    private final SharedHotelReads reads;

    /**
     * @param connections opens a connection
     * @param readers runs the queries; may reject them
     */
    public ReadsUnderTest(Supplier<Connection> connections, Executor readers) {
        reads = new SharedHotelReads(pool(connections), readers);
    }

    /** The number of rooms of a hotel. */
    public CompletableFuture<Integer> rooms(int hotelId) {
        return reads.get(hotelId).thenApply(HotelInfo::roomsAvailable);
    }

    /** Calls the constructor, because opening the pool would connect to MySQL. */
    private static MysqlPool pool(Supplier<Connection> connections) {
        Constructor<?> constructor = MysqlPool.class.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] arguments = Arrays.stream(constructor.getParameterTypes())
                .map(type -> type == HikariDataSource.class ? new FakeDataSource(connections) : null)
                .toArray();
        try {
            return (MysqlPool) constructor.newInstance(arguments);
        } catch (ReflectiveOperationException changed) {
            throw new IllegalStateException(changed);
        }
    }

    private static final class FakeDataSource extends HikariDataSource {
        private final Supplier<Connection> connections;

        FakeDataSource(Supplier<Connection> connections) {
            this.connections = connections;
        }

        @Override
        public Connection getConnection() {
            return connections.get();
        }
    }
}
