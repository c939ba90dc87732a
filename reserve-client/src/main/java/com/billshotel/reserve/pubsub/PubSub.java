package com.billshotel.reserve.pubsub;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.WorkerMetrics;
import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import io.grpc.ClientInterceptor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The worker's subscription and topics, in Google Cloud or in an emulator. */
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
            "subscription to receive reservations from");
    public static final Setting<Optional<String>> EMULATOR = Setting.optionalText(
            "PUBSUB_EMULATOR_HOST",
            Pattern.compile("[^\\s/]+:[0-9]{1,5}"),
            "host:port",
            "Pub/Sub emulator to use instead of Google Cloud");
    public static final Setting<Optional<String>> DEAD_LETTER_TOPIC =
            topic("DEAD_LETTER_TOPIC", "topic for dead letters; if unset, they are stored in the table dead_letters");
    public static final Setting<Optional<String>> RESULT_TOPIC =
            topic("RESULT_TOPIC", "topic for outcomes; if unset, they are not published");

    public static final Setting<String> RESERVE_TOPIC = Setting.text(
            "RESERVE_TOPIC",
            "reserve",
            Pattern.compile(TOPIC),
            TOPIC_EXPECTED,
            "topic to which dead letters are replayed");

    /** The settings of {@link #subscribe} and {@link #outcomeTopics}. */
    public static final List<Setting<?>> SETTINGS =
            List.of(PROJECT, SUBSCRIPTION, EMULATOR, DEAD_LETTER_TOPIC, RESULT_TOPIC);

    /** A message may have 10 MB, a response with several messages twice that. */
    private static final int MAX_INBOUND_BYTES = 20 * 1024 * 1024;

    private final Settings settings;
    private final String project;
    private final Optional<String> emulator;

    /** Does no I/O. */
    public PubSub(Settings settings) {
        this.settings = settings;
        this.project = settings.get(PROJECT);
        this.emulator = settings.get(EMULATOR);
    }

    /**
     * Starts to pull, as soon as the receiver can work and the subscription can be reached.
     *
     * @param receiver takes each message; must return at once
     * @param needed what must have been healthy once before the receiver gets messages
     */
    public ReserveSubscription subscribe(Consumer<Delivery> receiver, List<HealthCheck> needed, WorkerMetrics metrics) {
        return ReserveSubscription.open(
                this, settings.get(SUBSCRIPTION), receiver, needed, metrics, StreamLimits.DEFAULT);
    }

    /** The topics that are configured for dead letters and results. They connect on first use. */
    public List<OutcomeTopic> outcomeTopics() {
        List<OutcomeTopic> topics = new ArrayList<>();
        settings.get(DEAD_LETTER_TOPIC).ifPresent(topic -> topics.add(new DeadLetterTopic(this, topic)));
        settings.get(RESULT_TOPIC).ifPresent(topic -> topics.add(new ResultTopic(this, topic)));
        return topics;
    }

    /**
     * Whether a dead letter must be stored in the table: always without {@link #DEAD_LETTER_TOPIC}, otherwise if it exceeds
     * Pub/Sub's limits together with the attributes that say why it is one.
     */
    public Predicate<Outcome> deadLettersForTheTable() {
        return settings.get(DEAD_LETTER_TOPIC).isEmpty() ? outcome -> true : outcome -> !DeadLetterTopic.fits(outcome);
    }

    /** The topic that {@link #RESERVE_TOPIC} names. Connects on first use. */
    public ReserveTopic reserveTopic() {
        return new ReserveTopic(this, settings.get(RESERVE_TOPIC));
    }

    private static Setting<Optional<String>> topic(String name, String meaning) {
        return Setting.optionalText(name, Pattern.compile(TOPIC), TOPIC_EXPECTED, meaning);
    }

    /** The full name of a topic given by full name or by its id in this project. */
    String topicName(String topic) {
        return topic.startsWith("projects/") ? topic : "projects/" + project + "/topics/" + topic;
    }

    /** The full name of a subscription given by full name or by its id in this project. */
    String subscriptionName(String subscription) {
        return subscription.startsWith("projects/")
                ? subscription
                : "projects/" + project + "/subscriptions/" + subscription;
    }

    /** Where Pub/Sub is, for messages to operators. */
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
