package com.billshotel.server;

import org.junit.jupiter.api.Nested;

/** All contract suites, on the backend that a subclass names. */
abstract class HotelServerContracts extends HotelServerOnBackend {
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
    class OldTables extends OldTablesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class Migrations extends MigrationsContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class RoomChanges extends RoomChangesContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class SchemaProblems extends SchemaProblemsContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class OriginalDatabase extends OriginalDatabaseContract {
        @Override
        HotelSystem system() {
            return system;
        }
    }

    @Nested
    class Retention extends RetentionContract {
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
