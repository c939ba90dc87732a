package com.billshotel.runtime.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Limits how often each client address may do something: a burst at once, and then so many a second. */
final class PeerRate {
    private static final int MAX_PEERS = 4_096;

    private final int perSecond;
    private final int burst;
    private final Map<InetAddress, Double> used = new HashMap<>();
    private long refilledNanos;

    /** @param now by {@link System#nanoTime}, as for {@link #tryAcquire} */
    PeerRate(int perSecond, int burst, long now) {
        this.perSecond = perSecond;
        this.burst = burst;
        this.refilledNanos = now;
    }

    synchronized boolean tryAcquire(InetAddress peer, long now) {
        refill(now);
        double before = used.getOrDefault(peer, 0.0);
        if (before + 1 > burst || used.size() >= MAX_PEERS && before == 0) {
            return false;
        }
        used.put(peer, before + 1);
        return true;
    }

    /** At most ten times a second, as it visits every address. */
    private void refill(long now) {
        double seconds = (now - refilledNanos) / 1e9;
        if (seconds >= 0.1) {
            refilledNanos = now;
            used.replaceAll((peer, before) -> before - seconds * perSecond);
            used.values().removeIf(left -> left <= 0);
        }
    }
}
