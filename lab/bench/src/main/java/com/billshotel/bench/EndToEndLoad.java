package com.billshotel.bench;

import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.reserve.ReserveClient;
import com.billshotel.runtime.app.RunningService;
import com.billshotel.runtime.settings.Settings;

/**
 * The complete worker, started as its {@code main} starts it, subscribed to the embedded broker. Ignores the window: it times the
 * middle of a backlog that was published in advance, so that publishing does not compete with what is measured.
 */
final class EndToEndLoad implements Load {
    static final String FIGURE = "end_to_end_per_s";

    private final int messages;

    EndToEndLoad(int messages) {
        this.messages = messages;
    }

    @Override
    public String name() {
        return FIGURE;
    }

    @Override
    public int hotels() {
        return Backlog.HOTELS;
    }

    @Override
    public Run run(Fixture fixture, Window window) throws Exception {
        try (PubSubBroker broker = PubSubBroker.start(0)) {
            return run(fixture, broker.endpoint(), messages);
        }
    }

    /** The same load through another broker. */
    static Run run(Fixture fixture, String broker, int messages) throws Exception {
        Backlog backlog = new Backlog(fixture, broker, messages);
        backlog.publish();
        RunningService worker =
                ReserveClient.start(Settings.read(backlog.settings(fixture.target()), ReserveClient.SETTINGS));
        try {
            return new Run(backlog.await(), messages);
        } finally {
            worker.close();
        }
    }
}
