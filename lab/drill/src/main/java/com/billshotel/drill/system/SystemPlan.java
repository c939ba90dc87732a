package com.billshotel.drill.system;

import com.billshotel.embedded.mysql.MysqlAddress;
import java.util.List;

/**
 * The members of the system.
 *
 * @param mysql the user's server, or those of a group; empty for the embedded one
 * @param commands for the user's servers
 */
public record SystemPlan(int servers, int workers, List<MysqlAddress> mysql, MysqlCommands commands) {}
