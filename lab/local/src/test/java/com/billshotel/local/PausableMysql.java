package com.billshotel.local;

import com.billshotel.embedded.mysql.EmbeddedMysql;
import com.billshotel.embedded.mysql.testing.TestDatabase;
import java.io.IOException;

/** A MySQL server that can be paused: the kernel still accepts connections and requests, but nothing answers them. */
final class PausableMysql implements AutoCloseable {
    private final EmbeddedMysql mysql = EmbeddedMysql.start();

    TestDatabase database() throws Exception {
        mysql.createDatabase("hotel_db");
        return new TestDatabase(mysql.address(), "hotel_db");
    }

    void pause() throws Exception {
        signal("STOP");
    }

    void resume() throws Exception {
        signal("CONT");
    }

    @Override
    public void close() {
        mysql.close();
    }

    private void signal(String name) throws IOException, InterruptedException {
        int exitCode = new ProcessBuilder("kill", "-" + name, Long.toString(mysql.pid()))
                .inheritIO()
                .start()
                .waitFor();
        if (exitCode != 0) {
            throw new IOException("kill -" + name + " failed with exit code " + exitCode);
        }
    }
}
