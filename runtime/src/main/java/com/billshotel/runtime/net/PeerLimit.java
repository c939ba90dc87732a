package com.billshotel.runtime.net;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/** Limits how many of something there may be, in all and for each client address. */
public final class PeerLimit {
    private final int total;
    private final int perPeer;
    private final Map<InetAddress, Integer> counts = new HashMap<>();
    private int count;

    /** Both limits are inclusive. */
    public PeerLimit(int total, int perPeer) {
        this.total = total;
        this.perPeer = perPeer;
    }

    /** Counts one more, unless that would exceed a limit. */
    public synchronized boolean tryAcquire(InetAddress peer) {
        int own = counts.getOrDefault(peer, 0);
        if (count >= total || own >= perPeer) {
            return false;
        }
        count++;
        counts.put(peer, own + 1);
        return true;
    }

    /** Counts one less. */
    public synchronized void release(InetAddress peer) {
        count--;
        counts.computeIfPresent(peer, (address, own) -> own == 1 ? null : own - 1);
    }
}
