package com.billshotel.embedded.pubsub;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Makes the REST calls of {@code gcloud}, without needing it installed. */
class RestTest extends BrokerTest {
    private static final String TOPIC = "/v1/projects/bills-hotel/topics/reserve";
    private static final String SUBSCRIPTION = "/v1/projects/bills-hotel/subscriptions/reserve-sub-dev";

    private final HttpClient http = HttpClient.newHttpClient();

    @BeforeEach
    void createTopicAndSubscription() throws Exception {
        ok("PUT", TOPIC, "{}");
        ok("PUT", SUBSCRIPTION, "{'topic': 'projects/bills-hotel/topics/reserve'}");
    }

    @Test
    void publishAndPull_preserveDataAndAttributes() throws Exception {
        String data = base64("{\"id\": 0}");
        JsonObject published = ok(
                "POST",
                TOPIC + ":publish",
                "{'messages': [{'data': '" + data + "', 'attributes': {'k': 'v'}, 'orderingKey': 'o'}]}");
        JsonObject received = pull().getAsJsonArray("receivedMessages").get(0).getAsJsonObject();
        JsonObject message = received.getAsJsonObject("message");
        assertThat(message.get("data").getAsString()).isEqualTo(data);
        assertThat(message.getAsJsonObject("attributes").get("k").getAsString()).isEqualTo("v");
        assertThat(message.get("orderingKey").getAsString()).isEqualTo("o");
        assertThat(message.get("publishTime").getAsString()).endsWith("Z");
        assertThat(message.get("messageId"))
                .isEqualTo(published.getAsJsonArray("messageIds").get(0));

        ok("POST", SUBSCRIPTION + ":acknowledge", "{'ackIds': ['" + text(received, "ackId") + "']}");
        assertThat(broker.backlog(SUBSCRIPTION.substring(4)).total()).isZero();
    }

    @Test
    void modifyAckDeadline_toZero_redeliversTheMessage() throws Exception {
        ok("POST", TOPIC + ":publish", "{'messages': [{'data': '" + base64("m") + "'}]}");
        JsonObject received = pull().getAsJsonArray("receivedMessages").get(0).getAsJsonObject();
        ok(
                "POST",
                SUBSCRIPTION + ":modifyAckDeadline",
                "{'ackIds': ['" + text(received, "ackId") + "'], 'ackDeadlineSeconds': 0}");
        assertThat(pull().getAsJsonArray("receivedMessages")).hasSize(1);
    }

    @Test
    void patch_updatesTheSubscription() throws Exception {
        ok(
                "PATCH",
                SUBSCRIPTION,
                "{'subscription': {'ackDeadlineSeconds': 77, 'retryPolicy': {'minimumBackoff': '1.5s'}},"
                        + " 'updateMask': 'ackDeadlineSeconds,retryPolicy'}");
        JsonObject actual = ok("GET", SUBSCRIPTION, "");
        assertThat(actual.get("ackDeadlineSeconds").getAsInt()).isEqualTo(77);
        assertThat(text(actual.getAsJsonObject("retryPolicy"), "minimumBackoff"))
                .isEqualTo("1.500s");
    }

    @Test
    void list_honoursPageSizeAndToken() throws Exception {
        ok("PUT", TOPIC + "-2", "{}");
        JsonObject first = ok("GET", "/v1/projects/bills-hotel/topics?pageSize=1&alt=json", "");
        assertThat(first.getAsJsonArray("topics")).hasSize(1);
        JsonObject second =
                ok("GET", "/v1/projects/bills-hotel/topics?pageSize=1&pageToken=" + text(first, "nextPageToken"), "");
        assertThat(text(second.getAsJsonArray("topics").get(0), "name")).endsWith("/reserve-2");
        assertThat(ok("GET", TOPIC + "/subscriptions", "").getAsJsonArray("subscriptions"))
                .hasSize(1);
    }

    @Test
    void delete_removesTopicAndSubscription() throws Exception {
        ok("DELETE", SUBSCRIPTION, "");
        ok("DELETE", TOPIC, "");
        assertThat(send("GET", SUBSCRIPTION, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", TOPIC, "").statusCode()).isEqualTo(404);
    }

    /** The format from which gcloud reads the message. */
    @Test
    void errors_haveTheFormatOfGoogleApis() throws Exception {
        HttpResponse<String> conflict = send("PUT", TOPIC, "{}");
        assertThat(conflict.statusCode()).isEqualTo(409);
        JsonObject error =
                JsonParser.parseString(conflict.body()).getAsJsonObject().getAsJsonObject("error");
        assertThat(error.get("code").getAsInt()).isEqualTo(409);
        assertThat(text(error, "status")).isEqualTo("ALREADY_EXISTS");
        assertThat(text(error, "message")).isEqualTo("Resource already exists in the project (resource=reserve).");
    }

    /** What someone sees who opens the address in a browser. */
    @Test
    void root_saysWhatItIs() throws Exception {
        HttpResponse<String> root = send("GET", "/", "");
        assertThat(root.statusCode()).isEqualTo(200);
        assertThat(root.headers().firstValue("content-type")).hasValue("text/plain; charset=utf-8");
        assertThat(root.body()).hasLineCount(1).contains("Pub/Sub emulator").contains("docs/quickstart.md");
    }

    @Test
    void unknownPath_isNotFoundAndSaysWhatItIs() throws Exception {
        HttpResponse<String> unknown = send("GET", "/favicon.ico", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).hasLineCount(1).startsWith("404 Not Found. This is a Pub/Sub emulator");
    }

    private JsonObject pull() throws Exception {
        return ok("POST", SUBSCRIPTION + ":pull", "{'maxMessages': 10, 'returnImmediately': true}");
    }

    private JsonObject ok(String method, String path, String body) throws Exception {
        HttpResponse<String> response = send(method, path, body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return JsonParser.parseString(response.body()).getAsJsonObject();
    }

    /** Single quotes in the body stand for double quotes. */
    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + broker.endpoint() + path))
                .header("content-type", "application/json")
                .method(
                        method,
                        body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static String text(JsonElement object, String field) {
        return object.getAsJsonObject().get(field).getAsString();
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
