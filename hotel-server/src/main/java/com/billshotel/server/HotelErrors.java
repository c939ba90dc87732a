package com.billshotel.server;

import com.billshotel.runtime.grpc.GrpcErrors;
import com.billshotel.runtime.mysql.MysqlFault;
import com.billshotel.server.catalog.CatalogException;
import com.google.rpc.Code;
import io.grpc.StatusRuntimeException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place where an exception becomes a gRPC status. Callers never see a driver's text. */
final class HotelErrors {
    private static final Logger log = LoggerFactory.getLogger(HotelErrors.class);

    private HotelErrors() {}

    static StatusRuntimeException status(Throwable failure) {
        if (failure instanceof StatusRuntimeException status) {
            return status;
        } else if (failure instanceof CatalogException refusal) {
            return status(refusal);
        } else if (failure instanceof SQLException fault) {
            return status(fault);
        }
        return unexpected(failure);
    }

    private static StatusRuntimeException status(CatalogException refusal) {
        Code code =
                switch (refusal.reason()) {
                    case HOTEL_NOT_FOUND -> Code.NOT_FOUND;
                    case HOTEL_ALREADY_EXISTS -> Code.ALREADY_EXISTS;
                    case ETAG_MISMATCH -> Code.ABORTED;
                };
        return GrpcErrors.of(code, refusal.reason().name(), refusal.getMessage());
    }

    private static StatusRuntimeException status(SQLException fault) {
        return switch (MysqlFault.of(fault)) {
            case UNAVAILABLE -> {
                log.warn("MySQL is unavailable: error {}, state {}", fault.getErrorCode(), fault.getSQLState());
                yield GrpcErrors.of(
                        Code.UNAVAILABLE, "MYSQL_UNAVAILABLE", "the database is away; it is safe to try again");
            }
            case CONTENTION, DUPLICATE_KEY -> {
                log.info("lost against a concurrent transaction: error {}", fault.getErrorCode());
                yield GrpcErrors.of(
                        Code.ABORTED, "CONTENTION", "others changed the same rows; nothing was done, try again");
            }
            case UNEXPECTED -> unexpected(fault);
        };
    }

    private static StatusRuntimeException unexpected(Throwable failure) {
        log.error("a call failed unexpectedly", failure);
        return GrpcErrors.of(Code.INTERNAL, "UNEXPECTED", "an unexpected error, which the server has logged");
    }
}
