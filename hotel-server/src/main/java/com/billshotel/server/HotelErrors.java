package com.billshotel.server;

import com.billshotel.runtime.grpc.GrpcErrors;
import com.billshotel.runtime.mysql.BudgetExhaustedException;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.server.catalog.CatalogException;
import com.billshotel.server.catalog.CatalogException.Reason;
import com.billshotel.server.locks.HotelsLockedException;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that maps exceptions to gRPC statuses. Callers never see a message of the MySQL driver. */
final class HotelErrors {
    private static final Logger log = LoggerFactory.getLogger(HotelErrors.class);

    /** Each kind of failure of MySQL, and each kind of bug. */
    private static final RecurringLog failures = new RecurringLog(Duration.ofSeconds(10));

    private static final RecurringLog invalidHotels = new RecurringLog(Duration.ofMinutes(10));

    /** Keeps the error within the 8 KiB that clients accept as trailers. */
    private static final int MAX_HOTEL_IDS = 300;

    private HotelErrors() {}

    static StatusRuntimeException status(Throwable failure) {
        if (failure instanceof StatusRuntimeException status) {
            return status;
        } else if (failure instanceof CatalogException rejection) {
            return status(rejection);
        } else if (failure instanceof BudgetExhaustedException) {
            return GrpcErrors.of(
                    Code.UNAVAILABLE,
                    "MYSQL_UNAVAILABLE",
                    "the database takes too long; nothing was changed, and it is safe to retry");
        } else if (failure instanceof SQLException fault) {
            return status(fault);
        }
        return unexpected(failure);
    }

    private static StatusRuntimeException status(CatalogException rejection) {
        if (rejection.reason() == Reason.HOTEL_DATA_INVALID && invalidHotels.isDue(rejection.getMessage())) {
            log.warn("{}", rejection.getMessage());
        }
        Code code =
                switch (rejection.reason()) {
                    case HOTEL_NOT_FOUND -> Code.NOT_FOUND;
                    case HOTEL_ALREADY_EXISTS -> Code.ALREADY_EXISTS;
                    case ETAG_MISMATCH -> Code.ABORTED;
                    case HOTEL_DATA_INVALID -> Code.FAILED_PRECONDITION;
                };
        return GrpcErrors.of(code, rejection.reason().name(), rejection.getMessage());
    }

    private static StatusRuntimeException status(SQLException fault) {
        MysqlFault kind = MysqlFault.of(fault);
        boolean logs = kind == MysqlFault.UNEXPECTED || failures.isDue(kind + " " + fault.getErrorCode());
        return switch (kind) {
            case UNAVAILABLE -> {
                if (logs) {
                    log.warn("MySQL is unavailable: error {}, state {}", fault.getErrorCode(), fault.getSQLState());
                }
                yield GrpcErrors.of(
                        Code.UNAVAILABLE, "MYSQL_UNAVAILABLE", "the database is unavailable; it is safe to retry");
            }
            case SCHEMA -> {
                if (logs) {
                    log.error("the tables are from another version: {}", fault.getMessage());
                }
                yield GrpcErrors.of(
                        Code.FAILED_PRECONDITION,
                        "SCHEMA_MISMATCH",
                        "the database's tables are from another version; nothing was changed. Migrate the database: see"
                                + " docs/upgrading.md");
            }
            case CONTENTION, DUPLICATE_KEY -> {
                if (logs) {
                    log.info("lost to a concurrent transaction: error {}", fault.getErrorCode());
                }
                yield GrpcErrors.of(
                        Code.ABORTED,
                        "CONTENTION",
                        "a concurrent transaction held the same rows; nothing was changed, retry",
                        fault instanceof HotelsLockedException locked ? hotelIds(locked.hotelIds()) : Map.of());
            }
            case UNEXPECTED -> unexpected(fault);
        };
    }

    /** See hotel.proto. */
    private static Map<String, String> hotelIds(List<Integer> ids) {
        return ids.isEmpty()
                ? Map.of()
                : Map.of(
                        "hotel_ids",
                        ids.stream().limit(MAX_HOTEL_IDS).map(String::valueOf).collect(Collectors.joining(",")));
    }

    private static StatusRuntimeException unexpected(Throwable failure) {
        if (failures.isDue(failure.toString())) {
            log.error("a call failed unexpectedly", failure);
        }
        return GrpcErrors.of(Code.INTERNAL, "UNEXPECTED", "unexpected error; see the server's log");
    }
}
