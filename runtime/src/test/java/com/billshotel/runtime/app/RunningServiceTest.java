package com.billshotel.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunningServiceTest {
    private final List<String> closed = new ArrayList<>();

    @Test
    void close_stopsPartsInReverseOrder() {
        RunningService service = new RunningService();
        service.add(part("pool"));
        service.add(part("endpoint"));

        service.close();

        assertThat(closed).containsExactly("endpoint", "pool");
    }

    @Test
    void close_withAFailingPart_stopsTheOthersToo() {
        RunningService service = new RunningService();
        service.add(part("pool"));
        service.add(part("broken"));

        service.close();

        assertThat(closed).containsExactly("broken", "pool");
    }

    @Test
    void close_twice_stopsEachPartOnce() {
        RunningService service = new RunningService();
        service.add(part("pool"));

        service.close();
        service.close();

        assertThat(closed).containsExactly("pool");
    }

    private AutoCloseable part(String name) {
        return () -> {
            closed.add(name);
            if (name.equals("broken")) {
                throw new IllegalStateException("cannot stop");
            }
        };
    }
}
