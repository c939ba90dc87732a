package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.util.Optional;

/**
 * What the system is made of.
 *
 * @param mysql a server of somebody's; empty: an embedded one
 * @param killCommand for the shell, ends that server as kill -9 does
 * @param restartCommand for the shell, starts it again on its data and returns when it answers
 */
public record SystemPlan(
        int servers, int workers, Optional<MysqlAddress> mysql, String killCommand, String restartCommand) {}
