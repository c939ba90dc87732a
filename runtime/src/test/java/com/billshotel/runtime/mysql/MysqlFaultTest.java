package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import com.mysql.cj.jdbc.exceptions.CommunicationsException;
import java.io.EOFException;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MysqlFaultTest {
    @ParameterizedTest
    @CsvSource({
        "1205, 41000, CONTENTION",
        "1213, 40001, CONTENTION",
        "3572, HY000, CONTENTION",
        "3101, 40000, CONTENTION",
        "9999, 40001, CONTENTION",
        "0,    40001, CONTENTION",
        "1105, HY000, CONTENTION",
        "8028, HY000, CONTENTION",
        "9007, HY000, CONTENTION",
        "1062, 23000, DUPLICATE_KEY",
        "1045, 28000, UNAVAILABLE",
        "1049, 42000, UNAVAILABLE",
        "1054, 42S22, SCHEMA",
        "1146, 42S02, SCHEMA",
        "1176, 42000, SCHEMA",
        "1364, HY000, SCHEMA",
        "1290, HY000, UNAVAILABLE",
        "1021, HY000, UNAVAILABLE",
        "1040, 08004, UNAVAILABLE",
        "3032, HY000, UNAVAILABLE",
        "3100, HY000, UNAVAILABLE",
        "3782, HY000, UNAVAILABLE",
        "3797, HY000, UNAVAILABLE",
        "3799, HY000, UNAVAILABLE",
        "4094, HY000, UNAVAILABLE",
        "0,    08S01, UNAVAILABLE",
        "3024, HY000, UNAVAILABLE",
        "1969, 70100, UNAVAILABLE",
        "8027, HY000, UNAVAILABLE",
        "9005, HY000, UNAVAILABLE",
        "1064, 42000, UNEXPECTED",
        "1366, HY000, UNEXPECTED",
        "3819, HY000, UNEXPECTED",
        "0,         , UNEXPECTED",
    })
    void driverException_isClassifiedByCodeAndState(int code, String state, MysqlFault expected) {
        assertThat(MysqlFault.of(new SQLException("any message", state, code))).isEqualTo(expected);
    }

    /** With rewritten batches, the decisive error code is in the cause. */
    @Test
    void batchException_isClassifiedByItsCause() {
        BatchUpdateException batch = new BatchUpdateException(new int[0], new SQLException("any", "40001", 1213));

        assertThat(MysqlFault.of(batch)).isEqualTo(MysqlFault.CONTENTION);
    }

    @Test
    void poolException_isUnavailableWhateverItsCause() {
        SQLException hostBlocked = new SQLException("any", "HY000", 1129);

        assertThat(MysqlFault.of(new SQLTransientConnectionException("no connection", hostBlocked)))
                .isEqualTo(MysqlFault.UNAVAILABLE);
        assertThat(MysqlFault.of(new SQLTransientConnectionException("no connection")))
                .isEqualTo(MysqlFault.UNAVAILABLE);
    }

    /** Found by the drill: the driver hides why the batch failed, and hotel-server answered INTERNAL. */
    @Test
    void connection_lostDuringABatch_isUnavailable() {
        SQLException hidden = new SQLException("No operations allowed after statement closed.", "S1009");
        hidden.addSuppressed(new SQLNonTransientConnectionException("No operations allowed after connection closed."));

        assertThat(MysqlFault.of(hidden)).isEqualTo(MysqlFault.UNAVAILABLE);
    }

    @Test
    void connection_lost_isUnavailable() {
        assertThat(MysqlFault.of(new CommunicationsException("gone", new EOFException())))
                .isEqualTo(MysqlFault.UNAVAILABLE);
    }
}
