package com.kore.billing.domain.subscription;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.Rate;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.CurrencyUnit;

/** What happens when a period has ended (rule 10): a cancellation ends it; otherwise scheduled terms take over and the next begins. */
final class Renewal {
    private Renewal() {}

    /**
     * Whether the period has ended. While the outcome of a command's charge is open the renewal waits (rule 10b): what it would renew
     * may yet be undone.
     */
    static boolean isDue(PaidSubscription subscription, Instant at) {
        Account account = subscription.account();
        return !account.isPaymentPending()
                && !subscription.paid().period().endsAt(account.timeZone()).isAfter(account.effective(at));
    }

    static void decide(PaidSubscription subscription, Decision decision, PlanCatalog catalog) {
        Account account = subscription.account();
        PaidPeriod paid = subscription.paid();
        LocalDate on = paid.period().end();
        Instant at = account.effective(paid.period().endsAt(account.timeZone()));
        if (subscription.canceling()) {
            decision.emit(new SubscriptionEnded(
                    account.id(), at, on, subscription.freePlan(), subscription.managedUsers(), EndReason.CANCELED));
            return;
        }
        Terms following =
                subscription.scheduled().map(ScheduledChange::expectedTerms).orElse(paid.terms());
        PaidPeriod becomes = paid.next(priced(following, account.currency(), on, catalog));
        decision.emit(new SubscriptionRenewed(account.id(), at, on, becomes));
        decision.issueInvoice(
                decision.account(),
                at,
                on,
                InvoiceOrigin.RENEWAL,
                InvoiceOccasion.RENEWED,
                List.of(InvoiceLine.charge(
                        becomes.terms().rate(), becomes.terms().managedUsers(), becomes.period(), on)));
    }

    /** What parts lead to at the end of a period, priced as known today. */
    static ScheduledChange scheduled(
            PaidPeriod present, TermsChange parts, CurrencyUnit currency, PlanCatalog catalog) {
        Terms terms = present.terms();
        Terms target = new Terms(
                parts.plan().orElse(terms.plan()),
                parts.interval().orElse(terms.interval()),
                parts.managedUsers().orElse(terms.managedUsers()),
                terms.pricePerUser(),
                terms.catalogVersion());
        LocalDate effectiveOn = present.period().end();
        return new ScheduledChange(effectiveOn, parts, priced(target, currency, effectiveOn, catalog));
    }

    /** Terms at the price that is the latest in force on a day; at their own where no catalog version has one. */
    static Terms priced(Terms terms, CurrencyUnit currency, LocalDate on, PlanCatalog catalog) {
        return catalog.renewalPrice(terms.plan(), terms.interval(), currency, on)
                .map(price -> Terms.of(Rate.of(terms.plan(), terms.interval(), price), terms.managedUsers()))
                .orElse(terms);
    }
}
