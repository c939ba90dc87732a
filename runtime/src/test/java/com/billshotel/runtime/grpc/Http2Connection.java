package com.billshotel.runtime.grpc;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A client that writes HTTP/2 (RFC 9113) by hand, so that it may break the rules that grpc-java's client keeps. */
final class Http2Connection implements AutoCloseable {
    private static final byte HEADERS = 1;
    private static final byte SETTINGS = 4;
    private static final byte END_HEADERS = 4;

    private final Socket socket;

    /** Connects to this machine, and sends nothing. */
    Http2Connection(int port) throws IOException {
        this.socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
    }

    /** Sends the headers of so many calls, but no requests, without waiting for the server's SETTINGS. */
    void openStreams(String path, int count) throws IOException {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        sent.writeBytes(ascii("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        sent.writeBytes(new byte[] {0, 0, 0, SETTINGS, 0, 0, 0, 0, 0});
        byte[] headers = headers(path);
        for (int stream = 1; stream < 2 * count; stream += 2) {
            sent.writeBytes(new byte[] {0, 0, (byte) headers.length, HEADERS, END_HEADERS, 0, 0});
            sent.writeBytes(new byte[] {(byte) (stream >> 8), (byte) stream});
            sent.writeBytes(headers);
        }
        socket.getOutputStream().write(sent.toByteArray());
    }

    /** Reads until the server closes the connection, which it does long before it would because of being idle. */
    void awaitEnd() throws IOException {
        socket.setSoTimeout((int) EndpointLimits.CONNECTION_IDLE.toMillis() / 3);
        try {
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (SocketTimeoutException open) {
            throw new AssertionError("the connection is still open", open);
        } catch (IOException reset) {
            // ended, too
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    /** Compressed as RFC 7541 says. */
    private static byte[] headers(String path) {
        ByteArrayOutputStream headers = new ByteArrayOutputStream();
        headers.writeBytes(new byte[] {(byte) 0x83, (byte) 0x86, 4}); // :method POST, :scheme http, :path
        text(headers, path);
        headers.writeBytes(new byte[] {0x0f, 0x10}); // content-type
        text(headers, "application/grpc");
        headers.write(0); // another name
        text(headers, "te");
        text(headers, "trailers");
        return headers.toByteArray();
    }

    private static void text(ByteArrayOutputStream headers, String text) {
        headers.write(text.length());
        headers.writeBytes(ascii(text));
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
