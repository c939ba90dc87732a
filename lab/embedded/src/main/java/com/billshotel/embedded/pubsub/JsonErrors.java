package com.billshotel.embedded.pubsub;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.server.ServiceRequestContext;
import com.linecorp.armeria.server.grpc.UnframedGrpcErrorHandler;
import com.linecorp.armeria.server.grpc.UnframedGrpcStatusMappingFunction;
import io.grpc.Status;
import java.util.LinkedHashMap;
import java.util.Map;

/** Formats REST errors as Google's APIs do; {@code gcloud} can read the message from no other format. */
final class JsonErrors implements UnframedGrpcErrorHandler {
    private static final UnframedGrpcStatusMappingFunction HTTP_STATUS = UnframedGrpcStatusMappingFunction.of();

    @Override
    public HttpResponse handle(ServiceRequestContext ctx, Status status, AggregatedHttpResponse response) {
        HttpStatus http = HTTP_STATUS.apply(ctx, status, null);
        return HttpResponse.ofJson(http, Map.of("error", error(http, status)));
    }

    private static Map<String, Object> error(HttpStatus http, Status status) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", http.code());
        error.put("message", status.getDescription() == null ? "" : status.getDescription());
        error.put("status", status.getCode().name());
        return error;
    }
}
