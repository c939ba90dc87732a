package com.billshotel.runtime.limits;

import io.grpc.Context;
import io.grpc.Deadline;
import java.util.concurrent.TimeUnit;

/**
 * The time that a piece of work may take as a whole. The {@link TimeLimits} of its steps do not add up to a limit: a
 * transaction of five statements, each within its limit, can take longer than any caller waits.
 */
public final class Budget {
    private final Context call;
    private final Deadline end;

    private Budget(Context call, Deadline end) {
        this.call = call;
        this.end = end;
    }

    /**
     * The budget of the gRPC call that this thread serves: until its deadline or its cancellation, and at most
     * {@link TimeLimits#RPC_DEADLINE} from now, for callers that set no deadline.
     */
    public static Budget ofCall() {
        Context call = Context.current();
        Deadline end = Deadline.after(TimeLimits.RPC_DEADLINE.toNanos(), TimeUnit.NANOSECONDS);
        Deadline given = call.getDeadline();
        return new Budget(call, given == null ? end : given.minimum(end));
    }

    /** A budget that never ends, for work that must be done even if nobody waits for it. */
    public static Budget unlimited() {
        return new Budget(Context.ROOT, null);
    }

    /** Whether the time is up or the caller has given up. Work that is not yet committed should then be rolled back. */
    public boolean isExhausted() {
        return call.isCancelled() || (end != null && end.isExpired());
    }
}
