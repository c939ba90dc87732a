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
    public Run run(Fixture fixture, Window window) throws Exception {
        return run(fixture, window, new LoadSource(hotels));
    }

    Run run(Fixture fixture, Window window, LoadSource feed) throws Exception {
        List<RunningService> servers = new ArrayList<>();
        List<PipelineWorker> lanes = new ArrayList<>();
        try {
            List<String> targets = new ArrayList<>(List.of(fixture.target()));
            for (int i = 0; i < extraServers; i++) {
                servers.add(fixture.anotherServer());
                targets.add(Fixture.target(servers.get(i)));
            }
            for (int i = 0; i < workers; i++) {
                lanes.add(new PipelineWorker(fixture, targets.get(i % targets.size())));
            }
            return run(window, feed, lanes);
        } finally {
            servers.forEach(RunningService::close);
        }
    }

    private static Run run(Window window, LoadSource feed, List<PipelineWorker> lanes) throws Exception {
        double perSecond;
        try {
            perSecond = window.rate(feed::acknowledged, feed.into(lanes));
            feed.awaitAll();
        } finally {
            lanes.forEach(PipelineWorker::close);
        }
        return new Run(perSecond, feed.acknowledged());
    }
}
