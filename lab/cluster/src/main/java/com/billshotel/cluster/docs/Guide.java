package com.billshotel.cluster.docs;

import com.billshotel.local.parts.LabException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.Parser;

/** A page of the documentation, whose commands are run in the order in which a reader finds them. */
public final class Guide {
    private final String name;
    private final Node document;

    private Guide(String name, String markdown) {
        this.name = name;
        this.document = Parser.builder().build().parse(markdown);
    }

    public static Guide read(Path file) {
        try {
            return new Guide(file.getFileName().toString(), Files.readString(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static Guide of(String markdown) {
        return new Guide("page", markdown);
    }

    /** The shell scripts of the section with this heading and of its subsections; empty if there is no such section. */
    public List<Block> scripts(String heading) {
        return section(heading).stream().filter(Block::isScript).toList();
    }

    /**
     * The scripts of a section that has this many.
     *
     * @throws LabException if it has more or fewer
     */
    public List<Block> scripts(String heading, int count) {
        return exactly(count, heading, scripts(heading));
    }

    /**
     * The only script of a section that matches.
     *
     * @throws LabException if there is none, or more than one
     */
    public Block script(String heading, Predicate<Block> which) {
        return exactly(1, heading, scripts(heading).stream().filter(which).toList())
                .get(0);
    }

    /** The only block of the whole page, in any language, that matches; see {@link #script}. */
    public Block block(Predicate<Block> which) {
        List<Block> blocks = new ArrayList<>();
        document.accept(new Collector(blocks));
        return exactly(1, name, blocks.stream().filter(which).toList()).get(0);
    }

    private List<Block> exactly(int count, String where, List<Block> blocks) {
        if (blocks.size() != count) {
            throw new LabException(name + ": '" + where + "' has " + blocks.size() + " such blocks, expected " + count);
        }
        return blocks;
    }

    private List<Block> section(String heading) {
        List<Block> blocks = new ArrayList<>();
        Optional<Heading> start = heading(heading);
        if (start.isPresent()) {
            int level = start.get().getLevel();
            for (Node node = start.get().getNext(); node != null && !endsSection(node, level); node = node.getNext()) {
                node.accept(new Collector(blocks));
            }
        }
        return blocks;
    }

    private Optional<Heading> heading(String text) {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Heading heading && text(heading).equalsIgnoreCase(text)) {
                return Optional.of(heading);
            }
        }
        return Optional.empty();
    }

    private static boolean endsSection(Node node, int level) {
        return node instanceof Heading heading && heading.getLevel() <= level;
    }

    private static String text(Heading heading) {
        StringBuilder text = new StringBuilder();
        heading.accept(new AbstractVisitor() {
            @Override
            public void visit(Text plain) {
                text.append(plain.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }
        });
        return text.toString();
    }

    /** Blocks are also in the items of lists. */
    private static final class Collector extends AbstractVisitor {
        private final List<Block> blocks;

        Collector(List<Block> blocks) {
            this.blocks = blocks;
        }

        @Override
        public void visit(FencedCodeBlock block) {
            blocks.add(new Block(block.getInfo(), block.getLiteral()));
        }
    }
}
