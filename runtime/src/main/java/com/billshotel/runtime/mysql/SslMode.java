package com.billshotel.runtime.mysql;

import java.util.regex.Pattern;

/** How the connection to MySQL is protected; the names are MySQL's own. */
enum SslMode {
    /** Plaintext. */
    DISABLED,
    /** TLS if the server offers it, plaintext otherwise. Does not verify the server's certificate. */
    PREFERRED,
    /** TLS always. Does not verify the server's certificate. */
    REQUIRED,
    /** Verifies that the certificate is from a trusted CA, but not which server it belongs to. */
    VERIFY_CA,
    /** Also verifies that the certificate is valid for the server's name. */
    VERIFY_IDENTITY;

    static final Pattern PATTERN = Pattern.compile("DISABLED|PREFERRED|REQUIRED|VERIFY_CA|VERIFY_IDENTITY");
    static final String EXPECTED = "DISABLED, PREFERRED, REQUIRED, VERIFY_CA or VERIFY_IDENTITY";

    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_IDENTITY;
    }
}
