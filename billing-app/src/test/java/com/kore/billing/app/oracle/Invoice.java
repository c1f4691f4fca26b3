package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.PayBy.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What one decision charges, and its payment life. What was issued never changes; what became of it does. */
final class Invoice {
    final String number;
    final LocalDate issuedOn;
    final Kind kind;
    final long creditApplied;
    final long amountDue;
    final List<Attempt> attempts = new ArrayList<>();

    private final String currency;
    private final List<Line> lines;
    private final long creditBalanceAfter;
    private final List<Note> notes = new ArrayList<>();
    private End end = End.NONE;
    private Optional<LocalDate> writtenOffOn = Optional.empty();
    private Optional<Instant> recordedAt = Optional.empty();

    /** What is charged, and with it what comes of a decline. */
    enum Kind {
        /** What a command changed: declined, it is undone. */
        CHANGE,
        /** Declined, it is past due and tried again until it is given up. */
        RENEWAL,
        /** Rule 19f: what a contract has agreed: it stays open until it is paid. */
        CONTRACT
    }

    /** How it ended, if not by being paid. */
    private enum End {
        NONE,
        VOID,
        UNCOLLECTIBLE
    }

    /**
     * One asking for the money, with the latest that is known of it.
     *
     * @param at when that became known
     */
    record Attempt(int number, PayBy method, Instant at, Outcome outcome) {}

    /** Rule 17: money that went back. */
    record Note(String number, LocalDate issuedOn, long amount) {}

    Invoice(
            String number,
            LocalDate issuedOn,
            Kind kind,
            String currency,
            List<Line> lines,
            long creditApplied,
            long creditBalanceAfter) {
        this.number = number;
        this.issuedOn = issuedOn;
        this.kind = kind;
        this.currency = currency;
        this.lines = List.copyOf(lines);
        this.creditApplied = creditApplied;
        this.amountDue = Math.max(0, total(lines)) - creditApplied;
        this.creditBalanceAfter = creditBalanceAfter;
    }

    /** Rule 13: what its lines come to; negative if more is credited than charged. */
    static long total(List<Line> lines) {
        return lines.stream().mapToLong(Line::amount).sum();
    }

    List<Line> lines() {
        return lines;
    }

    List<Note> notes() {
        return notes;
    }

    boolean isVoid() {
        return end == End.VOID;
    }

    Optional<LocalDate> writtenOffOn() {
        return writtenOffOn;
    }

    boolean isOpen() {
        return end == End.NONE && amountPaid() < amountDue;
    }

    /** The outcome of its latest attempt is not known, whatever became of it meanwhile. */
    boolean isUnknown() {
        return !attempts.isEmpty() && attempts.getLast().outcome() == Outcome.UNKNOWN;
    }

    boolean isRenewal() {
        return kind == Kind.RENEWAL;
    }

    boolean isOfContract() {
        return kind == Kind.CONTRACT;
    }

    /** Open, and the latest that the gateway said of it is no. */
    boolean isDeclined() {
        return isOpen() && !attempts.isEmpty() && attempts.getLast().outcome() == Outcome.DECLINED;
    }

    /** Rule 15: a renewal that was ever declined, until it is paid or given up. */
    boolean isPastDue() {
        return isOpen() && isRenewal() && attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.DECLINED);
    }

    long amountPaid() {
        return recordedAt.isPresent() ? amountDue : amountTaken();
    }

    /** What the payment method paid. */
    long amountTaken() {
        return attempts.stream().anyMatch(attempt -> attempt.outcome() == Outcome.SUCCEEDED) ? amountDue : 0;
    }

    long amountRefunded() {
        return notes.stream().mapToLong(Note::amount).sum();
    }

    void voided() {
        end = End.VOID;
    }

    void writtenOff(LocalDate on) {
        end = End.UNCOLLECTIBLE;
        writtenOffOn = Optional.of(on);
    }

    /** Rule 19g: paid, but not by a payment method. */
    void recorded(Instant at) {
        recordedAt = Optional.of(at);
    }

    void refunded(Note note) {
        notes.add(note);
    }

    String status() {
        return switch (end) {
            case VOID -> "void";
            case UNCOLLECTIBLE -> "uncollectible";
            case NONE -> isPastDue() ? "past_due" : isOpen() ? "open" : "paid";
        };
    }

    Map<String, Object> inAnswer() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("invoiceId", number);
        shown.put("number", number);
        shown.put("amountDue", Sums.money(amountDue, currency));
        shown.put("status", status());
        return shown;
    }

    Map<String, Object> shown() {
        long charges = lines.stream()
                .filter(line -> line.kind().equals("charge"))
                .mapToLong(Line::amount)
                .sum();
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("invoiceId", number);
        shown.put("number", number);
        shown.put("accountKind", isOfContract() ? "contract" : "online");
        shown.put("status", status());
        shown.put("issuedOn", issuedOn.toString());
        shown.put("lines", lines.stream().map(line -> line.shown(currency)).toList());
        shown.put("listedPrice", Sums.money(charges, currency));
        shown.put("prorationCredits", Sums.money(charges - total(lines), currency));
        shown.put("creditApplied", Sums.money(creditApplied, currency));
        shown.put("amountDue", Sums.money(amountDue, currency));
        shown.put("amountPaid", Sums.money(amountPaid(), currency));
        shown.put("amountRefunded", Sums.money(amountRefunded(), currency));
        shown.put("creditBalanceAfter", Sums.money(creditBalanceAfter, currency));
        shown.put("payments", payments());
        shown.put("creditNotes", notes.stream().map(this::shown).toList());
        return shown;
    }

    /** Its attempts, and what was recorded, which ended them. */
    private List<Map<String, Object>> payments() {
        List<Map<String, Object>> payments = new ArrayList<>();
        attempts.forEach(attempt -> payments.add(
                payment(attempt.number(), attempt.at(), attempt.outcome().name().toLowerCase(Locale.ROOT))));
        recordedAt.ifPresent(at -> payments.add(payment(0, at, "recorded")));
        return payments;
    }

    private Map<String, Object> payment(int attempt, Instant at, String outcome) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("attempt", attempt);
        shown.put("at", at.toString());
        shown.put("outcome", outcome);
        shown.put("amount", Sums.money(amountDue, currency));
        return shown;
    }

    private Map<String, Object> shown(Note note) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("number", note.number());
        shown.put("issuedOn", note.issuedOn().toString());
        shown.put("amount", Sums.money(note.amount(), currency));
        return shown;
    }
}
