package com.billshotel.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FacilitiesJsonTest {
    /** The column should be readable in a MySQL client. */
    @Test
    void text_isWrittenWithoutUnnecessaryEscapes() {
        assertThat(FacilitiesJson.write(List.of("Guests' <lounge> & bar", "東京 🏊", "\"\\")))
                .isEqualTo("[\"Guests' <lounge> & bar\",\"東京 🏊\",\"\\\"\\\\\"]");
    }

    @Test
    void text_isReadBackUnchanged() {
        List<String> facilities = List.of("Guests' <lounge> & bar", "", "\u2028\"\\\n");

        assertThat(FacilitiesJson.read(FacilitiesJson.write(facilities))).isEqualTo(facilities);
    }

    @Test
    void json_null_isNoFacilities() {
        assertThat(FacilitiesJson.read(null)).isEmpty();
    }
}
