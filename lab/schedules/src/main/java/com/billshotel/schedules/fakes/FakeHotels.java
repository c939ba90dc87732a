package com.billshotel.schedules.fakes;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A table of hotels behind JDBC. It has hotels 1 and 2; every change adds a room to both. A result shows the table as it was
 * when the query began.
 */
public final class FakeHotels {
    private static final Pattern IDS = Pattern.compile("\\d+(?=[,)])");
    private static final int LAST_HOTEL = 2;

    private static final ProxyClass<Connection> CONNECTION = ProxyClass.of(Connection.class);
    private static final ProxyClass<Statement> STATEMENT = ProxyClass.of(Statement.class);
    private static final ProxyClass<ResultSet> RESULT = ProxyClass.of(ResultSet.class);

    private final IntPredicate fails;
    private final List<String> violations = new ArrayList<>();
    private int rooms;
    private int queries;
    private int openConnections;

    /** @param fails whether the query with this number, from 1, fails */
    public FakeHotels(IntPredicate fails) {
        this.fails = fails;
    }

    /** Adds a room to every hotel, and returns the new number. */
    public int addRoom() {
        return ++rooms;
    }

    public boolean exists(int id) {
        return id >= 1 && id <= LAST_HOTEL;
    }

    /** Requires that no two connections were used at a time. */
    public void requireSafety() {
        Record.require(violations.isEmpty(), String.join("; ", violations));
    }

    /** Opens a connection, which supports just what the query needs. */
    public Connection connect() {
        if (++openConnections > 1) {
            violations.add(openConnections + " queries at the same time");
        }
        return CONNECTION.create((self, method, arguments) -> switch (method.getName()) {
            case "createStatement" -> statement();
            case "close" -> {
                openConnections--;
                yield null;
            }
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private Statement statement() {
        return STATEMENT.create((self, method, arguments) -> switch (method.getName()) {
            case "executeQuery" -> query((String) arguments[0]);
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    private ResultSet query(String sql) throws SQLException {
        int roomsNow = rooms;
        if (fails.test(++queries)) {
            throw new SQLException("injected");
        }
        List<Integer> ids = IDS.matcher(sql)
                .results()
                .map(MatchResult::group)
                .map(Integer::valueOf)
                .filter(this::exists)
                .toList();
        int[] row = {-1};
        return RESULT.create((self, method, arguments) -> switch (method.getName()) {
            case "next" -> ++row[0] < ids.size();
            case "getInt", "getString", "getObject" -> column((int) arguments[0], ids.get(row[0]), roomsNow);
            case "close" -> null;
            default -> throw new UnsupportedOperationException(method.toString());
        });
    }

    /** id, name, price, rooms, location, facilities */
    private static Object column(int number, int id, int roomsNow) {
        return switch (number) {
            case 1 -> id;
            case 2 -> "hotel " + id;
            case 3 -> 100;
            case 4 -> roomsNow;
            default -> null;
        };
    }

    /**
     * Creates proxies of an interface. Kept, because each search for the proxy's class would go through a map of the JDK that is
     * ordered by identity, and so make schedules differ between processes.
     */
    private record ProxyClass<T>(Class<T> type, Constructor<?> constructor) {
        static <T> ProxyClass<T> of(Class<T> type) {
            Object sample = Proxy.newProxyInstance(
                    FakeHotels.class.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> null);
            try {
                return new ProxyClass<>(type, sample.getClass().getConstructor(InvocationHandler.class));
            } catch (NoSuchMethodException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        T create(InvocationHandler handler) {
            try {
                return type.cast(constructor.newInstance(handler));
            } catch (ReflectiveOperationException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    }
}
