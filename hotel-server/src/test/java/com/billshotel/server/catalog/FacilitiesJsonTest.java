package com.billshotel.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FacilitiesJsonTest {
    /** People read the column too. */
    @Test
    void text_isWrittenAsPeopleWouldWriteIt() {
        assertThat(FacilitiesJson.write(List.of("Guests' <lounge> & bar", "東京 🏊", "\"\\")))
                .isEqualTo("[\"Guests' <lounge> & bar\",\"東京 🏊\",\"\\\"\\\\\"]");
    }

    @Test
    void text_isReadBack() {
        List<String> facilities = List.of("Guests' <lounge> & bar", "", "\u2028\"\\\n");

        assertThat(FacilitiesJson.read(FacilitiesJson.write(facilities))).isEqualTo(facilities);
    }

    @Test
    void details_missing_areNoFacilities() {
        assertThat(FacilitiesJson.read(null)).isEmpty();
    }
}
