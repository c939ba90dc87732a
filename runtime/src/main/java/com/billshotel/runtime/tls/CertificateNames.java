package com.billshotel.runtime.tls;

import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;

/**
 * The subject alternative names of a certificate. The common name is ignored: no standard says what it must contain.
 */
final class CertificateNames {
    /** Tags of a subjectAltName in RFC 5280: dNSName and uniformResourceIdentifier. */
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
        } catch (CertificateParsingException unparsable) {
            return List.of();
        }
    }
}
