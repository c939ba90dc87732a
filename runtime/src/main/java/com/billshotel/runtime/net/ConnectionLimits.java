package com.billshotel.runtime.net;

/**
 * How many connections a listener accepts. Many real clients may share an address behind a proxy, so the limits for an address
 * must be generous.
 *
 * @param total open at the same time
 * @param perPeer open at the same time from one address
 * @param perSecond new ones from one address, after a burst of {@code perPeer}
 */
public record ConnectionLimits(int total, int perPeer, int perSecond) {}
