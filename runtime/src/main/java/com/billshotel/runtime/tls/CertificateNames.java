package com.billshotel.runtime.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/** The names that a certificate is for. Its subject's common name is not one: no rule says what that must look like. */
final class CertificateNames {
    /** As RFC 5280 numbers the kinds of a subjectAltName: DNS names and URIs. */
    private static final Set<Integer> KINDS = Set.of(2, 6);

    private CertificateNames() {}

    static List<String> of(X509Certificate certificate) {
        try {
            var names = certificate.getSubjectAlternativeNames();
            return names == null
                    ? List.of()
                    : names.stream()
                            .filter(name -> KINDS.contains(name.get(0)))
                            .map(name -> (String) name.get(1))
                            .toList();
        } catch (CertificateParsingException nameless) {
            return List.of();
        }
    }
}
