package com.billshotel.runtime.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PeerLimitTest {
    private final InetAddress one = address("192.0.2.1");
    private final InetAddress other = address("192.0.2.2");

    @Test
    void peer_atItsLimit_isRefusedUntilOneIsReleased() {
        PeerLimit limit = new PeerLimit(10, 2);

        assertThat(limit.tryAcquire(one)).isTrue();
        assertThat(limit.tryAcquire(one)).isTrue();
        assertThat(limit.tryAcquire(one)).isFalse();
        assertThat(limit.tryAcquire(other)).isTrue();

        limit.release(one);
        assertThat(limit.tryAcquire(one)).isTrue();
    }

    @Test
    void total_atItsLimit_refusesEveryone() {
        PeerLimit limit = new PeerLimit(1, 1);

        assertThat(limit.tryAcquire(one)).isTrue();
        assertThat(limit.tryAcquire(other)).isFalse();

        limit.release(one);
        assertThat(limit.tryAcquire(other)).isTrue();
    }

    @Test
    void rate_beyondTheBurst_refusesOnlyThatPeer() {
        PeerRate rate = new PeerRate(1, 2, 0);

        assertThat(rate.tryAcquire(one, 0)).isTrue();
        assertThat(rate.tryAcquire(one, 0)).isTrue();
        assertThat(rate.tryAcquire(one, 0)).isFalse();
        assertThat(rate.tryAcquire(other, 0)).isTrue();
    }

    @Test
    void rate_refills() {
        PeerRate rate = new PeerRate(2, 1, 0);

        assertThat(rate.tryAcquire(one, 0)).isTrue();
        assertThat(rate.tryAcquire(one, TimeUnit.MILLISECONDS.toNanos(400))).isFalse();
        assertThat(rate.tryAcquire(one, TimeUnit.MILLISECONDS.toNanos(600))).isTrue();
    }

    /** A client usually has a whole network of version 6, of 64 bits. */
    @Test
    void peer_ofVersion6_isItsNetwork() {
        assertThat(Peer.of(address("2001:db8::1"))).isEqualTo(Peer.of(address("2001:db8::2")));
        assertThat(Peer.of(address("2001:db8::1"))).isNotEqualTo(Peer.of(address("2001:db8:0:1::1")));
        assertThat(Peer.of(one)).isEqualTo(one);
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
