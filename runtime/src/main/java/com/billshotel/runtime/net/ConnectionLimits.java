package com.billshotel.runtime.net;

/**
 * How many connections a listener accepts. Many real clients may share an address behind a proxy, so the limits for an address
 * must be generous.
 *
 * @param total open at the same time
 * @param perPeer open at the same time from one address
 * @param burst new ones from one address at once
 * @param perSecond new ones from one address after such a burst
 */
public record ConnectionLimits(int total, int perPeer, int burst, int perSecond) {}
