package com.kore.billing.app.console.history;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.console.account.PaymentSection;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.projections.account.PaymentMethodView;
import com.kore.billing.projections.text.TermsText;
import java.util.Locale;
import java.util.Optional;

/** What happened, in a sentence: plans are named as of the day that the event counts for. */
record EventWords(PlanCatalog catalog) {

    String of(SubscriptionEvent event) {
        return switch (event) {
            case SubscriptionOpened opened ->
                "%s opened an account in %s with %s, on the %s plan."
                        .formatted(
                                opened.accountName(),
                                opened.currency().getCode(),
                                TermsText.users(opened.managedUsers()),
                                plan(opened.plan(), opened));
            case PlanChanged changed ->
                "From %s to %s.".formatted(plan(changed.previousPlan(), changed), terms(changed.becomes(), changed));
            case BillingIntervalChanged changed ->
                "From %s billing to %s.".formatted(kind(changed.previousInterval()), terms(changed.becomes(), changed));
            case ManagedUsersChanged changed ->
                "From %s to %d.".formatted(TermsText.users(changed.previousManagedUsers()), changed.managedUsers());
            case ChangeScheduled scheduled ->
                "From %s: %s."
                        .formatted(
                                Words.date(scheduled.scheduledChange().effectiveOn()),
                                terms(scheduled.scheduledChange().expectedTerms(), scheduled));
            case ScheduledChangeWithdrawn ignored -> "The terms stay as they are.";
            case ChangeUndone undone ->
                "Invoice %s was not paid, so that its change does not count.".formatted(undone.invoiceId());
            case PaymentMethodChanged changed ->
                "To %s.".formatted(PaymentSection.inWords(PaymentMethodView.of(changed.paymentMethod())));
            case BillingProfileUpdated ignored -> "Invoices are addressed anew from here on.";
            case CancellationScheduled canceled ->
                "Free from %s on.%s"
                        .formatted(
                                Words.date(canceled.endsOn()),
                                canceled.reason().map(" Reason: "::concat).orElse(""));
            case CancellationWithdrawn ignored -> "The subscription goes on.";
            case SubscriptionRenewed renewed -> period(renewed.becomes(), renewed);
            case SubscriptionEnded ended ->
                "On the %s plan again: %s."
                        .formatted(
                                plan(ended.freePlan(), ended),
                                Words.of(ended.reason()).toLowerCase(Locale.ROOT));
            case ContractEvent contract -> of(contract);
            case CreditGranted granted ->
                "%s credit of %s.%s"
                        .formatted(
                                Words.of(granted.kind()),
                                Words.money(granted.amount()),
                                granted.note().map(" Note: "::concat).orElse(""));
            case PersonalDataErased ignored ->
                "Names, addresses and free texts read as erased, also in what happened before.";
            case InvoiceEvent invoice -> InvoiceEventWords.of(invoice);
            case RefundEvent refund -> InvoiceEventWords.of(refund);
        };
    }

    private String of(ContractEvent event) {
        return switch (event) {
            case ContractSigned signed -> contract(signed.contract(), signed);
            case ContractStarted started -> contract(started.contract(), started);
            case PrepaidUsersAdded added ->
                "From %d prepaid users to %d.".formatted(added.previousPrepaidUsers(), added.prepaidUsers());
            case UserJoined joined -> "User %s.".formatted(joined.userId());
            case UserAssigned assigned ->
                "User %s; %d prepaid subscriptions are used.".formatted(assigned.userId(), assigned.used());
            case UserReleased released ->
                "User %s; %d prepaid subscriptions are used.".formatted(released.userId(), released.used());
            case PreferencesChanged changed ->
                "From here on %s.".formatted(SummaryField.preferences(changed.preferences()));
        };
    }

    /** The invoice that an event is about. */
    static Optional<InvoiceId> invoice(SubscriptionEvent event) {
        return switch (event) {
            case InvoiceEvent invoice -> Optional.of(invoice.invoiceId());
            case RefundEvent refund -> Optional.of(refund.invoiceId());
            case ChangeUndone undone -> Optional.of(undone.invoiceId());
            default -> Optional.empty();
        };
    }

    private String plan(PlanId plan, SubscriptionEvent event) {
        return catalog.name(plan, event.on());
    }

    private static String kind(BillingInterval interval) {
        return TermsText.kindOfBilling(interval);
    }

    private String terms(PaidPeriod paid, SubscriptionEvent event) {
        return terms(paid.terms(), event);
    }

    private String terms(Terms terms, SubscriptionEvent event) {
        return "%s for %s, at %s"
                .formatted(
                        Words.terms(plan(terms.plan(), event), terms.interval()),
                        TermsText.users(terms.managedUsers()),
                        Words.price(terms.pricePerUser(), terms.interval()));
    }

    private String period(PaidPeriod paid, SubscriptionEvent event) {
        return "%s until %s: %s."
                .formatted(
                        Words.date(paid.period().start()),
                        Words.date(paid.period().end()),
                        terms(paid, event));
    }

    private String contract(Contract contract, SubscriptionEvent event) {
        return "%s, %s until %s: %s."
                .formatted(
                        contract.reference(),
                        Words.date(contract.start()),
                        Words.date(contract.end()),
                        terms(contract.terms(), event));
    }
}
