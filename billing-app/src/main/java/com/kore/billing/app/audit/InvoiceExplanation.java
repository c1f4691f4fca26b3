package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.projections.text.MoneyText;
import com.kore.billing.projections.text.TermsText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.Money;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where each amount of an invoice comes from.
 *
 * @param decidedBy the events of the same decision
 * @param settlement how the sum of the lines was settled, in words
 * @param command that led to it
 */
record InvoiceExplanation(
        InvoiceId invoiceId,
        EventReference issuedBy,
        Optional<String> command,
        List<EventReference> decidedBy,
        List<ExplainedLine> lines,
        InvoiceTotals totals,
        String settlement) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String FORMULA = "unitPrice x users x days / periodDays, rounded HALF_UP once";

    /** The fields of the account summary that a line rests on. */
    private static final List<String> TERMS =
            List.of("plan", "interval", "pricePerUser", "managedUsers", "currentPeriod");

    /**
     * One amount.
     *
     * @param explanation for people
     * @param formula with the names of {@code inputs}
     * @param exact what the formula gives before it is rounded, in the currency's major unit, to at most 34 digits
     * @param catalogVersion the day from which the catalog version with the unit price is in force
     * @param events that the inputs come from: of a charge those that set the terms it is for, of a credit those that had set the terms
     *     that it gives back
     */
    record ExplainedLine(
            InvoiceLine.Kind kind,
            String explanation,
            String formula,
            Inputs inputs,
            String exact,
            Money amount,
            LocalDate catalogVersion,
            List<EventReference> events) {}

    /** What a line was computed from. */
    record Inputs(Money unitPrice, int users, int days, int periodDays) {}

    /**
     * @param history all events of the account
     * @return empty if none of them issued this invoice
     */
    static Optional<InvoiceExplanation> of(
            List<StoredEvent> history, InvoiceId id, PlanCatalog catalog, JsonMapper json) {
        for (int place = 0; place < history.size(); place++) {
            StoredEvent event = history.get(place);
            if (event.event() instanceof InvoiceIssued issued
                    && issued.invoiceId().equals(id)) {
                return Optional.of(explain(history.subList(0, place), event, issued, catalog, json));
            }
        }
        return Optional.empty();
    }

    private static InvoiceExplanation explain(
            List<StoredEvent> before, StoredEvent event, InvoiceIssued issued, PlanCatalog catalog, JsonMapper json) {
        List<StoredEvent> decision = decisionBefore(before, event);
        SummaryHistory terms = new SummaryHistory(catalog, json);
        before.subList(0, before.size() - decision.size()).forEach(terms::add);
        Set<EventReference> given = termsOf(terms);
        decision.forEach(terms::add);
        Set<EventReference> taken = termsOf(terms);
        return new InvoiceExplanation(
                issued.invoiceId(),
                EventReference.of(event),
                commandOf(event),
                decision.stream().map(EventReference::of).toList(),
                issued.lines().stream()
                        .map(line -> line(
                                line, line.kind() == InvoiceLine.Kind.CREDIT ? given : taken, catalog, issued.on()))
                        .toList(),
                issued.totals(),
                settlement(issued.totals()));
    }

    /** What was decided together with the invoice: the events of its command since the last invoice. */
    private static List<StoredEvent> decisionBefore(List<StoredEvent> before, StoredEvent issued) {
        String commandId = commandId(issued);
        List<StoredEvent> decision = new ArrayList<>();
        for (StoredEvent event : before.reversed()) {
            if (!commandId(event).equals(commandId) || event.event() instanceof InvoiceIssued) {
                break;
            }
            decision.addFirst(event);
        }
        return decision;
    }

    private static String commandId(StoredEvent event) {
        return JSON.readTree(event.metadata()).path(CommandMetaData.COMMAND_ID).asString("");
    }

    private static Optional<String> commandOf(StoredEvent event) {
        return JSON.readTree(event.metadata()).path(CommandMetaData.COMMAND).stringValueOpt();
    }

    private static Set<EventReference> termsOf(SummaryHistory history) {
        return TERMS.stream().map(history::setBy).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static ExplainedLine line(
            InvoiceLine line, Set<EventReference> events, PlanCatalog catalog, LocalDate issuedOn) {
        BigDecimal exact = line.unitPrice()
                .getAmount()
                .multiply(BigDecimal.valueOf((long) line.users() * line.days()))
                .divide(BigDecimal.valueOf(line.periodDays()), MathContext.DECIMAL128);
        if (line.kind() == InvoiceLine.Kind.CREDIT) {
            exact = exact.negate();
        }
        boolean rounded = exact.compareTo(line.amount().getAmount()) != 0;
        String words = "%s%d of %d days of %s at %s for %s = %s%s; price of the catalog of %s; %s"
                .formatted(
                        line.kind() == InvoiceLine.Kind.CREDIT ? "Credit for unused days: " : "",
                        line.days(),
                        line.periodDays(),
                        catalog.name(line.plan(), issuedOn),
                        MoneyText.of(line.unitPrice()),
                        TermsText.users(line.users()),
                        MoneyText.of(line.amount()),
                        rounded ? ", rounded half up" : " exactly",
                        line.catalogVersion(),
                        events.stream().map(EventReference::inWords).collect(Collectors.joining("; ")));
        return new ExplainedLine(
                line.kind(),
                words,
                FORMULA,
                new Inputs(line.unitPrice(), line.users(), line.days(), line.periodDays()),
                exact.stripTrailingZeros().toPlainString(),
                line.amount(),
                line.catalogVersion(),
                List.copyOf(events));
    }

    private static String settlement(InvoiceTotals totals) {
        String sum = "The lines add up to " + MoneyText.of(totals.total());
        if (totals.total().isNegative()) {
            return "%s, so %s was added to the credit balance, which is %s then."
                    .formatted(sum, MoneyText.of(totals.credited()), MoneyText.of(totals.creditBalance()));
        }
        return "%s; the credit balance paid %s of it, which leaves %s there and %s due from the payment method."
                .formatted(
                        sum,
                        MoneyText.of(totals.creditApplied()),
                        MoneyText.of(totals.creditBalance()),
                        MoneyText.of(totals.amountDue()));
    }
}
