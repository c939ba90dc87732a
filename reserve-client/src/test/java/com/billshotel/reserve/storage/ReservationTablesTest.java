package com.billshotel.reserve.storage;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import org.junit.jupiter.api.Nested;

class ReservationTablesTest {
    @Nested
    class OnEmbedded extends ReservationTablesContract {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.EMBEDDED;
        }
    }

    @Nested
    class OnNamed extends ReservationTablesContract {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.NAMED;
        }
    }

    @Nested
    class OnContainer extends ReservationTablesContract {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.CONTAINER;
        }
    }
}
