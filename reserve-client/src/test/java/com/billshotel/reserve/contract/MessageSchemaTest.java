package com.billshotel.reserve.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.contract.Comparison.Answer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The schema accepts a message exactly when the decoder does, apart from the rules that JSON Schema cannot express. To repeat
 * a run: -Dschema.seed=...
 */
class MessageSchemaTest {
    private static final int MAX_BYTES = 65_536;

    private static final int GENERATED = 10_000;
    private static final Path FUZZ_SEEDS =
            Path.of("src/test/resources/com/billshotel/reserve/intake/ReservationDecoderFuzzTestInputs/decode");

    private final JsonNode schema = read();
    private final Comparison comparison = new Comparison(ContractFiles.schema(schema));

    @Test
    void schema_isValid() {
        assertThat(ContractFiles.metaSchema().validate(schema)).isEmpty();
    }

    @Test
    void examples_areAcceptedByBoth() {
        assertThat(schema.get("examples")).isNotEmpty().allSatisfy(example -> assertThat(answer(example.toString()))
                .isEqualTo(Answer.BOTH_ACCEPT));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("com.billshotel.reserve.intake.MalformedMessages#all")
    void message_malformed_isRefusedForAKnownReason(String kind, byte[] payload, String detail) {
        assertThat(comparison.compare(payload))
                .as(() -> comparison.explain(payload))
                .isNotIn(Answer.DISAGREE, Answer.BOTH_ACCEPT);
    }

    @ParameterizedTest
    @MethodSource("fuzzSeeds")
    void fuzzSeed_getsTheSameAnswerFromBoth(Path seed) throws IOException {
        byte[] payload = Files.readAllBytes(seed);

        assertThat(comparison.compare(payload))
                .as(() -> comparison.explain(payload))
                .isNotEqualTo(Answer.DISAGREE);
    }

    static Stream<Path> fuzzSeeds() throws IOException {
        try (Stream<Path> files = Files.list(FUZZ_SEEDS)) {
            return files.sorted().toList().stream();
        }
    }

    @Test
    void field_withAnyValue_getsTheSameAnswerFromBoth() {
        assertThat(disagreements(comparison, GeneratedMessages.systematic())).isEmpty();
    }

    @Test
    void message_generated_getsTheSameAnswerFromBoth() {
        long seed = Long.getLong("schema.seed", System.nanoTime());
        System.out.println("MessageSchemaTest: -Dschema.seed=" + seed);
        Random random = new Random(seed);
        List<String> messages = Stream.generate(() -> GeneratedMessages.random(random))
                .limit(GENERATED)
                .toList();

        assertThat(disagreements(comparison, messages)).as("seed " + seed).isEmpty();
        assertThat(count(messages))
                .as("seed " + seed)
                .allSatisfy((answer, times) -> assertThat(times).isGreaterThan(GENERATED / 200))
                .containsOnlyKeys(
                        Answer.BOTH_ACCEPT,
                        Answer.BOTH_REFUSE,
                        Answer.TIMES_OUT_OF_ORDER,
                        Answer.FRACTION_OR_EXPONENT,
                        Answer.GIVEN_TWICE);
    }

    @Test
    void message_tooLong_isRefusedByTheDecoderAlone() {
        assertThat(answer(booking(" ".repeat(MAX_BYTES)))).isEqualTo(Answer.TOO_LONG);
    }

    @Test
    void message_tooDeep_isRefusedByTheDecoderAlone() {
        assertThat(answer(booking("\"note\":" + "[".repeat(64) + "]".repeat(64) + ",")))
                .isEqualTo(Answer.TOO_DEEP);
        assertThat(answer(booking("\"note\":" + "[".repeat(63) + "]".repeat(63) + ",")))
                .isEqualTo(Answer.BOTH_ACCEPT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1e0", "10e-1"})
    void integer_writtenAsAFraction_isRefusedByTheDecoderAlone(String id) {
        assertThat(answer(booking("").replace("\"id\":1", "\"id\":" + id))).isEqualTo(Answer.FRACTION_OR_EXPONENT);
    }

    /** Shows that the comparison works: it notices every limit moved by one and every rule dropped. */
    @Test
    void schema_changed_disagreesWithTheDecoder() {
        for (Consumer<ObjectNode> change : changes()) {
            ObjectNode changed = schema.deepCopy();
            change.accept(changed);
            assertThat(changed).isNotEqualTo(schema);

            Comparison withChange = new Comparison(ContractFiles.schema(changed));

            assertThat(disagreements(withChange, GeneratedMessages.systematic()))
                    .as(changed::toString)
                    .isNotEmpty();
        }
    }

    private List<Consumer<ObjectNode>> changes() {
        List<Consumer<ObjectNode>> changes = new ArrayList<>();
        schema.get("properties").fieldNames().forEachRemaining(name -> {
            changes.add(changed -> property(changed, name).remove("type"));
            if (!name.equals("is_cancel")) {
                changes.add(changed -> property(changed, name).put("minimum", 1));
                changes.add(changed -> property(changed, name).remove("minimum"));
                changes.add(changed -> property(changed, name).remove("maximum"));
                for (int step : new int[] {-1, 1}) {
                    changes.add(changed -> property(changed, name)
                            .put(
                                    "maximum",
                                    property(changed, name)
                                            .get("maximum")
                                            .bigIntegerValue()
                                            .add(BigInteger.valueOf(step))));
                }
            }
        });
        for (String pointer : List.of("", "/if", "/else")) {
            for (int i = 0; i < schema.at(pointer + "/required").size(); i++) {
                int index = i;
                changes.add(changed -> ((ArrayNode) changed.at(pointer + "/required")).remove(index));
            }
        }
        changes.add(changed -> changed.remove("type"));
        changes.add(changed -> changed.put("additionalProperties", false));
        return changes;
    }

    private static ObjectNode property(ObjectNode schema, String name) {
        return (ObjectNode) schema.at("/properties/" + name);
    }

    private static List<String> disagreements(Comparison comparison, List<String> messages) {
        return messages.stream()
                .filter(message -> comparison.compare(message.getBytes(UTF_8)) == Answer.DISAGREE)
                .map(message -> comparison.explain(message.getBytes(UTF_8)))
                .toList();
    }

    private Map<Answer, Integer> count(List<String> messages) {
        Map<Answer, Integer> counts = new EnumMap<>(Answer.class);
        messages.forEach(message -> counts.merge(answer(message), 1, Integer::sum));
        return counts;
    }

    private Answer answer(String message) {
        return comparison.compare(message.getBytes(UTF_8));
    }

    private static String booking(String more) {
        return "{" + more + "\"id\":1,\"hotel_id\":2,\"user_id\":3,\"reserved_datetime\":4,\"checkin_datetime\":5}";
    }

    private static JsonNode read() {
        try {
            return ContractFiles.json(ContractFiles.RESERVATION);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
