package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.TestInstance;

/** All contract suites, on the backend that a subclass names. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HotelServerContracts {
    private HotelSystem system;

    abstract MysqlBackend backend();

    @BeforeAll
    void start() throws Exception {
        system = HotelSystem.start(backend());
    }

    @AfterAll
    void stop() {
        if (system != null) {
            system.close();
        }
    }

    @Nested
    class HoldStates extends HoldStatesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class HoldConflicts extends HoldConflictsContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class HoldBatches extends HoldBatchesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class HoldRaces extends HoldRacesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class HotelReads extends HotelReadsContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class HotelUpdates extends HotelUpdatesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class OldClient extends OldClientContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class Tables extends TablesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class Audit extends AuditContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

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

    @Nested
    class Health extends HealthContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class Pool extends PoolContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }
}
