package com.billshotel.reserve.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.pubsub.v1.PubsubMessage;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** asyncapi.yaml matches the code. bin/check-contracts checks that it is valid AsyncAPI. */
class AsyncApiTest {
    private static final ReservationMessage MESSAGE = new ReservationMessage(1, false, 2, 3L, 4L, 5L);

    private JsonNode api;

    @BeforeEach
    void read() throws IOException {
        api = ContractFiles.yaml(ContractFiles.ASYNC_API);
    }

    @Test
    void references_resolve() throws IOException {
        List<String> references = api.findValuesAsText("$ref");

        assertThat(references).contains(ContractFiles.RESERVATION, ContractFiles.RESULT);
        for (String reference : references) {
            assertThat(resolve(reference).isMissingNode()).as(reference).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "receiveReservation, receive, reserve, " + ContractFiles.RESERVATION,
        "sendResult, send, results, " + ContractFiles.RESULT
    })
    void operation_hasTheSchemaOfItsMessages(String name, String action, String channel, String schema)
            throws IOException {
        JsonNode operation = api.at("/operations/" + name);

        assertThat(operation.get("action").textValue()).isEqualTo(action);
        assertThat(operation.at("/channel/$ref").textValue()).isEqualTo("#/channels/" + channel);
        assertThat(resolved(operation.at("/messages/0"))
                        .at("/payload/schema/$ref")
                        .textValue())
                .isEqualTo(schema);
    }

    @Test
    void operations_areTheWorkers() {
        assertThat(api.get("operations").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder("receiveReservation", "sendResult", "sendDeadLetter");
    }

    @Test
    void reserve_hasTheDefaultTopicAndSubscription() throws Exception {
        Settings defaults = Settings.read(
                Map.of(PubSub.PROJECT.name(), "test"),
                List.of(PubSub.PROJECT, PubSub.SUBSCRIPTION, PubSub.RESERVE_TOPIC));

        assertThat(api.at("/channels/reserve/address").textValue()).isEqualTo(defaults.get(PubSub.RESERVE_TOPIC));
        assertThat(api.at("/channels/reserve/x-subscription/default").textValue())
                .isEqualTo(defaults.get(PubSub.SUBSCRIPTION));
    }

    @Test
    void settings_haveTheirNames() {
        assertSetting("/channels/reserve/x-subscription", PubSub.SUBSCRIPTION);
        assertSetting("/channels/results/parameters/result_topic", PubSub.RESULT_TOPIC);
        assertSetting("/channels/deadLetters/parameters/dead_letter_topic", PubSub.DEAD_LETTER_TOPIC);
        assertSetting("/servers/emulator/variables/emulator_host", PubSub.EMULATOR);
        assertThat(api.at("/channels/results/address").textValue()).isEqualTo("{result_topic}");
        assertThat(api.at("/channels/deadLetters/address").textValue()).isEqualTo("{dead_letter_topic}");
        assertThat(api.at("/info/description").textValue()).contains(PubSub.PROJECT.name());
    }

    @Test
    void deadLetter_hasTheHeadersAsAttributes() throws Exception {
        JsonNode headers =
                resolved(api.at("/operations/sendDeadLetter/messages/0")).get("headers");
        Schema schema = ContractFiles.schema(headers);
        List<Outcome> outcomes = Stream.of(Verdict.values())
                .flatMap(verdict -> Stream.of("id: missing", "\u65c5".repeat(1_000), "x".repeat(1_025))
                        .map(detail -> outcome(verdict, detail)))
                .toList();
        List<Outcome> deadLetters =
                outcomes.stream().filter(Outcome::isDeadLetter).toList();

        List<PubsubMessage> published = Publications.of(PubSub.DEAD_LETTER_TOPIC, deadLetters.size(), outcomes);

        assertThat(published).isNotEmpty().allSatisfy(message -> {
            assertThat(message.getData().toByteArray())
                    .isEqualTo(deadLetters.get(0).delivery().payload());
            Map<String, String> attributes = new TreeMap<>(message.getAttributesMap());
            assertThat(attributes.remove("origin")).isEqualTo("web");
            assertThat(attributes).containsOnlyKeys(ContractFiles.texts(headers.get("required")));
            assertThat(headers.get("properties").fieldNames())
                    .toIterable()
                    .containsAll(attributes.keySet())
                    .hasSize(attributes.size() + 1); // dead_letter_table
            assertThat(schema.validate(ContractFiles.JSON.valueToTree(attributes)))
                    .isEmpty();
        });
        assertThat(ContractFiles.texts(headers.at("/properties/dead_letter_reason/enum")))
                .containsExactlyInAnyOrderElementsOf(deadLetters.stream()
                        .map(letter -> letter.verdict().reason())
                        .distinct()
                        .toList());
    }

    @Test
    void deadLetter_thatExceedsPubSubsLimits_namesTheTable() throws Exception {
        JsonNode headers =
                resolved(api.at("/operations/sendDeadLetter/messages/0")).get("headers");
        Map<String, String> attributes = new TreeMap<>();
        for (int i = 0; i < 98; i++) {
            attributes.put("name-" + i, "");
        }
        Outcome tooManyAttributes = Publications.outcome(Verdict.MALFORMED, null, "id: missing", attributes);

        PubsubMessage published = Publications.of(PubSub.DEAD_LETTER_TOPIC, 1, List.of(tooManyAttributes))
                .get(0);

        assertThat(published.getData().isEmpty()).isTrue();
        assertThat(published.getAttributesMap())
                .containsOnlyKeys(
                        "dead_letter_reason", "dead_letter_detail", "dead_letter_message_id", "dead_letter_table");
        assertThat(ContractFiles.schema(headers).validate(ContractFiles.JSON.valueToTree(published.getAttributesMap())))
                .isEmpty();
    }

    private static Outcome outcome(Verdict verdict, String detail) {
        return Publications.outcome(
                verdict,
                verdict == Verdict.MALFORMED ? null : MESSAGE,
                detail,
                Map.of("origin", "web", "googclient_schemaencoding", "JSON"));
    }

    private void assertSetting(String pointer, Setting<?> setting) {
        assertThat(api.at(pointer + "/x-setting").textValue()).as(pointer).isEqualTo(setting.name());
    }

    /** The object, or what it refers to if it is a reference. */
    private JsonNode resolved(JsonNode object) throws IOException {
        JsonNode current = object;
        while (current.has("$ref")) {
            current = resolve(current.get("$ref").textValue());
        }
        return current;
    }

    private JsonNode resolve(String reference) throws IOException {
        if (reference.startsWith("#")) {
            return api.at(reference.substring(1));
        }
        assertThat(Files.exists(ContractFiles.path(reference))).as(reference).isTrue();
        return ContractFiles.json(reference);
    }
}
