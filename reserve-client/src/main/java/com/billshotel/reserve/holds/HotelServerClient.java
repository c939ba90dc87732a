package com.billshotel.reserve.holds;

import com.billshotel.proto.HotelServiceGrpc;
import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.RoomHolds;
import com.billshotel.reserve.intake.ReservationMessage;
import com.billshotel.runtime.health.HealthCheck;
import com.billshotel.runtime.limits.TimeLimits;
import com.billshotel.runtime.settings.Setting;
import com.billshotel.runtime.tls.Tls;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.ChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.StatusProto;
import io.grpc.protobuf.services.HealthStatusManager;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The gRPC client of hotel-server. Connects on first use, and reconnects as needed. */
public final class HotelServerClient implements RoomHolds, HealthCheck, AutoCloseable {
    public static final Setting<String> TARGET = Setting.text(
            "HOTEL_SERVER_TARGET",
            "localhost:50051",
            Pattern.compile("[^\\s]+"),
            "a gRPC target such as hotel-server-service:50051",
            "hotel-server's address; dns:///name:port balances calls across all its addresses");

    /** In the ErrorInfo of ABORTED: the ids of the hotels that are locked, separated by commas. */
    private static final String CONTENDED_HOTELS = "hotel_ids";

    /**
     * Calls go only to servers whose health is SERVING, whatever the name service says of them. See
     * https://grpc.io/docs/guides/health-checking.
     */
    private static final Map<String, ?> SERVICE_CONFIG =
            Map.of("healthCheckConfig", Map.of("serviceName", HealthStatusManager.SERVICE_NAME_ALL_SERVICES));

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
                .defaultServiceConfig(SERVICE_CONFIG)
                .disableServiceConfigLookUp()
                .disableRetry()
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(3, TimeUnit.SECONDS)
                .keepAliveWithoutCalls(true);
        configure.accept(channel);
        return new HotelServerClient(target, channel.build());
    }

    @Override
    public List<Decision> decide(List<ReservationMessage> messages) throws DependencyException {
        try {
            return HoldMessages.toDecisions(
                    messages,
                    hotels.withDeadlineAfter(TimeLimits.RPC_DEADLINE.toMillis(), TimeUnit.MILLISECONDS)
                            .decideHolds(HoldMessages.toRequest(messages)));
        } catch (StatusRuntimeException failure) {
            reconnectSoon();
            throw new DependencyException(
                    name(), "hotel-server at " + target + " answers " + oneLine(failure), failure);
        }
    }

    /** The hotels that were locked, if hotel-server names them in its answer ABORTED; otherwise empty. */
    public static Set<Integer> contendedHotels(StatusRuntimeException aborted) {
        Status status = StatusProto.fromThrowable(aborted);
        if (status == null) {
            return Set.of();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .flatMap(detail -> hotelIds(detail).stream())
                .collect(Collectors.toSet());
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
            reconnectSoon();
            return Optional.of(Tls.faultOf(failure)
                    .map(fault -> target + " and this worker do not agree on TLS (" + fault
                            + "): compare the CAs and the names in their certificates")
                    .orElse(target + " answers " + failure.getStatus().getCode()
                            + ": start it, look into its log, or check HOTEL_SERVER_TARGET"));
        }
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }

    /** gRPC's own backoff between attempts to look up and connect reaches minutes; that of our callers is enough. */
    private void reconnectSoon() {
        channel.resetConnectBackoff();
    }

    /** The code and the first line of the description: gRPC appends lines about its pipeline that are useless in a log. */
    private static String oneLine(StatusRuntimeException failure) {
        String text = Tls.faultOf(failure).orElse(failure.getStatus().getDescription());
        return failure.getStatus().getCode()
                + (text == null ? "" : ": " + text.lines().findFirst().orElse(""));
    }

    /** Empty if there are none, or if they are not readable. */
    private static List<Integer> hotelIds(Any errorInfo) {
        try {
            String ids = errorInfo.unpack(ErrorInfo.class).getMetadataOrDefault(CONTENDED_HOTELS, "");
            return ids.isEmpty()
                    ? List.of()
                    : Arrays.stream(ids.split(",")).map(Integer::valueOf).toList();
        } catch (InvalidProtocolBufferException | NumberFormatException garbled) {
            return List.of();
        }
    }
}
