package com.billshotel.server;

import com.billshotel.embedded.mysql.testing.MysqlBackend;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** A hotel-server on one MySQL backend, started once for all tests of a class. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class HotelServerOnBackend {
    HotelSystem system;

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
}
