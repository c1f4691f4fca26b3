package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.QuotedPrice;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.Ledger;
import com.kore.billing.domain.payment.PaymentMethod;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The refusals that more than one state makes, worded once. */
final class Refusals {
    /** Keeps every sum of an invoice far below 2^53 minor units. */
    static final int USERS_MAX = 1_000_000;

    /** Rule 16b: well below 2 to the power of 53. */
    private static final BigDecimal CREDIT_MINOR_MAX = BigDecimal.valueOf(9_000_000_000_000_000L);

    private Refusals() {}

    static void requireManagedUsers(int users) {
        requireUsers(users, "managedUsers");
    }

    static void requireUsers(int users, String field) {
        if (users < 1 || users > USERS_MAX) {
            throw invalid(field, "Must be from 1 to " + USERS_MAX + " users.");
        }
    }

    static void requireIssued(Account account, InvoiceId invoice) {
        if (!invoice.isAmongFirst(account.ledger().invoicesIssued(), account.id())) {
            throw new CommandRejected(
                    "invoice-not-found", "Check the number; an account's invoices stand in its list.");
        }
    }

    static void requireKnown(PlanId plan, PlanCatalog catalog) {
        if (!catalog.isKnown(plan)) {
            throw new CommandRejected(
                    "plan-unknown",
                    "There is no plan '%s'; see the catalog for those on offer.".formatted(plan),
                    Optional.of("plan"));
        }
    }

    static QuotedPrice requireOffer(
            PlanCatalog catalog, PlanId plan, BillingInterval interval, CurrencyUnit currency, LocalDate on) {
        return catalog.offer(plan, interval, currency, on)
                .orElseThrow(() -> new CommandRejected(
                        "not-offered",
                        "'%s' is not offered in %s for this interval; see the catalog for what is."
                                .formatted(plan, currency)));
    }

    static void requireUsable(PaymentMethod method, LocalDate on) {
        if (method.isExpiredOn(on)) {
            throw new CommandRejected(
                    "card-expired",
                    "The card ending in %s has expired; give another payment method.".formatted(method.last4()),
                    Optional.of("paymentMethod"));
        }
    }

    static void requireCurrency(Money amount, CurrencyUnit currency, String field) {
        if (!amount.getCurrencyUnit().equals(currency)) {
            throw new CommandRejected(
                    "currency-mismatch",
                    "The account is billed in %s, not in %s.".formatted(currency, amount.getCurrencyUnit()),
                    Optional.of(field));
        }
    }

    /** Whatever is added to the credit balance must leave it exact, also if what open invoices took of it comes back (rule 16b). */
    static void requireExactCredit(Ledger ledger, Money added, Optional<String> field) {
        if (ledger.creditBalanceMax().plus(added).getAmountMinor().compareTo(CREDIT_MINOR_MAX) > 0) {
            throw new CommandRejected(
                    "invalid",
                    "The credit balance would be more than can be kept exactly, %s minor units."
                            .formatted(CREDIT_MINOR_MAX),
                    field);
        }
    }

    /** A command charges only when no charge of a command is open and no renewal overdue or of unknown outcome (rules 15 and 15j). */
    static void requireChargeable(Account account) {
        if (account.isPaymentPending()) {
            throw paymentPending();
        }
        if (account.ledger().isOverdue()) {
            throw new CommandRejected(
                    "payment-overdue",
                    "An earlier invoice is past due; change the payment method to have it paid first.");
        }
        if (account.ledger().isOutcomeUnknown()) {
            throw paymentPending();
        }
    }

    static CommandRejected invalid(String field, String remedy) {
        return new CommandRejected("invalid", remedy, Optional.of(field));
    }

    static CommandRejected noChange() {
        return new CommandRejected("no-change", "That is how it already is; nothing was changed.");
    }

    static CommandRejected notPaid() {
        return new CommandRejected("not-paid", "The subscription is on the free plan; choose a paid plan first.");
    }

    static CommandRejected contractManaged() {
        return new CommandRejected(
                "contract-managed",
                "The account has a contract, under which this is not self-service; contact your sales representative.");
    }

    static CommandRejected notContract() {
        return new CommandRejected("not-contract", "The account has no contract that is running.");
    }

    static CommandRejected alreadyOpen() {
        return new CommandRejected(
                "subscription-exists", "There is a subscription of this id already; choose another.");
    }

    static void requireSomethingWasDue(Decision decision) {
        if (decision.isEmpty()) {
            throw new CommandRejected("nothing-due", "Nothing has become due; there is nothing to do.");
        }
    }

    static CommandRejected paymentPending() {
        return new CommandRejected(
                "payment-pending", "The outcome of an earlier charge is still open; try again once it is known.");
    }
}
