package com.billshotel.reserve.intake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ExcerptTest {
    @Test
    void text_inPrintableAscii_isKept() {
        assertThat(Excerpt.of(" !az~")).isEqualTo(" !az~");
    }

    @Test
    void text_outsidePrintableAscii_isEscaped() {
        assertThat(Excerpt.of("\u001f\u007f\n旅\ud83c\u202e")).isEqualTo("\\u001f\\u007f\\u000a\\u65c5\\ud83c\\u202e");
    }

    @Test
    void text_longerThanTheLimit_isCut() {
        assertThat(Excerpt.of("x".repeat(80))).isEqualTo("x".repeat(80));
        assertThat(Excerpt.of("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    }
}
