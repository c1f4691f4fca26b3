package com.kore.billing.projections.accountsummary;

import static com.kore.billing.projections.readmodel.Table.column;
import static com.kore.billing.projections.readmodel.Table.sought;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import com.kore.billing.projections.account.PaymentMethodView;
import com.kore.billing.projections.accountsummary.SummaryRow.Holding;
import com.kore.billing.projections.accountsummary.SummaryRow.OpenRenewal;
import com.kore.billing.projections.accountsummary.SummaryRow.Opening;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.joda.money.Money;

/** One row per subscription, of what events alone say; what depends on the day and the catalog is {@link AccountSummary}'s. */
public final class AccountSummaryModel implements ReadModel<SummaryRow, Void> {
    private static final Table<SummaryRow> TABLE = new Table<>(
            "account_summary",
            SummaryRow.class,
            List.of(
                    column("upper_case_id", row -> row.subscriptionId().upperCase()),
                    column("opened_position", row -> row.opening().position()),
                    column("account_kind", SummaryRow::kind),
                    column("status", SummaryRow::status),
                    column("plan", SummaryRow::plan),
                    column(
                            "billing_interval",
                            row -> row.holding().paid().map(paid -> paid.terms().interval())),
                    column("managed_users", row -> row.holding().managedUsers()),
                    column("currency", row -> row.opening().currency()),
                    column(
                            "price_per_user_minor",
                            row -> row.holding().paid().map(paid -> paid.terms().pricePerUser())),
                    column("credit_balance_minor", SummaryRow::creditBalance),
                    column("renews_on", SummaryRow::renewsOn),
                    sought("name_grams", row -> soughtIn(row.opening().accountName()))));

    /** What of a name texts are looked for in. */
    public static String soughtIn(String accountName) {
        return SearchText.lowerCase(accountName);
    }

    @Override
    public String name() {
        return "account_summary";
    }

    @Override
    public Table<SummaryRow> heads() {
        return TABLE;
    }

    @Override
    public List<Table<? extends Void>> rows() {
        return List.of();
    }

    @Override
    public SummaryRow open(StoredEvent stored, SubscriptionOpened opened) {
        return new SummaryRow(
                opened.subscriptionId(),
                new Opening(
                        opened.accountName(),
                        AccountKind.ONLINE,
                        opened.currency(),
                        opened.timeZone(),
                        opened.plan(),
                        stored.position()),
                Holding.free(opened.managedUsers()),
                Optional.empty(),
                Optional.empty(),
                Money.zero(opened.currency()),
                List.of(),
                opened.at(),
                opened.on(),
                stored.version());
    }

    @Override
    public SummaryRow fold(SummaryRow row, StoredEvent stored, Rows<Void> rows) {
        Holding holding = row.holding();
        SummaryRow after = switch (stored.event()) {
            case PlanChanged changed ->
                row.with(Holding.paid(changed.becomes(), holding.scheduledChange(), holding.canceling()));
            case BillingIntervalChanged changed ->
                row.with(Holding.paid(changed.becomes(), holding.scheduledChange(), holding.canceling()));
            case ManagedUsersChanged changed -> row.with(holding.withManagedUsers(changed.managedUsers()));
            case ChangeScheduled scheduled ->
                row.with(holding.withScheduledChange(Optional.of(scheduled.scheduledChange())));
            case ScheduledChangeWithdrawn ignored -> row.with(holding.withScheduledChange(Optional.empty()));
            case CancellationScheduled ignored -> row.with(holding.withCanceling(true));
            case CancellationWithdrawn ignored -> row.with(holding.withCanceling(false));
            case ChangeUndone undone ->
                row.with(undone.restored()
                        .map(restored -> Holding.paid(restored, undone.scheduledChange(), holding.canceling()))
                        .orElseGet(() -> Holding.free(undone.managedUsers())));
            case SubscriptionRenewed renewed -> row.with(renewed(row, renewed.becomes()));
            case SubscriptionEnded ended -> row.with(Holding.free(ended.managedUsers()));
            case ContractSigned signed -> row.with(holding.with(contracts -> contracts.signed(signed.contract())));
            case ContractStarted started ->
                row.with(Holding.contracted(
                        started.becomes(),
                        holding.contracts().orElse(Contracts.NONE).started(started.contract())));
            case PrepaidUsersAdded added -> row.with(holding.withManagedUsers(added.prepaidUsers()));
            case UserAssigned assigned -> row.with(holding.with(contracts -> contracts.used(assigned.used())));
            case UserReleased released -> row.with(holding.with(contracts -> contracts.used(released.used())));
            case PreferencesChanged changed ->
                row.with(holding.with(contracts -> contracts.preferring(changed.preferences())));
            case UserJoined ignored -> row;
            case PaymentRecorded ignored -> row;
            case PaymentMethodChanged changed -> row.with(PaymentMethodView.of(changed.paymentMethod()));
            case BillingProfileUpdated updated -> row.with(updated.billingProfile());
            case CreditGranted granted -> row.with(granted.creditBalance());
            case PersonalDataErased ignored -> row.erased();
            case InvoiceIssued issued -> issued(row, issued);
            case InvoiceVoided voided ->
                row.with(voided.creditBalance()).with(settled(row.openRenewals(), voided.invoiceId()));
            case PaymentSucceeded paid -> row.with(settled(row.openRenewals(), paid.invoiceId()));
            case PaymentDeclined declined -> row.with(declined(row.openRenewals(), declined.invoiceId()));
            case InvoiceWrittenOff lost -> row.with(settled(row.openRenewals(), lost.invoiceId()));
            case PaymentOutcomeUnknown ignored -> row;
            case RefundRequested ignored -> row;
            case PaymentRefunded ignored -> row;
            case RefundFailed ignored -> row;
            case SubscriptionOpened ignored -> row;
        };
        return after.asOf(stored);
    }

    private static Holding renewed(SummaryRow row, PaidPeriod becomes) {
        return row.holding()
                .contracts()
                .filter(contracts -> contracts.running().isPresent())
                .map(contracts -> Holding.contracted(becomes, contracts))
                .orElseGet(() -> Holding.paid(becomes, Optional.empty(), false));
    }

    private static SummaryRow issued(SummaryRow row, InvoiceIssued issued) {
        boolean open = issued.origin() == InvoiceOrigin.RENEWAL
                && issued.totals().amountDue().isPositive();
        SummaryRow after = row.with(issued.totals().creditBalance());
        return open
                ? after.with(Stream.concat(
                                row.openRenewals().stream(), Stream.of(new OpenRenewal(issued.invoiceId(), false)))
                        .toList())
                : after;
    }

    private static List<OpenRenewal> settled(List<OpenRenewal> open, InvoiceId invoice) {
        return open.stream()
                .filter(renewal -> !renewal.invoiceId().equals(invoice))
                .toList();
    }

    private static List<OpenRenewal> declined(List<OpenRenewal> open, InvoiceId invoice) {
        return open.stream()
                .map(renewal -> renewal.invoiceId().equals(invoice) ? new OpenRenewal(invoice, true) : renewal)
                .toList();
    }
}
