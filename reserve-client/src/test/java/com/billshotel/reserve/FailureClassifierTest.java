package com.billshotel.reserve;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.Failure.Contended;
import com.billshotel.reserve.booking.Failure.DependencyDown;
import com.billshotel.reserve.booking.Failure.Suspect;
import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureClassifierTest {
    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE,         DependencyDown",
        "DEADLINE_EXCEEDED,   DependencyDown",
        "RESOURCE_EXHAUSTED,  DependencyDown",
        "CANCELLED,           DependencyDown",
        "FAILED_PRECONDITION, DependencyDown",
        "UNIMPLEMENTED,       DependencyDown",
        "UNAUTHENTICATED,     DependencyDown",
        "PERMISSION_DENIED,   DependencyDown",
        "ABORTED,             Contended",
        "INVALID_ARGUMENT,    Suspect",
        "NOT_FOUND,           Suspect",
        "ALREADY_EXISTS,      Suspect",
        "OUT_OF_RANGE,        Suspect",
        "INTERNAL,            Suspect",
        "UNKNOWN,             Suspect",
        "DATA_LOSS,           Suspect",
    })
    void hotelServer_byStatusCode(Status.Code code, String kind) {
        Failure failure = ofHotelServer(code.toStatus().asRuntimeException());

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
        assertThat(failure.detail()).isEqualTo("what people read");
    }

    // https://dev.mysql.com/doc/mysql-errors/9.7/en/server-error-reference.html
    @ParameterizedTest
    @CsvSource({
        "0,    08S01, DependencyDown", // connection lost
        "1040, 08004, DependencyDown", // too many connections
        "1045, 28000, DependencyDown", // access denied
        "1054, 42S22, DependencyDown", // tables of another version
        "1146, 42S02, DependencyDown",
        "1290, HY000, DependencyDown", // read-only
        "3024, HY000, DependencyDown", // statement timeout
        "1205, HY000, Contended", // lock wait timeout
        "1213, 40001, Contended", // deadlock
        "3101, HY000, Contended", // Group Replication rolled back
        "3572, HY000, Contended", // NOWAIT
        "9999, 40002, Contended", // any other rollback
        "1062, 23000, Suspect", // duplicate key
        "1406, 22001, Suspect", // data too long
        "1452, 23000, Suspect", // foreign key
        "3819, HY000, Suspect", // CHECK
    })
    void mysql_byErrorCodeAndState(int code, String state, String kind) {
        Failure failure = classify("MySQL", new SQLException("text", state, code));

        assertThat(failure.getClass().getSimpleName()).isEqualTo(kind);
    }

    @Test
    void mysql_withoutAConnection_isDown() {
        assertThat(classify("MySQL", new SQLTransientConnectionException("pool timeout")))
                .isEqualTo(new DependencyDown("MySQL", "what people read"));
    }

    @Test
    void topic_anyFailure_isDown() {
        assertThat(classify("projects/p/topics/t", new IOException()))
                .isEqualTo(new DependencyDown("projects/p/topics/t", "what people read"));
    }

    @Test
    void anythingElse_isSuspect() {
        assertThat(FailureClassifier.classify(new IllegalStateException("text")))
                .isEqualTo(new Suspect("IllegalStateException: text"));
        assertThat(FailureClassifier.classify(new OutOfMemoryError("heap")))
                .isEqualTo(new Suspect("OutOfMemoryError: heap"));
    }

    @Test
    void contention_namesTheLockedHotels() {
        assertThat(ofHotelServer(aborted(ErrorInfo.newBuilder()
                        .putMetadata("hotel_ids", "5,7,2147483647")
                        .build())))
                .isEqualTo(new Contended(Set.of(5, 7, 2147483647), "what people read"));
    }

    @ParameterizedTest
    @CsvSource({"other, 5", "hotel_ids, ''", "hotel_ids, all", "hotel_ids, 99999999999"})
    void contention_withoutReadableHotels_namesNone(String key, String value) {
        assertThat(ofHotelServer(
                        aborted(ErrorInfo.newBuilder().putMetadata(key, value).build())))
                .isEqualTo(new Contended(Set.of(), "what people read"));
    }

    private static StatusRuntimeException aborted(ErrorInfo info) {
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(com.google.rpc.Code.ABORTED.getNumber())
                .addDetails(Any.pack(info))
                .build());
    }

    private static Failure ofHotelServer(StatusRuntimeException status) {
        return classify("hotel-server", status);
    }

    private static Failure classify(String dependency, Exception cause) {
        return FailureClassifier.classify(new DependencyException(dependency, "what people read", cause));
    }
}
