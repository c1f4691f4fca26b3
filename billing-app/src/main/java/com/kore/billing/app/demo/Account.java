package com.kore.billing.app.demo;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import java.math.RoundingMode;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** What is done with an account, by the customer and by the vendor's staff, in the words that stories use. */
final class Account {
    static final String GOOD_CARD = "tok_visa";
    static final String DECLINED_CARD = "tok_decline";
    static final String TWICE_DECLINED_CARD = "tok_decline_2";
    static final String SLOW_CARD = "tok_timeout";

    private final Story story;

    Account(Story story) {
        this.story = story;
    }

    Story story() {
        return story;
    }

    int users() {
        return story.summary().managedUsers();
    }

    void open() {
        Company company = story.company();
        int users = story.between(1, 3);
        Optional<BillingProfile> profile = story.between(1, 2) == 1 ? Optional.of(company.profile()) : Optional.empty();
        story.customer((id, at) ->
                new OpenSubscription(id, at, company.name(), company.currency(), company.zone(), users, profile));
    }

    /** Whether it was accepted; whether it is paid shows later. */
    boolean goPaid(PlanId plan, BillingInterval interval, int users, String token) {
        PaymentMethod card = card(token);
        return story.customer((id, at) -> new ChangePlan(
                id,
                at,
                plan,
                Optional.of(interval),
                Optional.of(users),
                Optional.of(card),
                Optional.of(story.company().profile()),
                Optional.empty()));
    }

    boolean changePlan(PlanId plan) {
        return story.customer((id, at) -> new ChangePlan(
                id,
                at,
                plan,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    boolean changeInterval(BillingInterval interval) {
        return story.customer((id, at) -> new ChangeBillingInterval(id, at, interval, Optional.empty()));
    }

    /** By so many, more or fewer; at least one stays. */
    boolean changeUsersBy(int more) {
        int users = Math.max(1, users() + more);
        return story.customer((id, at) -> new ChangeManagedUsers(id, at, users, Optional.empty()));
    }

    boolean changeCard(String token) {
        PaymentMethod card = card(token);
        return story.customer((id, at) -> new ChangePaymentMethod(id, at, card));
    }

    private PaymentMethod card(String token) {
        boolean visa = story.between(1, 2) == 1;
        return new PaymentMethod.Card(
                token.equals(GOOD_CARD) && !visa ? "tok_mastercard" : token,
                visa ? "visa" : "mastercard",
                digits(),
                YearMonth.from(story.lastDay()).plusMonths(story.between(3, 40)));
    }

    private String digits() {
        return String.valueOf(story.between(1001, 9999));
    }

    boolean cancel(String reason) {
        return story.customer((id, at) -> new CancelSubscription(id, at, Optional.of(reason)));
    }

    boolean withdrawCancellation() {
        return story.customer(WithdrawCancellation::new);
    }

    boolean withdrawScheduledChange() {
        return story.customer(WithdrawScheduledChange::new);
    }

    boolean updateProfile() {
        return story.customer(
                (id, at) -> new UpdateBillingProfile(id, at, story.company().profile(), false));
    }

    boolean updateProfileByStaff() {
        return story.staff(
                (id, at) -> new UpdateBillingProfile(id, at, story.company().profile(), true));
    }

    boolean debitByAch() {
        PaymentMethod debit = new PaymentMethod.AchDebit("ba_ok", "Example Savings Bank", digits());
        return story.staff((id, at) -> new ChangePaymentMethod(id, at, debit));
    }

    /** @param whole in units of the currency that people count in: 20 dollars, 2000 yen */
    boolean credit(CreditKind kind, int whole, String note) {
        Money amount = Money.ofMajor(story.company().currency(), 1)
                .multipliedBy(story.company().currency().getDecimalPlaces() == 0 ? 100L * whole : whole);
        return story.staff((id, at) -> new GrantCredit(id, at, kind, amount, Optional.of(note)));
    }

    /** Of the newest invoice that a payment method has paid: all of it, or half. */
    void refund(boolean all, String reason) {
        newest(InvoiceStatus.PAID)
                .filter(invoice -> invoice.amountPaid().isPositive())
                .ifPresent(invoice -> story.staff((id, at) -> new RefundInvoice(
                        id,
                        at,
                        invoice.invoiceId(),
                        all
                                ? Optional.empty()
                                : Optional.of(invoice.amountPaid().dividedBy(2, RoundingMode.HALF_UP)),
                        reason)));
    }

    private Optional<InvoiceView> newest(InvoiceStatus status) {
        List<InvoiceView> newestFirst = story.invoices().reversed();
        return newestFirst.stream()
                .filter(invoice -> invoice.status() == status)
                .findFirst();
    }

    boolean erase() {
        return story.staff(ErasePersonalData::new);
    }
}
