package com.billshotel.reserve.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.billshotel.reserve.booking.Delivery;
import com.billshotel.reserve.booking.Outcome;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.fakes.FakePubSub;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.reserve.pubsub.OutcomeTopic;
import com.billshotel.reserve.pubsub.PubSub;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.settings.Settings;
import com.google.pubsub.v1.PubsubMessage;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Publishes outcomes through the real Pub/Sub client and the embedded broker. */
final class Publications {
    private static final String TOPIC = "outcomes";
    private static final String SUBSCRIPTION = "outcomes-sub";

    /** An outcome with this verdict. */
    static Outcome outcome(Verdict verdict, ReservationMessage message, String detail, Map<String, String> attributes) {
        Delivery delivery =
                new Delivery("1869243829310488576", "{\"id\":\u00e9".getBytes(UTF_8), attributes, Instant.EPOCH, null);
        return new Outcome(delivery, message, verdict, detail);
    }

    /** Publishes outcomes to the topic that a setting names, and returns the messages that arrive. */
    static List<PubsubMessage> of(Setting<?> setting, int expected, List<Outcome> outcomes) throws Exception {
        try (FakePubSub broker = new FakePubSub()) {
            broker.createTopic(TOPIC);
            broker.createSubscription(TOPIC, SUBSCRIPTION);
            PubSub pubSub = new PubSub(Settings.read(
                    Map.of(
                            "GOOGLE_CLOUD_PROJECT",
                            FakePubSub.PROJECT,
                            "PUBSUB_EMULATOR_HOST",
                            broker.endpoint(),
                            setting.name(),
                            TOPIC),
                    PubSub.SETTINGS));
            try (OutcomeTopic topic = pubSub.outcomeTopics().get(0)) {
                topic.store(outcomes);
            }
            return broker.take(SUBSCRIPTION, expected);
        }
    }

    private Publications() {}
}
