package com.billshotel.server.migrations;

import com.google.common.io.CharStreams;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import org.flywaydb.core.api.ResourceProvider;
import org.flywaydb.core.api.resource.LoadableResource;

/**
 * The scripts as TiDB takes them. So there is one source for all databases; {@code bin/refresh-init-sql} makes {@code init-tidb.sql} of
 * {@code init.sql} in the same way. Flyway records what it ran, so a change must leave the scripts of released versions as they are.
 */
record TidbScripts(ResourceProvider scripts) implements ResourceProvider {
    /** TiDB has no invisible columns, and fewer defaults; the session's time zone, in which CURRENT_TIMESTAMP is, is UTC here. */
    static String adapted(String script) {
        return script.replace(" INVISIBLE", "").replace("(UTC_TIMESTAMP(3))", "CURRENT_TIMESTAMP(3)");
    }

    @Override
    public LoadableResource getResource(String name) {
        LoadableResource script = scripts.getResource(name);
        return script == null ? null : new Adapted(script);
    }

    @Override
    public Collection<LoadableResource> getResources(String prefix, String[] suffixes) {
        return List.copyOf(scripts.getResources(prefix, suffixes).stream()
                .map(Adapted::new)
                .toList());
    }

    private static final class Adapted extends LoadableResource {
        private final LoadableResource script;

        Adapted(LoadableResource script) {
            this.script = script;
        }

        @Override
        public Reader read() {
            try (Reader reader = script.read()) {
                return new StringReader(adapted(CharStreams.toString(reader)));
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }

        @Override
        public String getAbsolutePath() {
            return script.getAbsolutePath();
        }

        @Override
        public String getAbsolutePathOnDisk() {
            return script.getAbsolutePathOnDisk();
        }

        @Override
        public String getFilename() {
            return script.getFilename();
        }

        @Override
        public String getRelativePath() {
            return script.getRelativePath();
        }
    }
}
