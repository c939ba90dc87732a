package com.billshotel.cluster.kube;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogFilesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    '\tat io.grpc.Status.asRuntimeException(Status.java:532)'        | true
                    '    at java.base/java.lang.Thread.run(Thread.java:840)'         | true
                    '2026-01-01T00:00:00.000Z INFO  OutcomeLog reservation 0 at hotel 0' | false
                    'Caused by: java.io.IOException'                                 | false
                    """)
    void lineOfStackTrace_beginsWithSpaceAndAt(String line, boolean expected) {
        assertThat(LogFiles.isOfStackTrace(line)).isEqualTo(expected);
    }
}
