package com.billshotel.cluster.phase;

import com.billshotel.cluster.docs.Block;
import com.billshotel.cluster.load.Load;
import com.billshotel.cluster.load.Waits;
import com.billshotel.local.parts.LabException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Changes the passwords of MySQL's users as documented, then ends all sessions, so that the services have to log in again. */
final class Passwords {
    private static final String PHASE = Phase.PASSWORDS.toString();
    private static final String SECTION = "Changing passwords";

    /** The documented time until every pod has the new passwords. */
    private static final Duration SPREAD = Duration.ofMinutes(2);

    private static final Map<String, String> KEYS =
            Map.of("hotel_server", "hotel_server_password", "reserve_client", "reserve_client_password");

    private static final String END_SESSIONS =
            """
            kubectl exec -i hotel-db-0 -- bash -c 'export MYSQL_PWD=$MYSQL_ROOT_PASSWORD; mysql -u root -N <<<"
              SELECT CONCAT(\\"KILL \\", id, \\";\\") FROM performance_schema.processlist WHERE user <> \\"root\\" AND host <> \\"\\"
            " | mysql -u root --force'""";

    private static final String LOG_IN =
            "kubectl exec hotel-db-0 -- env MYSQL_PWD=%s mysql --host=127.0.0.1 --user=%s --execute='SELECT 1'";

    private final Stage stage;

    private Passwords(Stage stage) {
        this.stage = stage;
    }

    static void run(Stage stage) throws Exception {
        List<Block> blocks = stage.kubernetes.scripts(SECTION, 2);
        new Passwords(stage).change(blocks.get(0), blocks.get(1));
    }

    private void change(Block add, Block discard) throws Exception {
        Map<String, String> before = passwords();
        try (Load load = stage.load()) {
            Waits waits = load.during(() -> {
                stage.run(add);
                stage.console.step("new passwords reach all pods", () -> TimeUnit.SECONDS.sleep(SPREAD.toSeconds()));
                stage.run(discard);
                stage.console.step("ending all sessions", () -> stage.shell.run(END_SESSIONS));
            });
            stage.reportWaits(PHASE, waits);
            stage.finish(load, PHASE);
        }
        Map<String, String> after = passwords();
        for (String user : KEYS.keySet()) {
            stage.report.check(
                    PHASE,
                    user + " logs in with the new password",
                    logIn(user, after.get(user)).isEmpty());
            stage.report.check(PHASE, user + " is refused with the old one", isRefused(user, before.get(user)));
        }
    }

    private Map<String, String> passwords() {
        Map<String, String> passwords = new TreeMap<>();
        KEYS.forEach((user, key) -> passwords.put(user, stage.cluster.secret("hotel-mysql", key)));
        return passwords;
    }

    private boolean isRefused(String user, String password) {
        return logIn(user, password)
                .filter(reason -> reason.contains("Access denied"))
                .isPresent();
    }

    /** Empty if the login succeeds, otherwise what is said. */
    private Optional<String> logIn(String user, String password) {
        try {
            stage.shell.run(LOG_IN.formatted(password, user));
            return Optional.empty();
        } catch (LabException failed) {
            return Optional.of(failed.getMessage());
        }
    }
}
