package com.billshotel.drill.check;

import com.billshotel.drill.check.Tables.DeadLetter;
import com.billshotel.drill.check.Tables.Row;
import com.billshotel.drill.check.Violation.Kind;
import com.billshotel.drill.traffic.Claim;
import com.billshotel.drill.traffic.Journal;
import com.billshotel.drill.traffic.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Matches every published message with a row, and every row with a published message. Only the database knows which of two
 * contradicting messages came first: the hold's columns say so, and everything else must follow from them.
 */
final class MessageCheck {
    private final Traffic traffic;
    private final Journal journal;
    private final Tables tables;
    private final Findings findings;

    MessageCheck(Traffic traffic, Journal journal, Tables tables, Findings findings) {
        this.traffic = traffic;
        this.journal = journal;
        this.tables = tables;
        this.findings = findings;
    }

    void run() {
        for (int reservation = 0; reservation < journal.reservations(); reservation++) {
            check(reservation);
        }
        findUnexplainedRows();
    }

    private void check(int reservation) {
        Row hold = tables.holds().get((long) reservation);
        List<Claim> accepted = new ArrayList<>();
        boolean expected = false;
        for (int message : journal.about(reservation)) {
            Optional<Claim> claim = traffic.claim(reservation, journal.kind(message));
            expected |= claim.isPresent() && traffic.hotels().exists(claim.get().hotel());
            if (claim.isPresent() && isAccepted(claim.get(), hold)) {
                accepted.add(claim.get());
                expectNoDeadLetter(reservation, message);
            } else {
                expectDeadLetter(reservation, message, claim, hold);
            }
        }
        if (hold == null && expected) {
            findings.add(Kind.LOST, (long) reservation, "messages were published, but there is no hold");
        } else if (hold != null) {
            checkHold(hold, accepted);
        }
        checkRows(reservation, hold);
    }

    private static boolean isAccepted(Claim claim, Row hold) {
        return hold != null
                && claim.contradictions(hold.hotel(), hold.user(), hold.reservedAt(), hold.checkinAt())
                        .isEmpty();
    }

    private Set<String> reasons(Optional<Claim> claim, Row hold) {
        if (claim.isEmpty()) {
            return Set.of("MALFORMED");
        } else if (!traffic.hotels().exists(claim.get().hotel())) {
            return hold == null ? Set.of("HOTEL_NOT_FOUND") : Set.of("HOTEL_NOT_FOUND", "CONFLICT");
        }
        return Set.of("CONFLICT");
    }

    private void expectNoDeadLetter(long reservation, int message) {
        DeadLetter letter = tables.deadLetters().get(journal.messageId(message));
        if (letter != null) {
            findings.add(
                    Kind.DOUBLED,
                    reservation,
                    "message %d is a dead letter %s although it agrees with the hold",
                    journal.messageId(message),
                    letter.reason());
        }
    }

    private void expectDeadLetter(int reservation, int message, Optional<Claim> claim, Row hold) {
        long id = journal.messageId(message);
        Set<String> reasons = reasons(claim, hold);
        DeadLetter letter = tables.deadLetters().get(id);
        if (letter == null) {
            findings.add(Kind.LOST, (long) reservation, "message %d should be a dead letter %s", id, reasons);
        } else if (!reasons.contains(letter.reason())) {
            findings.add(
                    Kind.LOST,
                    (long) reservation,
                    "message %d is a dead letter %s, not %s",
                    id,
                    letter.reason(),
                    reasons);
        } else {
            checkDeadLetter(reservation, message, letter, wrongParts(letter.reason(), claim, hold));
        }
    }

    private void checkDeadLetter(int reservation, int message, DeadLetter letter, List<String> wrongParts) {
        long id = journal.messageId(message);
        if (!letter.payload().equals(traffic.payload(reservation, journal.kind(message)))) {
            findings.add(Kind.LOST, (long) reservation, "dead letter %d has a different payload", id);
        }
        if (!letter.asPublished()) {
            findings.add(Kind.LOST, (long) reservation, "dead letter %d is not as published", id);
        }
        if (letter.detail().isEmpty() || wrongParts.stream().noneMatch(letter.detail()::contains)) {
            findings.add(
                    Kind.LOST,
                    (long) reservation,
                    "dead letter %d does not say what is wrong, which is one of %s: %s",
                    id,
                    wrongParts,
                    letter.detail());
        }
    }

