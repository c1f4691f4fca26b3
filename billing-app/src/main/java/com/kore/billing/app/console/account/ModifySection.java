package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Words;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AvailableChange;
import com.kore.billing.projections.text.TermsText;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an online account may change: each choice with its price, its saving, and when it takes effect.
 *
 * @param choices the present one first
 * @param methodNeeded whether a paid plan needs a payment method first
 * @param profileNeeded whether it needs to be known whom invoices address
 */
record ModifySection(List<Choice> choices, int managedUsers, boolean methodNeeded, boolean profileNeeded) {

    /**
     * A plan and interval.
     *
     * @param value as the form sends it: {@code premium annual}, or {@code free}
     * @param saving empty if a year costs no less than twelve months
     */
    record Choice(String value, String name, String price, String saving, String effective, boolean present) {}

    /** Empty while nothing can be chosen: a cancellation is withdrawn first. */
    static Optional<ModifySection> of(AccountSummary summary, PlanCatalog catalog, LocalDate today) {
        if (summary.endsOn().isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new ModifySection(
                Stream.concat(
                                Stream.of(present(summary)),
                                summary.availableChanges().stream().map(change -> choice(change, catalog, today)))
                        .toList(),
                summary.managedUsers(),
                summary.paymentMethod().isEmpty(),
                summary.billingProfile().isEmpty()));
    }

    private static Choice present(AccountSummary summary) {
        return summary.interval()
                .map(interval -> new Choice(
                        value(summary.plan(), interval),
                        Words.terms(summary.planName(), interval),
                        Words.price(summary.pricePerUser().orElseThrow(), interval),
                        "",
                        "Your present plan",
                        true))
                .orElseGet(() -> new Choice(
                        summary.plan().value(), summary.planName(), "No charge", "", "Your present plan", true));
    }

    private static Choice choice(AvailableChange change, PlanCatalog catalog, LocalDate today) {
        return new Choice(
                value(change.plan(), change.interval()),
                Words.terms(catalog.name(change.plan(), today), change.interval()),
                Words.price(change.pricePerUser(), change.interval()),
                change.savingPercent() == 0 ? "" : "Saves %d%% a year".formatted(change.savingPercent()),
                change.effective() == Effective.NOW
                        ? "At once"
                        : "On %s, when the period that is paid for ends".formatted(Words.date(change.effectiveOn())),
                false);
    }

    private static String value(PlanId plan, BillingInterval interval) {
        return plan + " " + TermsText.kindOfBilling(interval);
    }
}
