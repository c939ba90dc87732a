package com.billshotel.local.docs;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A Markdown file and what the tests want to know about it. */
final class Page {
    private static final Parser PARSER =
            Parser.builder().extensions(List.of(TablesExtension.create())).build();

    private final Path file;
    private final Node document;

    /** @param name relative to the project's root */
    Page(String name) {
        this(Project.ROOT.resolve(name));
    }

    Page(Path file) {
        this.file = file;
        this.document = PARSER.parse(Project.read(file));
    }

    Path file() {
        return file;
    }

    /** The destinations of all links and images, as written. */
    List<String> destinations() {
        return destinations(document);
    }

    /** The files and folders that relative links lead to, whether they exist or not. */
    List<Path> linkedFiles() {
        return linkedFiles(document);
    }

    /** Resolves a relative link; an anchor on this page leads to this page. */
    Path resolve(String destination) {
        String path = destination.replaceFirst("#.*", "");
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
    }

    /** The anchors that GitHub gives to the headings. */
    List<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return all(Heading.class, document).stream()
                .map(heading -> text(heading)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{M}\\p{N}_\\- ]", "")
                        .replace(' ', '-'))
                .map(slug -> {
                    int repeats = seen.merge(slug, 1, Integer::sum) - 1;
                    return repeats == 0 ? slug : slug + "-" + repeats;
                })
                .toList();
    }

    /** The contents of the code blocks in this language. */
    List<String> codeBlocks(String language) {
        return all(FencedCodeBlock.class, document).stream()
                .filter(block -> block.getInfo().equals(language))
                .map(FencedCodeBlock::getLiteral)
                .toList();
    }

    /** Code within a line of text. */
    List<String> codeSpans() {
        return all(Code.class, document).stream().map(Code::getLiteral).toList();
    }

    /** The items of numbered lists whose text asks something: the text, and the files that it links to. */
    Map<String, List<Path>> questions() {
        Map<String, List<Path>> questions = new HashMap<>();
        for (OrderedList list : all(OrderedList.class, document)) {
            for (ListItem item : all(ListItem.class, list)) {
                String text = text(item);
                if (text.contains("?")) {
                    questions.put(text, linkedFiles(item));
                }
            }
        }
        return questions;
    }

    /** The rows, without the header, of the table whose first header cell is this. */
    List<List<String>> table(String firstHeader) {
        for (TableBlock table : all(TableBlock.class, document)) {
            List<List<String>> rows = all(TableRow.class, table).stream()
                    .map(row ->
                            all(TableCell.class, row).stream().map(Page::text).toList())
                    .toList();
            if (rows.get(0).get(0).equals(firstHeader)) {
                return rows.subList(1, rows.size());
            }
        }
        throw new AssertionError(this + " has no table that starts with '" + firstHeader + "'");
    }

    @Override
    public String toString() {
        return Project.ROOT.relativize(file).toString();
    }

    private List<Path> linkedFiles(Node node) {
        return destinations(node).stream()
                .filter(Page::isRelative)
                .map(this::resolve)
                .toList();
    }

    static boolean isRelative(String destination) {
        return !destination.matches("[a-z]+:.*");
    }

    private static List<String> destinations(Node node) {
        List<String> destinations = new ArrayList<>();
        all(Link.class, node).forEach(link -> destinations.add(link.getDestination()));
        all(Image.class, node).forEach(image -> destinations.add(image.getDestination()));
        return destinations;
    }

    private static String text(Node node) {
        StringBuilder text = new StringBuilder();
        for (Node part : all(Node.class, node)) {
            if (part instanceof Text plain) {
                text.append(plain.getLiteral());
            } else if (part instanceof Code code) {
                text.append(code.getLiteral());
            } else if (part instanceof SoftLineBreak) {
                text.append(' ');
            }
        }
        return text.toString().strip();
    }

    /** All nodes of this kind below this one, in the order of the text. */
    private static <T extends Node> List<T> all(Class<T> kind, Node node) {
        List<T> found = new ArrayList<>();
        for (Node child = node.getFirstChild(); child != null; child = child.getNext()) {
            if (kind.isInstance(child)) {
                found.add(kind.cast(child));
            }
            found.addAll(all(kind, child));
        }
        return found;
    }
}
