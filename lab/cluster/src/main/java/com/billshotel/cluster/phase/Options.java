package com.billshotel.cluster.phase;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How much is tried.
 *
 * @param rate bookings published per second
 * @param rollouts how often the services are restarted
 * @param outages how often hotel-server is stopped and started
 * @param results where results and logs go
 * @param release a checkout of the last release, whose images the cluster has
 */
public record Options(int rate, int rollouts, int outages, Path results, Optional<Path> release) {}
