package com.billshotel.drill.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The two things of MySQL's protocol that a link must know. */
final class MysqlBytes {
    private static final int HEADER = 4;
    private static final int PROTOCOL = 10;
    private static final byte COM_QUERY = 3;
    private static final int LONGEST_COMMIT = 16;

    /** Bit 11 of the capabilities, seen in the second of their bytes. */
    private static final int CLIENT_SSL = 0x08;

    private MysqlBytes() {}

    /** Whether a client asks for a COMMIT. It waits for the answer to what it asked before, so this comes by itself. */
    static boolean isCommit(byte[] bytes, int length) {
        return length > HEADER
                && length <= LONGEST_COMMIT
                && bytes[HEADER] == COM_QUERY
                && new String(bytes, 0, length, StandardCharsets.US_ASCII)
                        .toUpperCase(Locale.ROOT)
                        .endsWith("COMMIT");
    }

    /** Makes the server's greeting say that it has no TLS, so that what follows can be read. */
    static void refuseTls(byte[] greeting, int length) {
        int end = HEADER + 1;
        if (length <= end || greeting[HEADER] != PROTOCOL) {
            return; // an error instead of a greeting
        }
        while (end < length && greeting[end] != 0) {
            end++; // the version, up to its NUL
        }
        int capabilities = end + 1 + 4 + 8 + 1; // after the connection's number, eight bytes of salt and a filler
        if (capabilities + 1 < length) {
            greeting[capabilities + 1] &= ~CLIENT_SSL;
        }
    }
}
