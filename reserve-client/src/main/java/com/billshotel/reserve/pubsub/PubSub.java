package com.billshotel.reserve.pubsub;

import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import io.grpc.ClientInterceptor;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where Pub/Sub is, which project is meant, and how to connect: to Google Cloud, or to an emulator. */
public final class PubSub {
    private static final String ID = "[A-Za-z][A-Za-z0-9._~+%-]{2,254}";
    private static final String TOPIC = "(projects/[^/\\s]+/topics/)?" + ID;
    private static final String TOPIC_EXPECTED = "a topic id, or projects/PROJECT/topics/ID";

    public static final Setting<String> PROJECT = Setting.requiredText(
            "GOOGLE_CLOUD_PROJECT",
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9.:_-]{0,99}"),
            "a Google Cloud project id",
            "project of the subscription and the topics");
    public static final Setting<String> SUBSCRIPTION = Setting.text(
            "RESERVE_SUBSCRIPTION",
            "reserve-sub-dev",
            Pattern.compile("(projects/[^/\\s]+/subscriptions/)?" + ID),
            "a subscription id, or projects/PROJECT/subscriptions/ID",
            "subscription that the reservations come from");
    public static final Setting<Optional<String>> EMULATOR = Setting.optionalText(
            "PUBSUB_EMULATOR_HOST",
            Pattern.compile("[^\\s/]+:[0-9]{1,5}"),
            "host:port",
            "Pub/Sub emulator to use instead of Google Cloud");
    public static final Setting<Optional<String>> DEAD_LETTER_TOPIC =
            topic("DEAD_LETTER_TOPIC", "topic for dead letters; if unset they are kept in the table dead_letters");
    public static final Setting<Optional<String>> RESULT_TOPIC =
            topic("RESULT_TOPIC", "topic that each outcome is published to; if unset none is");

    public static final Setting<String> RESERVE_TOPIC = Setting.text(
            "RESERVE_TOPIC",
            "reserve",
            Pattern.compile(TOPIC),
            TOPIC_EXPECTED,
            "topic that dead letters are replayed to");

    /** What a service that uses Pub/Sub must list among its settings. */
    public static final List<Setting<?>> SETTINGS =
            List.of(PROJECT, SUBSCRIPTION, EMULATOR, DEAD_LETTER_TOPIC, RESULT_TOPIC);

    /** A message may have 10 MB, a response twice that. */
    private static final int MAX_INBOUND_BYTES = 20 * 1024 * 1024;

    private final String project;
    private final Optional<String> emulator;

    /** Does no I/O. */
    public PubSub(Settings settings) {
        this.project = settings.get(PROJECT);
        this.emulator = settings.get(EMULATOR);
    }

    private static Setting<Optional<String>> topic(String name, String meaning) {
        return Setting.optionalText(name, Pattern.compile(TOPIC), TOPIC_EXPECTED, meaning);
    }

    /** The full name of a topic given in full or by its id in our project. */
    String topicName(String topic) {
        return topic.startsWith("projects/") ? topic : "projects/" + project + "/topics/" + topic;
    }

    /** The full name of a subscription given in full or by its id in our project. */
    String subscriptionName(String subscription) {
        return subscription.startsWith("projects/")
                ? subscription
                : "projects/" + project + "/subscriptions/" + subscription;
    }

    /** Where Pub/Sub is, for people. */
    String address() {
        return emulator.map(host -> "the emulator at " + host).orElse("Google Cloud Pub/Sub");
    }

    CredentialsProvider credentials() {
        return emulator.isPresent()
                ? NoCredentialsProvider.create()
                : SubscriptionAdminSettings.defaultCredentialsProviderBuilder().build();
    }

    InstantiatingGrpcChannelProvider channels(ClientInterceptor... interceptors) {
        InstantiatingGrpcChannelProvider.Builder channels =
                SubscriptionAdminSettings.defaultGrpcTransportProviderBuilder()
                        .setMaxInboundMessageSize(MAX_INBOUND_BYTES)
                        .setInterceptorProvider(() -> List.of(interceptors));
        emulator.ifPresent(
                host -> channels.setEndpoint(host).setChannelConfigurator(channel -> channel.usePlaintext()));
        return channels.build();
    }
}
