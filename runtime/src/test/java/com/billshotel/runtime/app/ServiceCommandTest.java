package com.billshotel.runtime.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.billshotel.runtime.app.Service.Start;
import com.billshotel.runtime.grpc.GrpcEndpoint;
import com.billshotel.runtime.grpc.GrpcPorts;
import com.billshotel.runtime.mysql.MysqlPool;
import com.billshotel.runtime.settings.BadSettingException;
import com.billshotel.runtime.settings.Setting;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The command lines that return: their output and exit code. */
class ServiceCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void help_listsEverySettingWithDefaultAndMeaning() {
        int exitCode = execute(MysqlPool.SETTINGS, neverStarts(), "--help");

        assertThat(exitCode).isZero();
        assertThat(err.toString()).isEmpty();
        for (Setting<?> setting : MysqlPool.SETTINGS) {
            assertThat(out.toString())
                    .containsPattern(
                            "\n  " + setting.name() + " +" + setting.shownDefault() + " +" + setting.meaning());
        }
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void version_ofAnUnpackagedService_isUnpackaged() {
        assertThat(execute(List.of(), neverStarts(), "--version")).isZero();

        assertThat(out.toString().strip()).isEqualTo("test-service unpackaged");
    }

    @Test
    void option_unknown_isAUsageError() {
        assertThat(execute(List.of(), neverStarts(), "--port=1")).isEqualTo(2);

        assertThat(err.toString()).contains("--port=1");
    }

    /** PATH is always set and never a port number. */
    @Test
    void settings_invalid_areEachNamedOnALine() {
        List<Setting<?>> settings = List.of(
                Setting.port("PATH", 1, "a port"),
                Setting.requiredText("BILLS_HOTEL_UNSET", Pattern.compile("x"), "an x", "never set"));

        int exitCode = execute(settings, neverStarts());

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines())
                .containsExactly(
                        "test-service: PATH=" + System.getenv("PATH") + "; expected a port from 1 to 65535",
                        "test-service: BILLS_HOTEL_UNSET is not set; expected an x");
    }

    @Test
    void settings_contradictory_areAUsageError() {
        int exitCode = execute(List.of(), settings -> {
            throw new BadSettingException("A and B are both set");
        });

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString().lines()).containsExactly("test-service: A and B are both set");
    }

    @Test
    void port_inUse_isNamedOnOneLine() throws Exception {
        try (ServerSocket inUse = new ServerSocket(0)) {
            int exitCode = execute(List.of(), settings -> {
                GrpcEndpoint.start(GrpcPorts.plaintext(inUse.getLocalPort()), List.of(), builder -> {})
                        .close();
                throw new AssertionError("the port was free");
            });

            assertThat(exitCode).isEqualTo(1);
            assertThat(err.toString().lines())
                    .hasSize(1)
                    .first()
                    .asString()
                    .startsWith("test-service: GRPC_PORT=" + inUse.getLocalPort() + " cannot be bound: ")
                    .contains("Address already in use");
        }
    }

    private int execute(List<Setting<?>> settings, Start start, String... arguments) {
        Service service = new Service("test-service", settings, start);
        CommandLine command = ServiceCommand.of(service, ServiceCommandTest.class, "Serves tests.");
        return command.setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Start neverStarts() {
        return settings -> {
            throw new AssertionError("must not start");
        };
    }
}
