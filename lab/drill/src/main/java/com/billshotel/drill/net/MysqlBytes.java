package com.billshotel.drill.net;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** The two packets of MySQL's protocol that a link must recognize. */
final class MysqlBytes {
    private static final int HEADER = 4;
    private static final int PROTOCOL = 10;
    private static final byte COM_QUERY = 3;
    private static final int MAX_COMMIT = 16;

    /** Bit 11 of the capability flags: bit 3 of their second byte. */
    private static final int CLIENT_SSL = 0x08;

    private MysqlBytes() {}

    /** Whether a packet is a COMMIT. The driver awaits each reply, so a COMMIT is always a packet by itself. */
    static boolean isCommit(byte[] bytes, int length) {
        return length > HEADER
                && length <= MAX_COMMIT
                && bytes[HEADER] == COM_QUERY
                && new String(bytes, 0, length, StandardCharsets.US_ASCII)
                        .toUpperCase(Locale.ROOT)
                        .endsWith("COMMIT");
    }

    /** Clears the TLS capability in the server's greeting, so that what follows can be read. */
    static void refuseTls(byte[] greeting, int length) {
        int end = HEADER + 1;
        if (length <= end || greeting[HEADER] != PROTOCOL) {
            return; // an error instead of a greeting
        }
        while (end < length && greeting[end] != 0) {
            end++; // the version, up to its NUL
        }
        int capabilities = end + 1 + 4 + 8 + 1; // after the connection id, eight bytes of salt and a filler
        if (capabilities + 1 < length) {
            greeting[capabilities + 1] &= ~CLIENT_SSL;
        }
    }
}
