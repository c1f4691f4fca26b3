package com.kore.billing.app.audit;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.projections.text.MoneyText;
import com.kore.billing.projections.text.TermsText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.joda.money.Money;

/**
 * One amount of an invoice.
 *
 * @param explanation for people
 * @param formula with the names of {@code inputs}
 * @param exact what the formula gives before it is rounded, in the currency's major unit, to at most 34 digits
 * @param catalogVersion the day from which the catalog version with the unit price is in force; empty for the price of a contract
 * @param events that the inputs come from, the newest first: of a charge those that set the terms it is for, of a credit those that had
 *     set the terms that it gives back
 */
public record ExplainedLine(
        InvoiceLine.Kind kind,
        String explanation,
        String formula,
        Inputs inputs,
        String exact,
        Money amount,
        Optional<LocalDate> catalogVersion,
        List<CitedEvent> events) {
    private static final String FORMULA = "unitPrice x users x days / periodDays, rounded HALF_UP once";

    /** What a line was computed from. */
    public record Inputs(Money unitPrice, int users, int days, int periodDays) {}

    /**
     * An event that a line rests on.
     *
     * @param version the subscription's once it had happened
     * @param occurredAt when it was decided, in business time
     * @param gives what the line takes from it: day, period, plan, interval, price, users, users before
     */
    public record CitedEvent(String eventId, String type, long version, Instant occurredAt, List<String> gives) {

        private static CitedEvent of(EventReference event, Set<String> gives) {
            return new CitedEvent(
                    event.eventId(), event.type(), event.version(), event.occurredAt(), List.copyOf(gives));
        }

        private String inWords() {
            return "%s, version %d (%s)".formatted(type, version, String.join(", ", gives));
        }
    }

    static ExplainedLine of(InvoiceLine line, InvoiceDecision decision, PlanCatalog catalog) {
        boolean credit = line.kind() == InvoiceLine.Kind.CREDIT;
        BigDecimal exact = exact(line);
        List<CitedEvent> events = events(credit, decision);
        String words = "%s%d of %d days of %s at %s for %s%s = %s%s; price of the %s; %s"
                .formatted(
                        credit ? "Credit for unused days: " : "",
                        line.days(),
                        line.periodDays(),
                        catalog.name(line.plan(), decision.on()),
                        MoneyText.of(line.unitPrice()),
                        TermsText.users(line.users()),
                        decision.addsUsers()
                                ? " more than the %d before"
                                        .formatted(decision.before()
                                                .row()
                                                .holding()
                                                .managedUsers())
                                : "",
                        MoneyText.of(line.amount()),
                        exact.compareTo(line.amount().getAmount()) == 0 ? " exactly" : ", rounded half up",
                        line.catalogVersion()
                                .map(version -> "catalog of " + version)
                                .orElseGet(() -> "contract " + reference(decision)),
                        events.stream().map(CitedEvent::inWords).collect(Collectors.joining("; ")));
        return new ExplainedLine(
                line.kind(),
                words,
                FORMULA,
                new Inputs(line.unitPrice(), line.users(), line.days(), line.periodDays()),
                exact.stripTrailingZeros().toPlainString(),
                line.amount(),
                line.catalogVersion(),
                events);
    }

    private static String reference(InvoiceDecision decision) {
        return decision.after()
                .row()
                .running()
                .map(running -> running.contract().reference())
                .orElseThrow();
    }

    private static BigDecimal exact(InvoiceLine line) {
        BigDecimal part = line.unitPrice()
                .getAmount()
                .multiply(BigDecimal.valueOf((long) line.users() * line.days()))
                .divide(BigDecimal.valueOf(line.periodDays()), MathContext.DECIMAL128);
        return line.kind() == InvoiceLine.Kind.CREDIT ? part.negate() : part;
    }

    /** The price is the one last decided, also if it was the same as before; all else is as chosen since it has been so. */
    private static List<CitedEvent> events(boolean credit, InvoiceDecision decision) {
        Facts facts = credit ? decision.before() : decision.after();
        Map<EventReference, Set<String>> given =
                new TreeMap<>(Comparator.comparingLong(EventReference::version).reversed());
        give(given, decision.reason(), "day");
        for (Fact fact : List.of(Fact.PERIOD, Fact.PLAN, Fact.INTERVAL)) {
            facts.source(fact).since().forEach(event -> give(given, event, fact.words()));
        }
        give(given, facts.source(Fact.PRICE).setBy(), Fact.PRICE.words());
        facts.source(Fact.USERS).since().forEach(event -> give(given, event, Fact.USERS.words()));
        if (decision.addsUsers()) {
            decision.before().source(Fact.USERS).since().forEach(event -> give(given, event, "users before"));
        }
        return given.entrySet().stream()
                .map(event -> CitedEvent.of(event.getKey(), event.getValue()))
                .toList();
    }

    private static void give(Map<EventReference, Set<String>> given, EventReference event, String what) {
        given.computeIfAbsent(event, none -> new LinkedHashSet<>()).add(what);
    }
}
