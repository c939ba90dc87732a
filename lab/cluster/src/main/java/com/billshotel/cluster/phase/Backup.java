package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.cluster.report.Report;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Adds the component backup to the local overlay as documented, makes a dump, loses reservations, and restores them. */
final class Backup {
    private static final String PHASE = Phase.BACKUP.toString();
    private static final String SECTION = "Backup";
    private static final int LOAD_SECONDS = 5;

    private static final String SQL =
            "kubectl exec hotel-db-0 -- sh -c 'MYSQL_PWD=$MYSQL_ROOT_PASSWORD mysql -u root hotel_db -e \"%s\"'";
    private static final String CONTENT =
            SQL.formatted("CHECKSUM TABLE hotels, hotel_details, room_holds, reserve_hotel, rejections, dead_letters");

    private final Stage stage;

    private Backup(Stage stage) {
        this.stage = stage;
    }

    static void run(Stage stage) throws Exception {
        List<Block> blocks = stage.kubernetes.scripts(SECTION, 2);
        new Backup(stage).run(blocks.get(0), blocks.get(1));
    }

    private void run(Block dump, Block restore) throws Exception {
        stage.shell.run("kubectl apply -k " + Overlay.with(stage, "backup"));
        stage.awaitServices();
        book();
        String before = stage.shell.run(CONTENT);
        stage.report.figure(PHASE, "dump", Report.seconds(timed(dump)));
        stage.shell.run(SQL.formatted("DELETE FROM reserve_hotel; UPDATE hotels SET rooms_available = 0"));
        stage.report.figure(PHASE, "restore", Report.seconds(timed(restore)));
        stage.report.check(
                PHASE, "the tables are as they were", stage.shell.run(CONTENT).equals(before));
        stage.awaitServices();
        restoreUnderLoad(restore);
    }

    /** The services book until they are stopped. What they have booked is lost with the tables; nothing else may be. */
    private void restoreUnderLoad(Block restore) throws Exception {
        try (Load load = stage.load()) {
            Waits waits = load.during(() -> {
                stage.run(restore);
                stage.awaitServices();
            });
            stage.reportWaits(PHASE, waits);
            stage.finish(load, PHASE);
        }
    }

    /** The system works, and its tables are consistent. */
    private void book() throws Exception {
        try (Load load = stage.load()) {
            TimeUnit.SECONDS.sleep(LOAD_SECONDS);
            stage.finish(load, PHASE);
        }
    }

    private Duration timed(Block block) throws Exception {
        long begun = System.nanoTime();
        stage.run(block);
        return Duration.ofNanos(System.nanoTime() - begun);
    }
}
