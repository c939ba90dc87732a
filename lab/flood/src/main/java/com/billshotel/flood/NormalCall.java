package com.billshotel.flood;

import java.util.concurrent.CompletableFuture;

/** A call of a normal client, on an existing connection if there is one. */
interface NormalCall extends AutoCloseable {
    /** Completes normally only if the call succeeded. */
    CompletableFuture<?> send();

    /** A client with connections of its own. */
    NormalCall another();

    @Override
    void close();
}
