package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Nothing has happened yet. A state of its own, so that a second opening is an ordinary refusal. */
record NotOpened() implements SubscriptionState {

    @Override
    public SubscriptionState apply(SubscriptionEvent event) {
        if (event instanceof SubscriptionOpened opened) {
            return new FreeSubscription(Account.of(opened), opened.plan(), opened.managedUsers(), List.of());
        }
        return this;
    }

    /** Rule 1: every online account begins on the free plan. */
    @Override
    public void decide(SubscriptionCommand command, Decision decision, PlanCatalog catalog) {
        if (!(command instanceof OpenSubscription open)) {
            throw new CommandRejected("subscription-not-found", "Open the subscription first.");
        }
        Refusals.requireManagedUsers(open.managedUsers());
        if (!catalog.prices(open.currency())) {
            throw Refusals.invalid(
                    "currency",
                    "No plan has a price in %s; choose a currency of the catalog.".formatted(open.currency()));
        }
        LocalDate today = LocalDate.ofInstant(open.at(), open.timeZone());
        decision.emit(new SubscriptionOpened(
                open.subscriptionId(),
                open.at(),
                today,
                open.accountName(),
                open.currency(),
                open.timeZone(),
                catalog.freePlan(),
                open.managedUsers()));
        open.billingProfile()
                .ifPresent(profile ->
                        decision.emit(new BillingProfileUpdated(open.subscriptionId(), open.at(), today, profile)));
    }

    @Override
    public void bringUpTo(Instant at, Decision decision, PlanCatalog catalog) {
        // Nothing is due before there is a subscription.
    }

    @Override
    public Optional<PaymentDue> paymentDue(InvoiceId invoice) {
        return Optional.empty();
    }

    @Override
    public boolean isPaid(InvoiceId invoice) {
        return false;
    }

    @Override
    public Optional<RefundDue> refundDue(CreditNoteId creditNote) {
        return Optional.empty();
    }
}
