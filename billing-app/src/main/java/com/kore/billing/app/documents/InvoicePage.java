package com.kore.billing.app.documents;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.invoices.Settlement;
import com.kore.billing.projections.text.MoneyText;
import com.kore.billing.projections.text.TermsText;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * An invoice in texts ready to print, for the template {@code documents/invoice-content}: what people see of it, on the page and as PDF.
 *
 * @param billedTo who, line by line, as of the day of issue
 * @param sums from the listed price down to what is still open; those of zero that say nothing are left out
 * @param notes what else has to be known, in sentences
 */
public record InvoicePage(
        String number,
        String issuedOn,
        String account,
        String accountKind,
        String status,
        List<String> billedTo,
        List<Line> lines,
        List<InvoiceSum> sums,
        List<String> notes,
        List<Payment> payments,
        List<CreditNote> creditNotes) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);
    private static final DateTimeFormatter SHORT_DAY = DateTimeFormatter.ofPattern("MMM d, uuuu", Locale.US);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("MMMM d, uuuu, HH:mm 'UTC'", Locale.US).withZone(ZoneOffset.UTC);

    /**
     * @param description plan, users and days
     * @param period its first and its last day
     * @param billed how often
     */
    public record Line(String description, String period, String pricePerUser, String billed, String amount) {

        private static Line of(InvoiceView.Line line) {
            LocalDate last = line.period().end().minusDays(1);
            String first = SHORT_DAY.format(line.period().start());
            return new Line(
                    line.description(),
                    last.isAfter(line.period().start()) ? first + " \u2013 " + SHORT_DAY.format(last) : first,
                    MoneyText.of(line.unitPrice()),
                    "billed " + TermsText.billed(line.interval()),
                    MoneyText.of(line.amount()));
        }
    }

    /** An attempt to collect it, or what was recorded. */
    public record Payment(String at, String payment, String outcome, String amount) {

        private static Payment of(Settlement.Payment payment) {
            return new Payment(
                    MINUTE.format(payment.at()),
                    payment.outcome() == Settlement.Outcome.RECORDED
                            ? "Recorded payment"
                            : "Attempt " + payment.attempt(),
                    outcome(payment),
                    MoneyText.of(payment.amount()));
        }

        private static String outcome(Settlement.Payment payment) {
            String reason =
                    payment.code().map(code -> ": " + code.replace('_', ' ')).orElse("");
            return switch (payment.outcome()) {
                case SUCCEEDED, RECORDED -> "Paid";
                case DECLINED -> "Declined" + reason;
                case UNKNOWN -> "Not known yet" + reason;
            };
        }
    }

    /** Money paid back, or about to be. */
    public record CreditNote(String number, String issuedOn, String reason, String amount) {

        private static CreditNote of(InvoiceView.CreditNote note) {
            return new CreditNote(
                    note.number().value(), DAY.format(note.issuedOn()), note.reason(), MoneyText.of(note.amount()));
        }
    }

    public InvoicePage {
        billedTo = List.copyOf(billedTo);
        lines = List.copyOf(lines);
        sums = List.copyOf(sums);
        notes = List.copyOf(notes);
        payments = List.copyOf(payments);
        creditNotes = List.copyOf(creditNotes);
    }

    /** @param invoice whole */
    public static InvoicePage of(InvoiceView invoice) {
        return new InvoicePage(
                invoice.number(),
                DAY.format(invoice.issuedOn()),
                invoice.subscriptionId().value(),
                invoice.accountKind() == AccountKind.CONTRACT ? "Contract" : "Online",
                inWords(invoice.status()),
                BilledTo.lines(invoice.billedTo()),
                each(invoice.lines()).stream().map(Line::of).toList(),
                InvoiceSum.of(invoice),
                InvoiceSum.notes(invoice),
                each(invoice.payments()).stream().map(Payment::of).toList(),
                each(invoice.creditNotes()).stream().map(CreditNote::of).toList());
    }

    private static <T> List<T> each(Optional<List<T>> list) {
        return list.orElseThrow(() -> new IllegalArgumentException("only a whole invoice can be printed"));
    }

    private static String inWords(InvoiceStatus status) {
        return switch (status) {
            case OPEN -> "Open";
            case PAID -> "Paid";
            case PAST_DUE -> "Past due";
            case VOID -> "Void";
            case UNCOLLECTIBLE -> "Uncollectible";
        };
    }
}
