package com.kore.billing.projections.analytics;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.TermsEvent;
import com.kore.billing.projections.analytics.AnalyticsAccount.FreeRun;
import com.kore.billing.projections.analytics.AnalyticsAccount.Opening;
import com.kore.billing.projections.analytics.AnalyticsAccount.Standing;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Optional;

/** What analysts ask of all accounts: a head per account, and rows in a table per question. docs/analysts.md says what they mean. */
public final class AnalyticsModel implements ReadModel<AnalyticsAccount, AnalyticsRow> {

    @Override
    public String name() {
        return "analytics";
    }

    @Override
    public Table<AnalyticsAccount> heads() {
        return AnalyticsTables.SUBSCRIPTIONS;
    }

    @Override
    public List<Table<? extends AnalyticsRow>> rows() {
        return List.of(
                AnalyticsTables.PERIODS,
                AnalyticsTables.MRR_MOVEMENTS,
                AnalyticsTables.INVOICES,
                AnalyticsTables.INVOICE_LINES,
                AnalyticsTables.PAYMENTS,
                AnalyticsTables.CREDITS,
                AnalyticsTables.REVENUE);
    }

    @Override
    public List<String> earlierRows(Optional<AnalyticsAccount> head, SubscriptionEvent event) {
        return switch (event) {
            case InvoiceIssued ignored -> List.of();
            case PaymentOutcomeUnknown ignored -> List.of();
            case InvoiceEvent invoice -> List.of(invoice.invoiceId().value());
            case PaymentRefunded refund -> List.of(refund.invoiceId().value());
            case RefundRequested ignored -> List.of();
            case RefundFailed ignored -> List.of();
            case TermsEvent terms ->
                head.map(account -> TermsFold.earlierRows(account, terms)).orElse(List.of());
            case CreditGranted ignored -> List.of();
            case PaymentMethodChanged ignored -> List.of();
            case BillingProfileUpdated ignored -> List.of();
            case PersonalDataErased ignored -> List.of();
            case SubscriptionOpened ignored -> List.of();
        };
    }

    @Override
    public AnalyticsAccount open(StoredEvent stored, SubscriptionOpened opened) {
        TermsInForce free = TermsInForce.free(
                1, opened.on(), stored.eventId(), opened.plan(), opened.managedUsers(), opened.currency());
        return new AnalyticsAccount(
                opened.subscriptionId(),
                new Opening(opened.on(), stored.position(), opened.timeZone(), opened.currency()),
                new Standing(free, Optional.empty(), Optional.empty(), Optional.of(new FreeRun(1, Optional.empty()))),
                1,
                Optional.empty());
    }

    @Override
    public AnalyticsAccount fold(AnalyticsAccount account, StoredEvent stored, Rows<AnalyticsRow> rows) {
        return switch (stored.event()) {
            case TermsEvent terms -> TermsFold.fold(account, stored, terms, rows);
            case InvoiceEvent invoice -> {
                new InvoiceFold(stored, rows).fold(invoice);
                yield invoice instanceof InvoiceIssued issued ? account.charged(issued) : account;
            }
            case RefundEvent refund -> {
                new InvoiceFold(stored, rows).fold(refund);
                yield account;
            }
            case CreditGranted granted -> {
                CreditRow credit = CreditRow.of(
                        stored,
                        CreditRow.Kind.GRANTED,
                        Optional.empty(),
                        Optional.of(granted.kind()),
                        granted.amount(),
                        granted.creditBalance());
                rows.put(credit.key(), credit);
                yield account;
            }
            case PaymentMethodChanged ignored -> account;
            case BillingProfileUpdated ignored -> account;
            case PersonalDataErased ignored -> account;
            case SubscriptionOpened ignored -> account;
        };
    }
}
