package com.billshotel.drill.crash;

import static net.bytebuddy.matcher.ElementMatchers.named;

import java.lang.instrument.Instrumentation;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.utility.JavaModule;

/** Arms the process that it is attached to: {@code -javaagent:drill-agent.jar=POINT:N} halts it on the N-th pass of a crash point. */
public final class CrashAgent {
    private CrashAgent() {}

    /** Called by the JVM before {@code main}; ends the process if the argument names no crash point. */
    public static void premain(String argument, Instrumentation instrumentation) {
        String[] parts = argument.split(":");
        CrashPoint point = CrashPoint.valueOf(parts[0]);
        CrashTrigger.arm(point, Integer.parseInt(parts[1]));
        AgentBuilder agent =
                new AgentBuilder.Default().disableClassFormatChanges().with(new FailOnError());
        agent = advise(agent, point.method, point.moment == CrashPoint.Moment.ENTRY ? OnEntry.class : OnExit.class);
        if (!point.batch.isEmpty()) {
            agent = advise(agent, point.batch, OnBatch.class);
        }
        agent.installOn(instrumentation);
    }

    private static AgentBuilder advise(AgentBuilder agent, String method, Class<?> advice) {
        return agent.type(named(CrashPoint.typeOf(method)))
                .transform((builder, type, loader, module, domain) ->
                        builder.visit(Advice.to(advice).on(named(CrashPoint.nameOf(method)))));
    }

    private static final class OnEntry {
        @Advice.OnMethodEnter
        static void enter() {
            CrashTrigger.pass();
        }
    }

    private static final class OnExit {
        @Advice.OnMethodExit
        static void exit() {
            CrashTrigger.pass();
        }
    }

    private static final class OnBatch {
        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) List<?> items) {
            CrashTrigger.batch(items);
        }
    }

    /** Otherwise a class that cannot be changed would silently make its crash point unreachable. */
    private static final class FailOnError extends AgentBuilder.Listener.Adapter {
        private static final int EXIT_CODE = 87;

        @Override
        public void onError(String type, ClassLoader loader, JavaModule module, boolean loaded, Throwable failure) {
            failure.printStackTrace();
            Runtime.getRuntime().halt(EXIT_CODE);
        }
    }
}
