package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Words;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AvailableChange;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import com.kore.billing.projections.text.TermsText;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What an online account may change: each choice with its price, its saving, and when it takes effect.
 *
 * @param choices the present one first
 * @param usersNote what becomes of more users, and of fewer
 * @param methodNeeded whether a paid plan needs a payment method first
 * @param profileNeeded whether it needs to be known whom invoices address
 */
record ModifySection(
        List<Choice> choices, int managedUsers, String usersNote, boolean methodNeeded, boolean profileNeeded) {

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
                                summary.availableChanges().stream()
                                        .map(change -> choice(change, summary, catalog, today)))
                        .toList(),
                summary.managedUsers(),
                usersNote(summary),
                summary.paymentMethod().isEmpty(),
                summary.billingProfile().isEmpty()));
    }

    private static String usersNote(AccountSummary summary) {
        if (summary.interval().isEmpty()) {
            return "On the free plan the number just changes.";
        }
        return summary.status() == SubscriptionStatus.PAST_DUE
                ? "Fewer users take effect with the next period. More can be added once what is overdue is paid."
                : "More users are charged at once for the remaining days; fewer take effect with the next period.";
    }

    /** The terms that the account is on. */
    static Choice present(AccountSummary summary) {
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

    private static Choice choice(AvailableChange change, AccountSummary summary, PlanCatalog catalog, LocalDate today) {
        return new Choice(
                value(change.plan(), change.interval()),
                Words.terms(catalog.name(change.plan(), today), change.interval()),
                Words.price(change.pricePerUser(), change.interval()),
                change.savingPercent() == 0 ? "" : "Saves " + change.savingPercent() + "% a year",
                effective(change, summary, catalog),
                false);
    }

    /** A higher plan is used, and charged, at once, also where its interval waits. */
    private static String effective(AvailableChange change, AccountSummary summary, PlanCatalog catalog) {
        if (change.effective() == Effective.NOW) {
            return "At once";
        }
        String later = Words.date(change.effectiveOn());
        return catalog.rank(change.plan()) > catalog.rank(summary.plan())
                ? "The plan at once, at its annual price; billed monthly from %s".formatted(later)
                : "On %s, when the period that is paid for ends".formatted(later);
    }

    private static String value(PlanId plan, BillingInterval interval) {
        return plan + " " + TermsText.kindOfBilling(interval);
    }
}
