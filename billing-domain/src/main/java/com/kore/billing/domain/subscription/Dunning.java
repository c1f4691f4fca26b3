package com.kore.billing.domain.subscription;

import com.kore.billing.domain.invoicing.Ledger;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.payment.DunningSchedule;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;

/** What becomes of a renewal that was declined (rule 15): it is tried again, and given up in the end. */
final class Dunning {
    private Dunning() {}

    /**
     * When a renewal is tried again that is declined now: with the oldest that is past due, on that one's schedule; where that one has
     * no try left, on its own.
     *
     * @return empty if this was the last try
     */
    static Optional<Instant> nextTry(Ledger ledger, OpenInvoice declined, DunningSchedule schedule, Instant at) {
        OpenInvoice oldest = ledger.open().stream()
                .filter(invoice -> invoice.isOverdue() || invoice.id().equals(declined.id()))
                .findFirst()
                .orElse(declined);
        return nextTry(oldest, schedule, at).or(() -> nextTry(declined, schedule, at));
    }

    /** An invoice without a first attempt before is tried for the first time now. */
    private static Optional<Instant> nextTry(OpenInvoice invoice, DunningSchedule schedule, Instant at) {
        return schedule.nextAfter(invoice.firstAttemptAt().orElse(at), at);
    }

    /**
     * After the last try: a paid subscription is free at once, and whatever is open is uncollectible, but for
     * what a contract before has left. Applied credits stay applied.
     */
    static void lapse(Instant at, LocalDate on, Decision decision) {
        Account account = decision.account();
        if (decision.state() instanceof PaidSubscription paid) {
            decision.emit(new SubscriptionEnded(
                    account.id(), at, on, paid.freePlan(), paid.managedUsers(), EndReason.LAPSED));
        }
        for (OpenInvoice open : account.ledger().open()) {
            if (open.isOfContract()) {
                continue;
            }
            decision.emit(new InvoiceWrittenOff(account.id(), at, on, open.id(), open.amountDue()));
        }
    }
}
