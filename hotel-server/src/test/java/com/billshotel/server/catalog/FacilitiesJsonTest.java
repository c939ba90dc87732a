package com.billshotel.server.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(FacilitiesJson.read(FacilitiesJson.write(facilities))).contains(facilities);
    }

    @Test
    void json_null_isNoFacilities() {
        assertThat(FacilitiesJson.read(null)).contains(List.of());
    }

    /** Edited with SQL. */
    @ParameterizedTest
    @ValueSource(
            strings = {"{\"pool\":true}", "[null]", "\"pool\"", "null", "[1]", "[[\"pool\"]]", "7", "", "[", "pool, bar"
            })
    void json_otherThanAnArrayOfStrings_isInvalid(String json) {
        assertThat(FacilitiesJson.read(json)).isEmpty();
    }
}
