package com.billshotel.local.docs;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Splits a script, as written in the documentation, into simple commands and these into words. Knows quotes, continued lines, pipes,
 * here-documents, comments, assignments and {@code for} loops over words, whose variable it replaces.
 */
final class Shell {
    private static final Pattern HERE_DOCUMENT =
            Pattern.compile("<<(['\"]?)(\\w+)\\1\\n.*?\\n\\2(?=\\n|$)", Pattern.DOTALL);
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_]\\w*=.*", Pattern.DOTALL);

    private final String script;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private StringBuilder word = new StringBuilder();
    private int position;

    private Shell(String script) {
        this.script = script;
    }

    /** The commands in order, without assignments and the words of loops. */
    static List<List<String>> commands(String script) {
        Shell shell = new Shell(HERE_DOCUMENT.matcher(script).replaceAll("").replace("\\\n", " ") + "\n");
        shell.split();
        return unroll(shell.commands);
    }

    private void split() {
        for (; position < script.length(); position++) {
            char c = script.charAt(position);
            switch (c) {
                case '\'', '"' -> quoted(c);
                case '$' -> dollar();
                case '#' -> hash();
                case ' ' -> endWord();
                case '\n', ';', '|', '&' -> endCommand();
                default -> word.append(c);
            }
        }
    }

    private void quoted(char quote) {
        int end = script.indexOf(quote, position + 1);
        word.append(script, position + 1, end);
        position = end;
    }

    /** A command substitution is a part of its word. */
    private void dollar() {
        if (!script.startsWith("$(", position)) {
            word.append('$');
            return;
        }
        int depth = 0;
        int end = position + 1;
        do {
            depth += script.charAt(end) == '(' ? 1 : script.charAt(end) == ')' ? -1 : 0;
            end++;
        } while (depth > 0);
        word.append(script, position, end);
        position = end - 1;
    }

    private void hash() {
        if (!word.isEmpty()) {
            word.append('#');
        } else {
            position = script.indexOf('\n', position) - 1;
        }
    }

    private void endWord() {
        if (!word.isEmpty()) {
            words.add(word.toString());
            word = new StringBuilder();
        }
    }

    private void endCommand() {
        endWord();
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }

    private static List<List<String>> unroll(List<List<String>> commands) {
        Map<String, List<String>> loops = new HashMap<>();
        List<List<String>> unrolled = new ArrayList<>();
        for (List<String> command : commands) {
            if (command.get(0).equals("for")) {
                loops.put(command.get(1), command.subList(3, command.size()));
                continue;
            }
            List<String> plain = withoutAssignments(command);
            if (!plain.isEmpty()) {
                unrolled.addAll(replace(plain, loops));
            }
        }
        return unrolled;
    }

    private static List<String> withoutAssignments(List<String> command) {
        return command.stream()
                .dropWhile(word -> List.of("do", "done", "export").contains(word)
                        || ASSIGNMENT.matcher(word).matches())
                .toList();
    }

    private static List<List<String>> replace(List<String> command, Map<String, List<String>> loops) {
        for (Map.Entry<String, List<String>> loop : loops.entrySet()) {
            String variable = "$" + loop.getKey();
            if (command.stream().anyMatch(word -> word.contains(variable))) {
                return loop.getValue().stream()
                        .map(value -> command.stream()
                                .map(word -> word.replace(variable, value))
                                .toList())
                        .toList();
            }
        }
        return List.of(command);
    }
}
