package com.billshotel.cluster.load;

import java.time.Duration;

/**
 * How long messages took from their publication to their row.
 *
 * @param messages how many were published
 * @param lost how many have no row yet
 * @param longest of those that have one
 * @param pause the longest time in which no message got its row
 */
public record Waits(int messages, int lost, Duration longest, Duration pause) {}
