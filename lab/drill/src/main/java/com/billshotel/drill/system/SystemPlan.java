package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.util.Optional;

/**
 * The members of the system.
 *
 * @param mysql the user's server; empty for the embedded one
 * @param killCommand shell command that kills the user's server with -9
 * @param restartCommand shell command that restarts it on its data and returns once it accepts connections
 */
public record SystemPlan(
        int servers, int workers, Optional<MysqlAddress> mysql, String killCommand, String restartCommand) {}
