package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/**
 * An account as analysts see it now, and what the fold must remember.
 *
 * @param termsMade how many terms have been numbered
 * @param undo what comes back if the charge of the last change is declined; kept until other terms come into force
 */
public record AnalyticsAccount(
        SubscriptionId subscriptionId, Opening opening, Standing standing, long termsMade, Optional<Undo> undo) {

    /** What stays as it was opened; the position is that of the event. */
    public record Opening(LocalDate openedOn, long position, ZoneId timeZone, CurrencyUnit currency) {}

    /**
     * What the account is on, and has been.
     *
     * @param firstPaidOn the first day with recurring revenue
     * @param leftOn the day from which it has had none again; empty while it has some, and before it had any
     * @param freeRun where it is on the free plan
     */
    public record Standing(
            TermsInForce terms,
            Optional<LocalDate> firstPaidOn,
            Optional<LocalDate> leftOn,
            Optional<FreeRun> freeRun) {

        Optional<LocalDate> cohortMonth() {
            return firstPaidOn.map(Months::of);
        }
    }

    /**
     * Free terms that have followed each other up to now. A contract that has started before it was signed takes their place.
     *
     * @param number of the first of them
     * @param since when paid terms ended before them; empty if there were none
     */
    public record FreeRun(long number, Optional<LocalDate> since) {}

    /**
     * How to take a change back as if it never was.
     *
     * @param changedAt when the change was decided
     * @param invoice that charges for it; empty until it is issued, in the same decision
     * @param before what is in force again
     * @param periodKey the row that says until when that was in force, if there is one
     * @param movementKey the movement that it made, if it made one
     */
    public record Undo(
            Instant changedAt,
            Optional<InvoiceId> invoice,
            Standing before,
            Optional<String> periodKey,
            Optional<String> movementKey) {}

    /**
     * What it charges for is the change of the same decision. Any other is not undone any more: it has its invoice already, or somebody gave up
     * the event of the change.
     */
    AnalyticsAccount charged(InvoiceIssued issued) {
        if (issued.origin() != InvoiceOrigin.CHANGE) {
            return this;
        }
        return new AnalyticsAccount(
                subscriptionId,
                opening,
                standing,
                termsMade,
                undo.filter(change ->
                                change.invoice().isEmpty() && change.changedAt().equals(issued.at()))
                        .map(change -> new Undo(
                                change.changedAt(),
                                Optional.of(issued.invoiceId()),
                                change.before(),
                                change.periodKey(),
                                change.movementKey())));
    }
}
