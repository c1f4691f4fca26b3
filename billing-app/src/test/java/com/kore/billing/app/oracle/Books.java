package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.Invoice.Attempt;
import com.kore.billing.app.oracle.Invoice.Note;
import com.kore.billing.app.oracle.PayBy.Outcome;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The money of an account: its credit balance, its invoices and every transaction. */
final class Books {
    private final String account;
    private final String currency;
    private final Days days;
    private final List<Invoice> invoices = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private long creditBalance;
    private int creditNotes;

    Books(String account, String currency, Days days) {
        this.account = account.toUpperCase(Locale.ROOT);
        this.currency = currency;
        this.days = days;
    }

    long creditBalance() {
        return creditBalance;
    }

    /** The oldest first. */
    List<Invoice> invoices() {
        return invoices;
    }

    /** The oldest first. */
    List<Row> rows() {
        return rows;
    }

    List<Invoice> open() {
        return invoices.stream().filter(Invoice::isOpen).toList();
    }

    /** What may be undone, or written off. */
    List<Invoice> openOnline() {
        return open().stream().filter(invoice -> !invoice.isOfContract()).toList();
    }

    /** Rule 15e: renewals that wait to be tried again, the oldest first. */
    List<Invoice> declinedRenewals() {
        return invoices.stream()
                .filter(invoice -> invoice.isRenewal() && invoice.isDeclined())
                .toList();
    }

    /** Rules 15g and 19f: what another method is tried on, the oldest first. */
    List<Invoice> declined() {
        return invoices.stream().filter(Invoice::isDeclined).toList();
    }

    /** Rule 16. */
    void grant(long amount, Instant at) {
        creditBalance += amount;
        write(days.of(at), at, "credited", amount, Optional.empty());
    }

    /** Rule 13: what credits would pay of lines. */
    long creditFor(List<Line> lines) {
        return Math.min(creditBalance, Math.max(0, Invoice.total(lines)));
    }

    /**
     * Rules 13 and 14; rule 19h: contracts take no credit.
     *
     * @param on the day that it counts for, which for a renewal that waited is not the day of {@code at}
     */
    Invoice issue(List<Line> lines, Invoice.Kind kind, LocalDate on, Instant at) {
        long total = Invoice.total(lines);
        long applied = kind == Invoice.Kind.CONTRACT ? 0 : creditFor(lines);
        long credited = Math.max(0, -total);
        creditBalance += credited - applied;
        String number = "%s-%04d".formatted(account, invoices.size() + 1);
        Invoice invoice = new Invoice(number, on, kind, currency, lines, applied, creditBalance);
        invoices.add(invoice);
        days.counted(on);
        if (applied > 0) {
            write(on, at, "discount_credits", applied, Optional.of(number));
        }
        if (credited > 0) {
            write(on, at, "credited", credited, Optional.of(number));
        }
        return invoice;
    }

    /** Asks the gateway for what is due. */
    Outcome attempt(Invoice invoice, PayBy method, Instant at) {
        int number = invoice.attempts.size() + 1;
        Outcome outcome = method.outcome(number);
        invoice.attempts.add(new Attempt(number, method, at, outcome));
        note(invoice, at);
        return outcome;
    }

    /**
     * Asks what became of an attempt that timed out: the simulated gateway has taken the money. Rule 15h: it goes back if the invoice was
     * given up meanwhile.
     */
    void inquire(Invoice invoice, Instant at) {
        boolean isWanted = invoice.isOpen();
        Attempt asked = invoice.attempts.removeLast();
        invoice.attempts.add(new Attempt(asked.number(), asked.method(), at, Outcome.SUCCEEDED));
        note(invoice, at);
        if (!isWanted) {
            refund(invoice, invoice.amountDue, at);
        }
    }

    /** What is unknown makes no transaction. */
    private void note(Invoice invoice, Instant at) {
        Attempt latest = invoice.attempts.getLast();
        LocalDate on = days.of(at);
        days.counted(on);
        switch (latest.outcome()) {
            case SUCCEEDED ->
                write(on, at, latest.method().chargeType(), invoice.amountDue, Optional.of(invoice.number));
            case DECLINED -> write(on, at, "notify", invoice.amountDue, Optional.of(invoice.number));
            case UNKNOWN -> {}
        }
    }

    /** Rule 19g. */
    void record(Invoice invoice, Instant at) {
        invoice.recorded(at);
        write(days.of(at), at, "recorded", invoice.amountDue, Optional.of(invoice.number));
    }

    /** Rule 13: voiding gives the applied credit back. */
    void voidInvoice(Invoice invoice, Instant at) {
        invoice.voided();
        if (invoice.creditApplied > 0) {
            creditBalance += invoice.creditApplied;
            write(days.of(at), at, "credited", invoice.creditApplied, Optional.of(invoice.number));
        }
    }

    /** Rule 17; answers the credit note's number. */
    String refund(Invoice invoice, long amount, Instant at) {
        creditNotes++;
        String number = "%s-CN-%04d".formatted(account, creditNotes);
        LocalDate on = days.of(at);
        invoice.refunded(new Note(number, on, amount));
        write(on, at, "refund", amount, Optional.of(invoice.number));
        return number;
    }

    private void write(LocalDate on, Instant at, String chargeType, long amount, Optional<String> invoiceNumber) {
        days.counted(on);
        rows.add(new Row(on, at, chargeType, amount, creditBalance, invoiceNumber));
    }

    List<Map<String, Object>> shownInvoices() {
        return invoices.stream().map(Invoice::shown).toList();
    }

    /** The newest first. */
    List<Map<String, Object>> shownRows() {
        return rows.reversed().stream().map(row -> row.shown(currency)).toList();
    }
}
