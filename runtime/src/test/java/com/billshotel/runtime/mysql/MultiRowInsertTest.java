package com.billshotel.runtime.mysql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Tests the text only; the services' tests run it against MySQL. */
class MultiRowInsertTest {
    private final MultiRowInsert insert =
            new MultiRowInsert("INSERT INTO t (a, b, c, d) VALUES %s ON DUPLICATE KEY UPDATE a = 1");

    @Test
    void rows_areRendered_inTheOrderAdded() {
        insert.row().add(7).add(true).add((Long) null).add(TimeUnit.DAYS);
        insert.row().add(Long.MAX_VALUE).add(false).add((Long) (-1L)).add(TimeUnit.HOURS);

        assertThat(insert)
                .hasToString("INSERT INTO t (a, b, c, d) VALUES (7,true,NULL,'DAYS'),"
                        + "(9223372036854775807,false,-1,'HOURS') ON DUPLICATE KEY UPDATE a = 1");
    }

    @Test
    void noRows_needNoConnection() {
        assertThatCode(() -> insert.execute(null)).doesNotThrowAnyException();
    }
}
