package com.billshotel.reserve;

import com.billshotel.reserve.booking.DependencyException;
import com.billshotel.reserve.booking.Failure;
import com.billshotel.reserve.booking.Failure.Contended;
import com.billshotel.reserve.booking.Failure.DependencyDown;
import com.billshotel.reserve.booking.Failure.Suspect;
import com.billshotel.reserve.holds.HotelServerClient;
import com.billshotel.runtime.mysql.MysqlFault;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.util.Set;

/** Tells what kind of failure an exception is. Pure: decides by status codes and MySQL's error codes, never by text. */
public final class FailureClassifier {
    private FailureClassifier() {}

    /** Classifies an exception of hotel-server, of MySQL, of a topic, or of the worker itself. */
    public static Failure classify(Throwable failure) {
        if (!(failure instanceof DependencyException answer)) {
            return new Suspect(failure.getClass().getSimpleName() + ": " + failure.getMessage());
        } else if (answer.getCause() instanceof StatusRuntimeException status) {
            return ofHotelServer(answer, status);
        } else if (answer.getCause() instanceof SQLException fault) {
            return ofMysql(answer, fault);
        }
        return down(answer);
    }

    /** https://grpc.io/docs/guides/status-codes */
    private static Failure ofHotelServer(DependencyException answer, StatusRuntimeException status) {
        return switch (status.getStatus().getCode()) {
            case ABORTED -> new Contended(HotelServerClient.contendedHotels(status), answer.getMessage());
            case UNAVAILABLE,
                    DEADLINE_EXCEEDED,
                    RESOURCE_EXHAUSTED,
                    CANCELLED,
                    FAILED_PRECONDITION,
                    UNIMPLEMENTED,
                    UNAUTHENTICATED,
                    PERMISSION_DENIED -> down(answer);
            default -> new Suspect(answer.getMessage());
        };
    }

    private static Failure ofMysql(DependencyException answer, SQLException fault) {
        return switch (MysqlFault.of(fault)) {
            case UNAVAILABLE, SCHEMA -> down(answer);
            case CONTENTION -> new Contended(Set.of(), answer.getMessage());
            case DUPLICATE_KEY, UNEXPECTED -> new Suspect(answer.getMessage());
        };
    }

    private static DependencyDown down(DependencyException answer) {
        return new DependencyDown(answer.dependency(), answer.getMessage());
    }
}
