package com.billshotel.cluster.docs;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A code block of the documentation, unchanged. */
public record Block(String language, String text) {
    private static final String FORWARDING = "kubectl port-forward ";

    /** Whether this is for a shell. */
    public boolean isScript() {
        return language.equals("sh");
    }

    /** Its commands, of which those continued with a backslash are one. Does not know quotes that span lines. */
    public List<String> commands() {
        return Stream.of(text.split("(?<!\\\\)\\n"))
                .filter(line -> !line.isBlank())
                .toList();
    }

    /** The first line, to name the block by. */
    public String title() {
        return text.lines().findFirst().orElse("").replaceFirst("\\s*\\\\$", " ...");
    }

    public boolean contains(String part) {
        return text.contains(part);
    }

    /** Starts a cluster and builds images: the one block that depends on the reader's machine. */
    public boolean preparesMachine() {
        return commands().stream().anyMatch(command -> command.startsWith("colima "));
    }

    /** Runs until it is interrupted, in another terminal. */
    public boolean forwardsPort() {
        return text.startsWith(FORWARDING);
    }

    /** The local port that it forwards. */
    public int port() {
        String last = text.strip().replaceFirst(".*\\s", "");
        return Integer.parseInt(last.replaceFirst(":.*", ""));
    }

    /** A block with only those of its commands that match. */
    public Block only(Predicate<String> commands) {
        return new Block(
                language, String.join("\n", commands().stream().filter(commands).toList()) + "\n");
    }

    /**
     * A block with a part replaced.
     *
     * @throws IllegalArgumentException if it does not contain the part, so that a change of the documentation is noticed
     */
    public Block with(String part, String replacement) {
        if (!contains(part)) {
            throw new IllegalArgumentException("the block '" + title() + "' does not contain '" + part + "'");
        }
        return new Block(language, text.replace(part, replacement));
    }
}
