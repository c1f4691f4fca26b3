package com.kore.billing.app.console.billing;

import com.kore.billing.app.audit.EventReference;
import com.kore.billing.app.audit.ExplainedLine;
import com.kore.billing.app.audit.ExplainedLine.CitedEvent;
import com.kore.billing.app.audit.InvoiceExplanation;
import com.kore.billing.app.console.Words;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.text.TermsText;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Where the amounts of an invoice come from, in words.
 *
 * @param settlement how the sum of the lines was settled
 * @param command that led to it
 * @param decidedBy the events of the same decision, that which issued it last
 * @param afterwards what has become of it
 */
record ExplanationPage(
        String total,
        String settlement,
        String command,
        List<Line> lines,
        List<Cited> decidedBy,
        Cited creditBalanceSetBy,
        String creditBalanceBefore,
        List<Cited> afterwards) {
    /** Enough to see where it was rounded. */
    private static final int DIGITS_SHOWN = 12;

    /**
     * A line of the invoice.
     *
     * @param computed with their values, before it is rounded
     * @param rounding whether rounding changed it
     * @param price what says the price
     */
    record Line(
            String description,
            boolean credit,
            String formula,
            String computed,
            String rounding,
            String amount,
            String unitPrice,
            String users,
            String days,
            String periodDays,
            String price,
            List<Cited> events) {}

    /**
     * An event that something rests on.
     *
     * @param gives what is taken from it; empty if it is cited as a whole
     */
    record Cited(String type, long version, String when, String gives) {
        private static Cited of(EventReference event) {
            return of(event.type(), event.version(), event.occurredAt(), List.of());
        }

        private static Cited of(CitedEvent event) {
            return of(event.type(), event.version(), event.occurredAt(), event.gives());
        }

        private static Cited of(String type, long version, Instant at, List<String> gives) {
            return new Cited(Words.ofName(type), version, Words.instant(at, ZoneOffset.UTC), String.join(", ", gives));
        }
    }

    /** @param invoice whose lines these are, in their order */
    static ExplanationPage of(InvoiceExplanation explanation, InvoiceView invoice) {
        List<InvoiceView.Line> described = invoice.lines().orElseThrow();
        List<Line> lines = new ArrayList<>();
        for (int index = 0; index < described.size(); index++) {
            lines.add(line(described.get(index), explanation.lines().get(index)));
        }
        List<Cited> decidedBy =
                new ArrayList<>(explanation.decidedBy().stream().map(Cited::of).toList());
        decidedBy.add(Cited.of(explanation.issuedBy()));
        return new ExplanationPage(
                Words.money(explanation.totals().total()),
                explanation.settlement(),
                explanation.command().map(Words::ofName).orElse("not known"),
                List.copyOf(lines),
                List.copyOf(decidedBy),
                Cited.of(explanation.creditBalanceSetBy()),
                Words.money(explanation.creditBalanceBefore()),
                explanation.afterwards().stream().map(Cited::of).toList());
    }

    private static Line line(InvoiceView.Line described, ExplainedLine line) {
        ExplainedLine.Inputs inputs = line.inputs();
        boolean credit = line.kind() == InvoiceLine.Kind.CREDIT;
        String exact = line.exact();
        return new Line(
                described.description(),
                credit,
                inWords(line.formula()),
                "%s%s \u00d7 %d \u00d7 %d / %d = %s"
                        .formatted(
                                credit ? "\u2212" : "",
                                Words.money(inputs.unitPrice()),
                                inputs.users(),
                                inputs.days(),
                                inputs.periodDays(),
                                exact.length() > DIGITS_SHOWN ? exact.substring(0, DIGITS_SHOWN) + "\u2026" : exact),
                line.amount().getAmount().compareTo(new BigDecimal(exact)) == 0 ? "exactly" : "rounded half up",
                Words.money(line.amount()),
                Words.price(inputs.unitPrice(), described.interval()),
                TermsText.users(inputs.users()),
                Integer.toString(inputs.days()),
                Integer.toString(inputs.periodDays()),
                line.catalogVersion()
                        .map(version -> "the catalog in force from " + Words.date(version))
                        .orElse("the contract"),
                line.events().stream().map(Cited::of).toList());
    }

    private static String inWords(String formula) {
        return formula.replace("unitPrice", "unit price")
                .replace("periodDays", "days of the period")
                .replace(" x ", " \u00d7 ")
                .replace("HALF_UP", "half up");
    }
}
