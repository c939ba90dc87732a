package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import org.junit.jupiter.api.Nested;

/** The contracts of {@link HotelServerContracts} that need load or many random histories, on each backend. */
class HotelServerLoadIT {
    @Nested
    class OnEmbedded extends Contracts {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.EMBEDDED;
        }
    }

    @Nested
    class OnContainer extends Contracts {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.CONTAINER;
        }
    }

    @Nested
    class OnNamed extends Contracts {
        @Override
        MysqlBackend backend() {
            return MysqlBackend.NAMED;
        }
    }

    abstract static class Contracts extends HotelServerOnBackend {
        @Nested
        class Histories extends HistoriesContract {
            @Override
            HotelSystem system() {
                return system;
            }
        }

        @Nested
        class Pressure extends PressureContract {
            @Override
            HotelSystem system() {
                return system;
            }
        }
    }
}
