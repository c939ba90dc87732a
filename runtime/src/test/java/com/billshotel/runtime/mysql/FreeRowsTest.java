package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way on TiDB; SKIP LOCKED is tested where it is used, on every MySQL. */
class FreeRowsTest {
    private static final int LOCKED = 3572;

    private final List<List<Integer>> statements = new ArrayList<>();

    @Test
    void rows_thatAreAllFree_takeOneStatement() throws SQLException {
        assertThat(lock(List.of(1, 2, 3), Set.of(), LOCKED)).containsExactly(1, 2, 3);
        assertThat(statements).containsExactly(List.of(1, 2, 3));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void lockedRows_areLeftOut(int count) throws SQLException {
        List<Integer> keys = IntStream.rangeClosed(1, count).boxed().toList();

        assertThat(lock(keys, Set.of(1, 4, 999), LOCKED))
                .containsExactlyElementsOf(keys.stream()
                        .filter(key -> !Set.of(1, 4, 999).contains(key))
                        .toList());
        assertThat(statements).hasSizeLessThan(2 * 3 * 10 + 2);
    }

    @Test
    void rows_thatAreAllLocked_areNotReturned() throws SQLException {
        assertThat(lock(List.of(1, 2, 3), Set.of(1, 2, 3), LOCKED)).isEmpty();
    }

    /** It has rolled back the whole transaction. */
    @Test
    void deadlock_isNotTakenForALockedRow() {
        assertThatThrownBy(() -> lock(List.of(1, 2), Set.of(2), 1213)).isInstanceOf(SQLException.class);
        assertThat(statements).hasSize(1);
    }

    private List<Integer> lock(List<Integer> keys, Set<Integer> locked, int error) throws SQLException {
        return FreeRows.lockByHalves(keys, (some, locking) -> select(some, locking, locked, error));
    }

    private Collection<Integer> select(List<Integer> keys, String locking, Set<Integer> locked, int error)
            throws SQLException {
        assertThat(locking).isEqualTo(" FOR UPDATE NOWAIT");
        statements.add(List.copyOf(keys));
        if (!Collections.disjoint(keys, locked)) {
            throw new SQLException("locked", "HY000", error);
        }
        return keys;
    }
}
