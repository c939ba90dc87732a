package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.HotelDatabase;
import com.billshotel.local.parts.LabException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * Servers in a MySQL Group Replication with a single primary. Faults hit the primary; its second kill also deletes its data. It is
 * restarted at once, before the others have noticed, and counts as down until all members are ONLINE again: without two of three, the
 * group would lose its majority.
 */
final class MysqlGroup implements MysqlMember.Control {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final Duration JOIN_PAUSE = Duration.ofSeconds(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int KILL_THAT_LOSES_DATA = 2;

    private static final String ROLES =
            "SELECT member_port, member_role FROM performance_schema.replication_group_members"
                    + " WHERE member_state = 'ONLINE'";
    private static final String PRIMARY = "PRIMARY";

    private final List<MysqlAddress> members;
    private final MysqlCommands commands;
    private final BooleanSupplier hasWork;
    private final Failovers failovers = new Failovers();
    private volatile MysqlAddress primary;
    private int kills;

    /** @param hasWork whether messages wait, so that bookings are to be expected */
    MysqlGroup(List<MysqlAddress> members, MysqlCommands commands, BooleanSupplier hasWork) {
        this.members = List.copyOf(members);
        this.commands = commands;
        this.hasWork = hasWork;
    }

    List<MysqlAddress> members() {
        return members;
    }

    Failovers failovers() {
        return failovers;
    }

    /** Waits while there is none. */
    @Override
    public MysqlAddress address() {
        return await("a primary", this::findPrimary);
    }

    /** As the primary says: a replica may go on calling another one unreachable that all others have long been in touch with. */
    @Override
    public boolean isUp() {
        return findPrimary()
                .filter(found -> online(found).size() == members.size())
                .isPresent();
    }

    @Override
    public void kill() {
        primary = address();
        if (++kills == KILL_THAT_LOSES_DATA) {
            commands.lose(primary);
        } else {
            commands.kill(primary);
        }
    }

    @Override
    public void restart() {
        CompletableFuture<Void> joined = CompletableFuture.runAsync(this::rejoin);
        observe(System.nanoTime());
        joined.join();
        awaitOnline();
    }

    /** Makes another member the primary, and leaves all of them up. */
    @Override
    public void restartOrderly() {
        MysqlAddress old = address();
        primary = old;
        MysqlAddress next = members.get((members.indexOf(old) + 1) % members.size());
        try {
            String id = rows(next, "SELECT @@server_uuid").get(0).get(0);
            rows(old, "SELECT group_replication_set_as_primary('" + id + "')");
        } catch (SQLException failure) {
            throw new LabException("the primary cannot be changed: " + failure.getMessage(), failure);
        }
        observe(System.nanoTime());
        awaitOnline();
    }

    @Override
    public Optional<Long> pid() {
        return Optional.empty();
    }

    @Override
    public void close() {}

    /** While the others do not know that it is gone, they do not let it join. */
    private void rejoin() {
        await("member " + primary + " to join", () -> {
            try {
                commands.restart(primary);
                return Optional.of(true);
            } catch (LabException refused) {
                sleep(JOIN_PAUSE);
                return Optional.empty();
            }
        });
    }

    private void awaitOnline() {
        await("all members to be ONLINE", () -> isUp() ? Optional.of(true) : Optional.empty());
    }

    /** Measures how long the group takes to have another primary, and how long the first booking takes from then on. */
    private void observe(long begin) {
        MysqlAddress successor = await("another primary", () -> findPrimary().filter(found -> !found.equals(primary)));
        long elected = System.nanoTime();
        long before = bookings(successor);
        while (hasWork.getAsBoolean()) {
            if (bookings(successor) > before) {
                failovers.add(Duration.ofNanos(elected - begin), Duration.ofNanos(System.nanoTime() - elected));
                return;
            }
            sleep(POLL);
        }
    }

    private static long bookings(MysqlAddress server) {
        return await("bookings to be readable", () -> {
            try {
                return Optional.of(
                        Long.parseLong(rows(server, "SELECT COUNT(*) FROM " + HotelDatabase.NAME + ".reserve_hotel")
                                .get(0)
                                .get(0)));
            } catch (SQLException unavailable) {
                return Optional.empty();
            }
        });
    }

    /** What any member says, except of itself if it has just restarted: it then knows of no other. */
    private Optional<MysqlAddress> findPrimary() {
        for (MysqlAddress member : members) {
            for (List<String> role : online(member)) {
                Optional<MysqlAddress> found = role.get(1).equals(PRIMARY) ? member(role.get(0)) : Optional.empty();
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<MysqlAddress> member(String port) {
        return members.stream()
                .filter(member -> Integer.toString(member.port()).equals(port))
                .findFirst();
    }

    /** Port and role of each member that is ONLINE; empty if it does not answer. */
    private static List<List<String>> online(MysqlAddress member) {
        try {
            return rows(member, ROLES);
        } catch (SQLException unavailable) {
            return List.of();
        }
    }

    private static List<List<String>> rows(MysqlAddress server, String sql) throws SQLException {
        return new HotelDatabase(server, "performance_schema").rows(sql);
    }

    private interface Attempt<T> {
        Optional<T> run();
    }

    private static <T> T await(String what, Attempt<T> attempt) {
        for (long deadline = System.nanoTime() + LIMIT.toNanos(); System.nanoTime() < deadline; sleep(POLL)) {
            Optional<T> result = attempt.run();
            if (result.isPresent()) {
                return result.get();
            }
        }
        throw new LabException("waited " + LIMIT.toSeconds() + " s for " + what);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted");
        }
    }
}
