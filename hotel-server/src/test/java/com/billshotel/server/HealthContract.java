package com.billshotel.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status.Code;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Health and reflection, as used by probes and grpcurl. */
abstract class HealthContract {
    abstract HotelSystem system();

    @Test
    void health_isReportedOverallAndPerService() throws Exception {
        // A busy MySQL may have failed the last check, which is repeated every second.
        Eventually.until("SERVING overall", () -> system().server().status("") == ServingStatus.SERVING);
        Eventually.until(
                "SERVING for the service",
                () -> system().server().status("hotel.HotelService") == ServingStatus.SERVING);
        assertThat(Failure.of(() -> system().server().status("hotel.Motel")).code())
                .isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void reflectionV1_listsTheService() throws Exception {
        var answer = new CompletableFuture<io.grpc.reflection.v1.ServerReflectionResponse>();
        var request = io.grpc.reflection.v1.ServerReflectionGrpc.newStub(
                        system().server().channel())
                .serverReflectionInfo(first(answer));
        request.onNext(io.grpc.reflection.v1.ServerReflectionRequest.newBuilder()
                .setListServices("")
                .build());
        request.onCompleted();

        assertThat(answer.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting(io.grpc.reflection.v1.ServiceResponse::getName)
                .contains("hotel.HotelService", "grpc.health.v1.Health");
    }

    @Test
    void reflectionV1_describesTheService() throws Exception {
        var answer = new CompletableFuture<io.grpc.reflection.v1.ServerReflectionResponse>();
        var request = io.grpc.reflection.v1.ServerReflectionGrpc.newStub(
                        system().server().channel())
                .serverReflectionInfo(first(answer));
        request.onNext(io.grpc.reflection.v1.ServerReflectionRequest.newBuilder()
                .setFileContainingSymbol("hotel.HotelService.DecideHolds")
                .build());
        request.onCompleted();

        assertThat(answer.get(30, TimeUnit.SECONDS).getFileDescriptorResponse().getFileDescriptorProtoList())
                .isNotEmpty();
    }

    @Test
    void reflectionV1alpha_listsTheService() throws Exception {
        var answer = new CompletableFuture<io.grpc.reflection.v1alpha.ServerReflectionResponse>();
        var request = io.grpc.reflection.v1alpha.ServerReflectionGrpc.newStub(
                        system().server().channel())
                .serverReflectionInfo(first(answer));
        request.onNext(io.grpc.reflection.v1alpha.ServerReflectionRequest.newBuilder()
                .setListServices("")
                .build());
        request.onCompleted();

        assertThat(answer.get(30, TimeUnit.SECONDS).getListServicesResponse().getServiceList())
                .extracting(io.grpc.reflection.v1alpha.ServiceResponse::getName)
                .contains("hotel.HotelService");
    }

    private static <T> StreamObserver<T> first(CompletableFuture<T> answer) {
        return new StreamObserver<>() {
            @Override
            public void onNext(T value) {
                answer.complete(value);
            }

            @Override
            public void onError(Throwable failure) {
                answer.completeExceptionally(failure);
            }

            @Override
            public void onCompleted() {
                answer.cancel(false); // no effect once completed
            }
        };
    }
}
