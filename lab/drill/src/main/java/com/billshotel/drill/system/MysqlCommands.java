package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.MysqlAddress;
import com.billshotel.local.parts.LabException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;

/**
 * Shell commands for the user's servers. {@code {port}} stands for the port of the server concerned.
 *
 * @param kill kills it with -9
 * @param lose kills it with -9 and deletes its data
 * @param restart restarts it and returns once it accepts connections; in a group, once it has joined
 */
public record MysqlCommands(String kill, String lose, String restart) {
    void kill(MysqlAddress server) {
        run(kill, server);
    }

    void lose(MysqlAddress server) {
        run(lose, server);
    }

    void restart(MysqlAddress server) {
        run(restart, server);
    }

    /** @throws LabException if it fails */
    private static void run(String template, MysqlAddress server) {
        String command = template.replace("{port}", Integer.toString(server.port()));
        try {
            int status = new ProcessBuilder("sh", "-c", command)
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.DISCARD)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new LabException("'" + command + "' failed with status " + status);
            }
        } catch (IOException failure) {
            throw new LabException("'" + command + "' cannot be run: " + failure.getMessage(), failure);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
