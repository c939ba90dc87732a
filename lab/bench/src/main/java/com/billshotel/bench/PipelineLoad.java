package com.billshotel.bench;

import com.billshotel.runtime.app.RunningService;
import java.util.ArrayList;
import java.util.List;

/** The system without Pub/Sub: messages pass through the lanes of one or more workers, over gRPC, into MySQL. */
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

    Run run(Fixture fixture, Window window, LoadSource source) throws Exception {
        List<RunningService> servers = new ArrayList<>();
        List<PipelineWorker> running = new ArrayList<>();
        try {
            List<String> targets = new ArrayList<>(List.of(fixture.target()));
            for (int i = 0; i < extraServers; i++) {
                servers.add(fixture.anotherServer());
                targets.add(Fixture.target(servers.get(i)));
            }
            for (int i = 0; i < workers; i++) {
                running.add(new PipelineWorker(fixture, targets.get(i % targets.size())));
            }
            return run(window, source, running);
        } finally {
            servers.forEach(RunningService::close);
        }
    }

    private static Run run(Window window, LoadSource source, List<PipelineWorker> workers) throws Exception {
        double perSecond;
        try {
            perSecond = window.rate(source::acknowledged, source.startFeeding(workers));
            source.awaitAll();
        } finally {
            workers.forEach(PipelineWorker::close);
        }
        return new Run(perSecond, source.acknowledged());
    }
}
