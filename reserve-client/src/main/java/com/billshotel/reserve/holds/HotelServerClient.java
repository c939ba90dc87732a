package com.billshotel.reserve.holds;

import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.reserve.booking.RoomHolds;
import com.billshotel.reserve.booking.UnavailableException;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.limits.TimeLimits;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.tls.Tls;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** The gRPC client of hotel-server. Connects on first use, and reconnects as needed. */
public final class HotelServerClient implements RoomHolds, HealthCheck, AutoCloseable {
    public static final Setting<String> TARGET = Setting.text(
            "HOTEL_SERVER_TARGET",
            "localhost:50051",
            Pattern.compile("[^\\s]+"),
            "a gRPC target such as hotel-server-service:50051",
            "hotel-server's address; dns:///name:port balances calls across all its addresses");

    private static final Duration HEALTH_DEADLINE = Duration.ofSeconds(2);

    private final String target;
    private final ManagedChannel channel;
    private final HotelServiceGrpc.HotelServiceBlockingStub hotels;
    private final HealthGrpc.HealthBlockingStub health;

    private HotelServerClient(String target, ManagedChannel channel) {
        this.target = target;
        this.channel = channel;
        this.hotels = HotelServiceGrpc.newBlockingStub(channel);
        this.health = HealthGrpc.newBlockingStub(channel);
    }

    /**
     * Creates the channel without connecting. gRPC's own retries are off: the lanes alone retry.
     *
     * @param target a gRPC target, such as {@code dns:///name:port}
     * @param credentials plaintext or TLS
     * @param configure further channel configuration, such as telemetry
     */
    public static HotelServerClient at(
            String target, ChannelCredentials credentials, Consumer<ManagedChannelBuilder<?>> configure) {
        NettyChannelBuilder channel = NettyChannelBuilder.forTarget(target, credentials)
                .defaultLoadBalancingPolicy("round_robin")
                .disableRetry()
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(3, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true);
        configure.accept(channel);
        return new HotelServerClient(target, channel.build());
    }

    @Override
    public List<Decision> decide(List<ReservationMessage> messages) throws UnavailableException {
        try {
            return HoldMessages.toDecisions(
                    messages,
                    hotels.withDeadlineAfter(TimeLimits.RPC_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                            .decideHolds(HoldMessages.toRequest(messages)));
        } catch (StatusRuntimeException failure) {
            if (isUnavailable(failure)) {
                throw new UnavailableException("hotel-server at " + target + " answers " + oneLine(failure), failure);
            }
            throw failure;
        }
    }

    @Override
    public String name() {
        return "hotel-server";
    }

    @Override
    public Optional<String> problem() {
        try {
            ServingStatus status = health.withDeadlineAfter(HEALTH_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                    .check(HealthCheckRequest.getDefaultInstance())
                    .getStatus();
            return status == ServingStatus.SERVING
                    ? Optional.empty()
                    : Optional.of(target + " is " + status + ": see its log for what it waits for");
        } catch (StatusRuntimeException failure) {
            return Optional.of(Tls.faultOf(failure)
                    .map(fault -> target + " and this worker do not agree on TLS (" + fault
                            + "): compare the CAs and the names in their certificates")
                    .orElse(target + " answers " + failure.getStatus().getCode()
                            + ": start it, or check HOTEL_SERVER_TARGET"));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** The code and the first line of the description: gRPC appends lines about its pipeline that are useless in a log. */
    private static String oneLine(StatusRuntimeException failure) {
        String text = Tls.faultOf(failure).orElse(failure.getStatus().getDescription());
        return failure.getStatus().getCode()
                + (text == null ? "" : ": " + text.lines().findFirst().orElse(""));
    }

    /** Whether only a server, the network or the configuration can be the cause, never a message. */
    private static boolean isUnavailable(StatusRuntimeException failure) {
        return switch (failure.getStatus().getCode()) {
            case UNAVAILABLE,
                    DEADLINE_EXCEEDED,
                    RESOURCE_EXHAUSTED,
                    ABORTED,
                    FAILED_PRECONDITION,
                    CANCELLED,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED,
                    PERMISSION_DENIED -> true;
            default -> false;
        };
    }
}
