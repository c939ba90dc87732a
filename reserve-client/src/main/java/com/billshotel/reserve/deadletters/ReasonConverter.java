package com.billshotel.reserve.deadletters;

import com.billshotel.reserve.booking.Verdict;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code --reason}. */
final class ReasonConverter implements ITypeConverter<Verdict>, Iterable<String> {
    private static final List<Verdict> REASONS = Arrays.stream(Verdict.values())
            .filter(verdict -> verdict.kind() == Verdict.Kind.DEAD_LETTER)
            .toList();

    @Override
    public Verdict convert(String text) {
        return REASONS.stream()
                .filter(reason -> reason.name().equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("'" + text + "'; expected one of " + names()));
    }

    @Override
    public Iterator<String> iterator() {
        return REASONS.stream().map(Verdict::name).iterator();
    }

    private static String names() {
        return REASONS.stream().map(Verdict::name).collect(Collectors.joining(", "));
    }
}
