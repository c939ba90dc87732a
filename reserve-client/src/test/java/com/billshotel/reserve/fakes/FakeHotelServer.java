package com.billshotel.reserve.fakes;

import com.billshotel.proto.DecideHoldsRequest;
import com.billshotel.proto.DecideHoldsResponse;
import com.billshotel.proto.HoldDecision;
import com.billshotel.proto.HoldRequest;
import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.reserve.booking.RoomHolds;
import com.billshotel.reserve.booking.Verdict;
import com.billshotel.reserve.intake.ReservationMessage;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** hotel-server's API for {@link InMemoryRooms}, served by a real gRPC server. The rooms survive a restart. */
public final class FakeHotelServer {
    public final InMemoryRooms rooms = new InMemoryRooms();

    private Server server;
    private HealthStatusManager health;
    private int port; // 0: any free port

    /** Starts on a free port, or restarts on the same port. */
    public FakeHotelServer start() throws IOException {
        health = new HealthStatusManager();
        server = NettyServerBuilder.forPort(port)
                .permitKeepAliveTime(5, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .addService(new Api())
                .addService(health.getHealthService())
                .build()
                .start();
        port = server.getPort();
        return this;
    }

    public String target() {
        return "127.0.0.1:" + port;
    }

    public void setServing(boolean serving) {
        health.setStatus(
                HealthStatusManager.SERVICE_NAME_ALL_SERVICES,
                serving ? ServingStatus.SERVING : ServingStatus.NOT_SERVING);
    }

    public void stop() throws InterruptedException {
        server.shutdownNow().awaitTermination();
    }

    private final class Api extends HotelServiceGrpc.HotelServiceImplBase {
        @Override
        public void decideHolds(DecideHoldsRequest request, StreamObserver<DecideHoldsResponse> caller) {
            try {
                caller.onNext(decide(request));
                caller.onCompleted();
            } catch (StatusException injected) {
                caller.onError(injected);
            } catch (Exception failure) {
                caller.onError(
                        Status.INTERNAL.withDescription(failure.toString()).asException());
            }
        }
    }

    private DecideHoldsResponse decide(DecideHoldsRequest request) throws Exception {
        List<ReservationMessage> messages = new ArrayList<>();
        request.getRequestsList().forEach(hold -> messages.add(toMessage(hold)));
        DecideHoldsResponse.Builder response = DecideHoldsResponse.newBuilder();
        List<RoomHolds.Decision> decisions = rooms.decide(messages);
        for (int i = 0; i < decisions.size(); i++) {
            response.addDecisions(HoldDecision.newBuilder()
                    .setReservationId(messages.get(i).id())
                    .setOutcome(toOutcome(decisions.get(i).verdict()))
                    .setConflictingField(decisions.get(i).conflictingField()));
        }
        return response.build();
    }

    private static HoldDecision.Outcome toOutcome(Verdict verdict) {
        return switch (verdict) {
            case CONFIRMED -> HoldDecision.Outcome.HELD;
            case CANCELLED -> HoldDecision.Outcome.RELEASED;
            case HOTEL_FULL -> HoldDecision.Outcome.REFUSED;
            case CONFLICT -> HoldDecision.Outcome.CONFLICT;
            case HOTEL_NOT_FOUND -> HoldDecision.Outcome.HOTEL_NOT_FOUND;
            case MALFORMED, UNPROCESSABLE ->
                throw new IllegalArgumentException("not a decision of hotel-server: " + verdict);
        };
    }

    private static ReservationMessage toMessage(HoldRequest hold) {
        return new ReservationMessage(
                hold.getReservationId(),
                hold.getAction() == HoldRequest.Action.RELEASE,
                hold.getHotelId(),
                hold.hasUserId() ? hold.getUserId() : null,
                hold.hasReservedDatetime() ? hold.getReservedDatetime() : null,
                hold.hasCheckinDatetime() ? hold.getCheckinDatetime() : null);
    }
}