    /** Of these, the dead letter must name one. */
    private static List<String> wrongParts(String reason, Optional<Claim> claim, Row hold) {
        if (reason.equals("CONFLICT") && claim.isPresent() && hold != null) {
            return claim.get().contradictions(hold.hotel(), hold.user(), hold.reservedAt(), hold.checkinAt());
        } else if (reason.equals("HOTEL_NOT_FOUND") && claim.isPresent()) {
            return List.of(Integer.toString(claim.get().hotel()));
        }
        return List.of("");
    }

    private void checkHold(Row hold, List<Claim> accepted) {
        boolean booked = accepted.stream().anyMatch(claim -> !claim.cancels());
        boolean cancelled = accepted.stream().anyMatch(Claim::cancels);
        boolean consistent =
                switch (hold.state()) {
                    case "HELD" -> booked && !cancelled;
                    case "RELEASED" -> booked && cancelled;
                    case "TOMBSTONE" -> cancelled;
                    default -> booked;
                };
        if (!consistent) {
            Kind kind = accepted.isEmpty() || hold.state().equals("RELEASED") ? Kind.DOUBLED : Kind.LOST;
            findings.add(kind, hold.id(), "%s, but booked: %s, cancelled: %s", hold.state(), booked, cancelled);
        }
        checkKnown("user_id", hold, hold.user(), accepted, Claim::user);
        checkKnown("reserved_datetime", hold, hold.reservedAt(), accepted, Claim::reservedAt);
        checkKnown("checkin_datetime", hold, hold.checkinAt(), accepted, Claim::checkinAt);
    }

    /** The accepted messages agree with the hold, so a value can only be missing on one side. */
    private void checkKnown(String field, Row hold, Long value, List<Claim> accepted, Function<Claim, Long> given) {
        boolean said = accepted.stream().anyMatch(claim -> given.apply(claim) != null);
        if (said != (value != null)) {
            findings.add(said ? Kind.LOST : Kind.DOUBLED, hold.id(), "%s is %s in the hold", field, value);
        }
    }

    private void checkRows(long reservation, Row hold) {
        String state = hold == null ? "" : hold.state().equals("TOMBSTONE") ? "RELEASED" : hold.state();
        Row expected = hold == null
                ? null
                : new Row(hold.id(), state, hold.hotel(), hold.user(), hold.reservedAt(), hold.checkinAt());
        boolean refused = state.equals("REFUSED");
        checkRow(
                "reservation",
                reservation,
                refused ? null : expected,
                tables.reservations().get(reservation));
        checkRow(
                "rejection",
                reservation,
                refused ? expected : null,
                tables.rejections().get(reservation));
    }

    private void checkRow(String what, long reservation, Row expected, Row actual) {
        if (actual == null && expected != null) {
            findings.add(Kind.LOST, reservation, "the hold has no %s", what);
        } else if (actual != null && expected == null) {
            findings.add(Kind.DOUBLED, reservation, "a %s without its hold", what);
        } else if (actual != null && !actual.equals(expected)) {
            findings.add(Kind.LOST, reservation, "the %s says %s, the hold %s", what, actual, expected);
        }
    }

    /** Reports rows of reservations that no message named. */
    private void findUnexplainedRows() {
        tables.holds().keySet().stream().filter(this::isUnexplained).forEach(id -> unexplained("hold", id));
        tables.reservations().keySet().stream()
                .filter(this::isUnexplained)
                .forEach(id -> unexplained("reservation", id));
        tables.rejections().keySet().stream().filter(this::isUnexplained).forEach(id -> unexplained("rejection", id));
        long known = 0;
        for (int message = 0; message < journal.size(); message++) {
            known += tables.deadLetters().containsKey(journal.messageId(message)) ? 1 : 0;
        }
        if (known < tables.deadLetters().size()) {
            findings.add(
                    Kind.DOUBLED,
                    null,
                    "%d dead letters without a published message",
                    tables.deadLetters().size() - known);
        }
    }

    private boolean isUnexplained(long reservation) {
        return journal.about(reservation).length == 0;
    }

    private void unexplained(String what, long reservation) {
        findings.add(Kind.DOUBLED, reservation, "a %s without a published message", what);
    }
}
