package com.billshotel.bench;

import com.billshotel.runtime.app.RunningService;
import java.util.ArrayList;
import java.util.List;

/** Messages through the lanes of one or more workers, over gRPC and into MySQL: all of the system but Pub/Sub. */
final class PipelineLoad implements Load {
    private final String name;
    private final int hotels;
    private final int workers;
    private final int extraServers;

    PipelineLoad(String name, int hotels) {
        this(name, hotels, 1, 1);
    }

    PipelineLoad(String name, int hotels, int workers, int servers) {
        this.name = name;
        this.hotels = hotels;
        this.workers = workers;
        this.extraServers = servers - 1;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int hotels() {
        return hotels;
    }

    @Override
    public Run run(Rig rig, Window window) throws Exception {
        return run(rig, window, new Feed(hotels));
    }

    Run run(Rig rig, Window window, Feed feed) throws Exception {
        List<RunningService> servers = new ArrayList<>();
        List<LanesOnly> lanes = new ArrayList<>();
        try {
            List<String> targets = new ArrayList<>(List.of(rig.target()));
            for (int i = 0; i < extraServers; i++) {
                servers.add(rig.anotherServer());
                targets.add(Rig.target(servers.get(i)));
            }
            for (int i = 0; i < workers; i++) {
                lanes.add(new LanesOnly(rig, targets.get(i % targets.size())));
            }
            return run(window, feed, lanes);
        } finally {
            servers.forEach(RunningService::close);
        }
    }

    private static Run run(Window window, Feed feed, List<LanesOnly> lanes) throws Exception {
        double perSecond;
        try {
            perSecond = window.rate(feed::acknowledged, feed.into(lanes));
            feed.awaitAll();
        } finally {
            lanes.forEach(LanesOnly::close);
        }
        return new Run(perSecond, feed.acknowledged());
    }
}
