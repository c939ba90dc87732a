package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.Verdict;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses {@code --reason}: the verdicts that make a message a dead letter. */
final class ReasonConverter implements ITypeConverter<Verdict>, Iterable<String> {
    private static final List<String> REASONS = Arrays.stream(Verdict.values())
            .filter(verdict -> verdict.kind() == Verdict.Kind.DEAD_LETTER)
            .map(Verdict::name)
            .toList();

    @Override
    public Verdict convert(String text) {
        return REASONS.stream()
                .filter(text::equalsIgnoreCase)
                .map(Verdict::valueOf)
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "'; expected one of " + String.join(", ", REASONS)));
    }

    @Override
    public Iterator<String> iterator() {
        return REASONS.iterator();
    }
}
