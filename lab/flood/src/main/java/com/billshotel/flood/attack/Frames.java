package com.billshotel.flood.attack;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes HTTP/2 frames (RFC 9113) by hand, with uncompressed headers, so that an attack may break the rules. */
final class Frames {
    static final int DATA = 0x0;
    static final int HEADERS = 0x1;
    static final int RST_STREAM = 0x3;
    static final int SETTINGS = 0x4;
    static final int PING = 0x6;
    static final int CONTINUATION = 0x9;

    static final int NONE = 0x0;
    static final int END_STREAM = 0x1;
    static final int END_HEADERS = 0x4;

    /** The largest payload that every server accepts. */
    static final int MAX_PAYLOAD = 16_384;

    private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int MESSAGE_PREFIX = 5;
    private static final int CANCEL = 8;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** What a client sends first: the preface and empty SETTINGS. */
    Frames preface() {
        bytes.writeBytes(PREFACE);
        return frame(SETTINGS, NONE, 0, new byte[0]);
    }

    Frames frame(int type, int flags, int stream, byte[] payload) {
        bytes.write(payload.length >> 16);
        bytes.write(payload.length >> 8);
        bytes.write(payload.length);
        bytes.write(type);
        bytes.write(flags);
        writeInt(stream);
        bytes.writeBytes(payload);
        return this;
    }

    /** The headers of a call. */
    Frames call(int stream, String path, int flags, Header... more) {
        return frame(HEADERS, flags | END_HEADERS, stream, headers(path, more));
    }

    /** A whole gRPC message. */
    Frames message(int stream, int flags, boolean compressed, byte[] message) {
        byte[] payload = new byte[MESSAGE_PREFIX + message.length];
        payload[0] = (byte) (compressed ? 1 : 0);
        writeLength(payload, message.length);
        System.arraycopy(message, 0, payload, MESSAGE_PREFIX, message.length);
        return data(stream, flags, payload);
    }

    /** A gRPC message that is announced with this length, and of which this much arrives. */
    Frames partOfMessage(int stream, int announced, int sent) {
        byte[] payload = new byte[MESSAGE_PREFIX + sent];
        writeLength(payload, announced);
        return data(stream, NONE, payload);
    }

    Frames reset(int stream) {
        return frame(RST_STREAM, NONE, stream, new byte[] {0, 0, 0, CANCEL});
    }

    byte[] toBytes() {
        return bytes.toByteArray();
    }

    /** A header block in HPACK (RFC 7541) without Huffman coding and without the dynamic table. */
    static byte[] headers(String path, Header... more) {
        ByteArrayOutputStream block = new ByteArrayOutputStream();
        block.write(0x83); // :method: POST
        block.write(0x86); // :scheme: http
        new Header(":path", path).writeTo(block);
        new Header(":authority", "localhost").writeTo(block);
        new Header("content-type", "application/grpc").writeTo(block);
        new Header("te", "trailers").writeTo(block);
        for (Header header : more) {
            header.writeTo(block);
        }
        return block.toByteArray();
    }

    /** A header that is sent as plain text. */
    record Header(String name, String value) {
        private void writeTo(ByteArrayOutputStream block) {
            block.write(0x00);
            writeText(block, name);
            writeText(block, value);
        }

        private static void writeText(ByteArrayOutputStream block, String text) {
            int rest = text.length();
            if (rest < 0x7f) {
                block.write(rest);
            } else {
                block.write(0x7f);
                for (rest -= 0x7f; rest >= 0x80; rest >>= 7) {
                    block.write(rest & 0x7f | 0x80);
                }
                block.write(rest);
            }
            block.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private Frames data(int stream, int flags, byte[] payload) {
        int from = 0;
        for (; payload.length - from > MAX_PAYLOAD; from += MAX_PAYLOAD) {
            frame(DATA, NONE, stream, Arrays.copyOfRange(payload, from, from + MAX_PAYLOAD));
        }
        return frame(DATA, flags, stream, Arrays.copyOfRange(payload, from, payload.length));
    }

    private void writeInt(int value) {
        bytes.write(value >> 24);
        bytes.write(value >> 16);
        bytes.write(value >> 8);
        bytes.write(value);
    }

    private static void writeLength(byte[] payload, int length) {
        payload[1] = (byte) (length >> 24);
        payload[2] = (byte) (length >> 16);
        payload[3] = (byte) (length >> 8);
        payload[4] = (byte) length;
    }
}
