package com.billshotel.embedded.pubsub;

import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.HttpStatus;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import com.linecorp.armeria.server.ServerErrorHandler;
import com.linecorp.armeria.server.ServiceConfig;
import com.linecorp.armeria.server.ServiceRequestContext;

/** Tells those who open the broker's address in a browser, or call a path that the API does not have, what it is. */
final class Signpost implements ServerErrorHandler {
    static final String TEXT =
            "This is a Pub/Sub emulator: it serves google.pubsub.v1 over gRPC, and over REST below /v1/projects;"
                    + " docs/quickstart.md in Bills Hotel shows how to use it.\n";

    @Override
    public HttpResponse onServiceException(ServiceRequestContext ctx, Throwable cause) {
        return null; // as by default
    }

    @Override
    public AggregatedHttpResponse renderStatus(
            ServiceRequestContext ctx,
            ServiceConfig config,
            RequestHeaders headers,
            HttpStatus status,
            String description,
            Throwable cause) {
        return status == HttpStatus.NOT_FOUND
                ? AggregatedHttpResponse.of(status, MediaType.PLAIN_TEXT_UTF_8, "404 Not Found. " + TEXT)
                : null; // as by default
    }
}
