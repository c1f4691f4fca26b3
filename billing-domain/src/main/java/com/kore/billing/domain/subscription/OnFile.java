package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.TriedNow;
import java.time.Instant;

/** What is put on file, whatever the plan (rules 8 and 18). */
final class OnFile {
    private OnFile() {}

    /** Effective at once; used from the next transaction. What is past due, or declined under a contract, is tried with it at once. */
    static void changePaymentMethod(Account account, PaymentMethod method, Instant at, Decision decision) {
        Refusals.requireUsable(method, account.dateOf(at));
        decision.emit(new PaymentMethodChanged(
                account.id(),
                account.effective(at),
                account.dateOf(at),
                account.methods().nextNumber(),
                method,
                account.ledger().open().stream()
                        .filter(OpenInvoice::isTriedWithNextMethod)
                        .map(invoice -> new TriedNow(invoice.id(), invoice.currentAttempt()))
                        .toList()));
    }

    static void updateBillingProfile(Account account, BillingProfile profile, Instant at, Decision decision) {
        decision.emit(new BillingProfileUpdated(account.id(), account.effective(at), account.dateOf(at), profile));
    }

    /** What came along with a change of plan. */
    static void takeFrom(ChangePlan change, Account account, Decision decision) {
        change.paymentMethod().ifPresent(method -> changePaymentMethod(account, method, change.at(), decision));
        change.billingProfile().ifPresent(profile -> updateBillingProfile(account, profile, change.at(), decision));
    }
}
