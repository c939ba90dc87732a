package com.billshotel.bench;

import com.billshotel.proto.Hotel;
import com.billshotel.proto.HotelRequest;
import com.billshotel.proto.HotelResponse;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceBlockingStub;
import com.billshotel.proto.HotelServiceGrpc.HotelServiceImplBase;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * GetHotel, compared with a bare grpc-java server that answers a message of the same size from memory, and with a server that
 * executes one query per call.
 */
final class ReadsMeasurement implements Measurement {
    static final List<Integer> CALLERS = List.of(1, 8, 64);

    private static final int HOTELS = 100;
    private static final String ECHO = "echo";
    private static final String GET = "get";
    private static final String QUERY_PER_CALL = "query_per_call";
    private static final List<String> SERVERS = List.of(ECHO, GET, QUERY_PER_CALL);

    private final Plan plan;
    private final Progress progress;

    ReadsMeasurement(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    @Override
    public List<String> figures() {
        return CALLERS.stream()
                .flatMap(callers -> SERVERS.stream().map(server -> figure(server, callers)))
                .toList();
    }

    @Override
    public void run(Fixture fixture, Results results) throws Exception {
        fixture.database().reset(HOTELS);
        Server echo = NettyServerBuilder.forPort(0)
                .directExecutor()
                .addService(new Echo())
                .build()
                .start();
        try (PerMessageServer service = new PerMessageServer(fixture.pool());
                GrpcEndpoint queries = GrpcEndpoint.start(GrpcPorts.plaintext(0), List.of(service), builder -> {})) {
            for (int callers : CALLERS) {
                measure(ECHO, "127.0.0.1:" + echo.getPort(), callers, results);
                measure(GET, fixture.target(), callers, results);
                measure(QUERY_PER_CALL, "127.0.0.1:" + queries.port(), callers, results);
            }
        } finally {
            echo.shutdownNow();
        }
    }

    private void measure(String name, String target, int callers, Results results) throws Exception {
        String figure = figure(name, callers);
        double perSecond = rate(target, callers, new Window(plan.reads(), plan.reads()));
        results.add(figure, perSecond, List.of());
        progress.say("%-22s %,8.0f/s", figure, perSecond);
    }

    private static String figure(String server, int callers) {
        return server + "_per_s." + callers;
    }

    private static double rate(String target, int callers, Window window) throws Exception {
        LongAdder answers = new LongAdder();
        try (GrpcClient client = new GrpcClient(target)) {
            return window.rate(
                    answers::sum,
                    ConcurrentCallers.start(callers, caller -> new Caller(client.hotels(), caller, answers)));
        }
    }

    /** Requests one hotel after another and verifies that each answer is about the requested hotel. */
    private static final class Caller implements ConcurrentCallers.Task {
        private final HotelServiceBlockingStub hotels;
        private final LongAdder answers;
        private int next;

        Caller(HotelServiceBlockingStub hotels, int first, LongAdder answers) {
            this.hotels = hotels;
            this.next = first;
            this.answers = answers;
        }

        @Override
        public void once() {
            int id = next++ % HOTELS;
            HotelResponse answer =
                    hotels.getHotel(HotelRequest.newBuilder().setId(id).build());
            if (answer.getHotel().getId() != id) {
                throw new IllegalStateException("asked for hotel " + id + ", got " + answer);
            }
            answers.increment();
        }
    }

    /** Its answers have the size of hotel-server's. */
    private static final class Echo extends HotelServiceImplBase {
        private static final Hotel HOTEL = Hotel.newBuilder()
                .setName("Hotel 10")
                .setPricePernight(10_000)
                .setRoomsAvailable(1_000_000_000)
                .setEtag("0123456789abcdef")
                .build();

        @Override
        public void getHotel(HotelRequest request, StreamObserver<HotelResponse> caller) {
            caller.onNext(HotelResponse.newBuilder()
                    .setHotel(HOTEL.toBuilder().setId(request.getId()))
                    .build());
            caller.onCompleted();
        }
    }
}
