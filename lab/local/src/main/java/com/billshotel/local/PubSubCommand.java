package com.billshotel.local;

import com.billshotel.embedded.pubsub.PubSubBroker;
import com.billshotel.local.parts.PubSub;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs only the Pub/Sub broker, for clusters without Google Cloud: the image {@code hotelbills/pubsub-broker}. */
@Command(
        name = "pubsub",
        hidden = true,
        description = "Runs a Pub/Sub broker with the topic " + PubSub.TOPIC + " and the subscription "
                + PubSub.SUBSCRIPTION + " in the project " + PubSub.PROJECT + " until SIGTERM. It listens on all"
                + " interfaces and keeps messages in memory only.")
final class PubSubCommand implements Callable<Integer> {
    @Option(names = "--port", defaultValue = "8085", paramLabel = "PORT", description = "Default: ${DEFAULT-VALUE}.")
    private int port;

    @Override
    public Integer call() throws InterruptedException {
        try (PubSubBroker broker = PubSubBroker.startOnAllInterfaces(port);
                PubSub pubsub = new PubSub(broker.endpoint())) {
            pubsub.createTopicAndSubscription();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(broker), "stop"));
            System.out.println("Pub/Sub listens on port " + port);
            new CountDownLatch(1).await();
        }
        return CommandLine.ExitCode.OK;
    }

    private static void stop(PubSubBroker broker) {
        broker.close();
        // After a signal the JVM would exit with 143, which Kubernetes reports as an error, but an orderly stop is a
        // success.
        Runtime.getRuntime().halt(CommandLine.ExitCode.OK);
    }
}
