package com.billshotel.local;

import static com.billshotel.local.Messages.booking;

import com.billshotel.local.testing.InProcessSystem;
import com.billshotel.runtime.tls.testing.CertificateAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bookings with mutual TLS, before and after all certificates are replaced by those of a new CA. */
class MutualTlsIT {
    @TempDir
    private Path folder;

    @Test
    void bookings_beforeAndAfterARenewal_areConfirmed() throws Exception {
        Path server = Files.createDirectory(folder.resolve("server"));
        Path worker = Files.createDirectory(folder.resolve("worker"));
        issue(server, worker);
        try (InProcessSystem system = new InProcessSystem(CertificateAuthority.settings(server))) {
            system.execute("INSERT INTO hotels VALUES(0, 'myhotel', 10000, 100)");
            system.startWorker(CertificateAuthority.settings(worker));

            system.publish(booking(0, 0));
            system.awaitRows("SELECT id, iscancel FROM reserve_hotel", "0, 0");
            system.stopWorker();
            issue(server, worker);
            system.startWorker(CertificateAuthority.settings(worker));
            system.publish(booking(1, 0));

            system.awaitRows("SELECT id, iscancel FROM reserve_hotel ORDER BY id", "0, 0", "1, 0");
            system.awaitRows("SELECT rooms_available FROM hotels", "98");
        }
    }

    private static void issue(Path server, Path worker) throws Exception {
        CertificateAuthority authority = new CertificateAuthority();
        authority.issue(server, "hotel-server", "localhost");
        authority.issue(worker, "reserve-client");
    }
}
