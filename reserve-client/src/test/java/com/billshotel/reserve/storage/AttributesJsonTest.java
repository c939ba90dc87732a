package com.billshotel.reserve.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AttributesJsonTest {
    @Test
    void attributes_writtenAndRead_areTheSame() {
        Map<String, String> attributes = Map.of("a\"b", "旅🏨\0\n'\\", "", "", "traceparent", "00-1-2-01");

        assertThat(AttributesJson.read(AttributesJson.write(attributes))).isEqualTo(attributes);
    }

    @Test
    void attributes_none_areAnEmptyObject() {
        assertThat(AttributesJson.write(Map.of())).isEqualTo("{}");
        assertThat(AttributesJson.read("{}")).isEmpty();
    }

    @Test
    void text_thatIsNotJson_isRejectedByName() {
        assertThatThrownBy(() -> AttributesJson.read("{\"a\""))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessage("not the JSON that the worker writes: {\"a\"");
    }
}
