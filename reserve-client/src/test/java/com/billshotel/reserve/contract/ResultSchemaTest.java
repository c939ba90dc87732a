package com.billshotel.reserve.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.reserve.pubsub.PubSub;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.pubsub.v1.PubsubMessage;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schema accepts exactly what the worker may publish to RESULT_TOPIC. */
class ResultSchemaTest {
    private static final ReservationMessage SMALLEST = new ReservationMessage(0, true, 0, null, null, null);
    private static final ReservationMessage LARGEST = new ReservationMessage(
            Long.MAX_VALUE, false, Integer.MAX_VALUE, Long.MAX_VALUE, 253_402_300_799L, 253_402_300_799L);

    private JsonNode file;
    private Schema schema;

    @BeforeEach
    void read() throws IOException {
        file = ContractFiles.json(ContractFiles.RESULT);
        schema = ContractFiles.schema(file);
    }

    @Test
    void schema_isValid() {
        assertThat(ContractFiles.metaSchema().validate(file)).isEmpty();
    }

    @Test
    void examples_areValidAndShowEachOutcome() {
        assertThat(file.get("examples")).isNotEmpty().allSatisfy(example -> assertThat(schema.validate(example))
                .isEmpty());
        assertThat(file.get("examples"))
                .extracting(example -> example.get("outcome").textValue())
                .containsOnly(names(Verdict.Kind.values()));
    }

    @Test
    void result_ofEachVerdict_isValid() throws Exception {
        List<Outcome> outcomes =
                Stream.of(Verdict.values()).flatMap(ResultSchemaTest::outcomes).toList();

        List<PubsubMessage> published = Publications.of(PubSub.RESULT_TOPIC, outcomes.size(), outcomes);

        List<JsonNode> results = new ArrayList<>();
        for (PubsubMessage message : published) {
            results.add(ContractFiles.JSON.readTree(message.getData().toStringUtf8()));
        }
        assertThat(results).allSatisfy(result -> {
            assertThat(schema.validate(result)).as(result::toString).isEmpty();
            assertThat(result.fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(required());
            assertThat(file.get("properties").fieldNames()).toIterable().containsExactlyElementsOf(required());
        });
        assertThat(results)
                .extracting(result -> result.get("reason").textValue())
                .contains(Stream.of(Verdict.values()).map(Verdict::reason).toArray(String[]::new));
    }

    /** Every outcome with every reason, with and without ids: valid exactly if a verdict has it. */
    @Test
    void result_ofAnyCombination_isValidIfAVerdictHasIt() {
        List<String> reasons =
                Stream.of(Verdict.values()).map(Verdict::reason).distinct().toList();
        for (Verdict.Kind outcome : Verdict.Kind.values()) {
            for (String reason : reasons) {
                boolean exists = Stream.of(Verdict.values())
                        .anyMatch(verdict ->
                                verdict.kind() == outcome && verdict.reason().equals(reason));
                boolean malformed = reason.equals(Verdict.MALFORMED.reason());
                assertValid(result(outcome.name(), reason).put("id", 1).put("hotel_id", 2), exists && !malformed);
                assertValid(result(outcome.name(), reason).putNull("id").putNull("hotel_id"), exists && malformed);
                assertValid(result(outcome.name(), reason).put("id", 1).putNull("hotel_id"), false);
                assertValid(result(outcome.name(), reason).putNull("id").put("hotel_id", 2), false);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"id", "hotel_id", "outcome", "reason", "message_id"})
    void result_withoutField_isInvalid(String field) {
        ObjectNode result = confirmed();
        result.remove(field);

        assertValid(result, false);
    }

    @ParameterizedTest
    @CsvSource({
        "id, -1, false",
        "id, 0, true",
        "id, 9223372036854775807, true",
        "id, 9223372036854775808, false",
        "id, '\"1\"', false",
        "id, 1.5, false",
        "hotel_id, -1, false",
        "hotel_id, 2147483647, true",
        "hotel_id, 2147483648, false",
        "outcome, '\"confirmed\"', false",
        "outcome, null, false",
        "reason, null, false",
        "message_id, 1, false",
        "message_id, '\"\"', false",
        "added_later, {}, true"
    })
    void result_withValue_isValidOrNot(String field, String value, boolean valid) throws IOException {
        assertValid(confirmed().set(field, ContractFiles.JSON.readTree(value)), valid);
    }

    private static Stream<Outcome> outcomes(Verdict verdict) {
        if (verdict == Verdict.MALFORMED) {
            return Stream.of(Publications.outcome(verdict, null, "id: missing", Map.of()));
        }
        return Stream.of(SMALLEST, LARGEST).map(message -> Publications.outcome(verdict, message, "", Map.of()));
    }

    private static ObjectNode confirmed() {
        return result("CONFIRMED", "").put("id", 1).put("hotel_id", 2);
    }

    private static ObjectNode result(String outcome, String reason) {
        return ContractFiles.JSON
                .createObjectNode()
                .put("outcome", outcome)
                .put("reason", reason)
                .put("message_id", "1");
    }

    private void assertValid(JsonNode result, boolean valid) {
        assertThat(schema.validate(result).isEmpty()).as(result.toString()).isEqualTo(valid);
    }

    private List<String> required() {
        return ContractFiles.texts(file.get("required"));
    }

    private static String[] names(Enum<?>[] constants) {
        return Stream.of(constants).map(Enum::name).toArray(String[]::new);
    }
}
