package com.billshotel.server;

import com.billshotel.runtime.grpc.GrpcErrors;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.server.catalog.CatalogException;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The only place that maps exceptions to gRPC statuses. Callers never see a message of the MySQL driver. */
final class HotelErrors {
    private static final Logger log = LoggerFactory.getLogger(HotelErrors.class);

    private HotelErrors() {}

    static StatusRuntimeException status(Throwable failure) {
        if (failure instanceof StatusRuntimeException status) {
            return status;
        } else if (failure instanceof CatalogException rejection) {
            return status(rejection);
        } else if (failure instanceof SQLException fault) {
            return status(fault);
        }
        return unexpected(failure);
    }

    private static StatusRuntimeException status(CatalogException rejection) {
        Code code =
                switch (rejection.reason()) {
                    case HOTEL_NOT_FOUND -> Code.NOT_FOUND;
                    case HOTEL_ALREADY_EXISTS -> Code.ALREADY_EXISTS;
                    case ETAG_MISMATCH -> Code.ABORTED;
                };
        return GrpcErrors.of(code, rejection.reason().name(), rejection.getMessage());
    }

    private static StatusRuntimeException status(SQLException fault) {
        return switch (MysqlFault.of(fault)) {
            case UNAVAILABLE -> {
                log.warn("MySQL is unavailable: error {}, state {}", fault.getErrorCode(), fault.getSQLState());
                yield GrpcErrors.of(
                        Code.UNAVAILABLE, "MYSQL_UNAVAILABLE", "the database is unavailable; it is safe to retry");
            }
            case SCHEMA -> {
                log.error("the tables are from another version: {}", fault.getMessage());
                yield GrpcErrors.of(
                        Code.FAILED_PRECONDITION,
                        "SCHEMA_MISMATCH",
                        "the database's tables are from another version; nothing was changed. If tables are missing,"
                                + " apply sql/init.sql; if columns are, see docs/upgrading.md");
            }
            case CONTENTION, DUPLICATE_KEY -> {
                log.info("lost to a concurrent transaction: error {}", fault.getErrorCode());
                yield GrpcErrors.of(
                        Code.ABORTED,
                        "CONTENTION",
                        "a concurrent transaction held the same rows; nothing was changed, retry");
            }
            case UNEXPECTED -> unexpected(fault);
        };
    }

    private static StatusRuntimeException unexpected(Throwable failure) {
        log.error("a call failed unexpectedly", failure);
        return GrpcErrors.of(Code.INTERNAL, "UNEXPECTED", "unexpected error; see the server's log");
    }
}
