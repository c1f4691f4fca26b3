package com.kore.billing.domain.subscription;

import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** How contracts are signed, start, go on from period to period, and end (rules 19 and 22). */
final class Contracting {
    private static final int YEARS_BACK_MAX = 10;
    private static final int YEARS_AHEAD_MAX = 100;
    private static final BigDecimal PRICE_MINOR_MAX = BigDecimal.valueOf(1_000_000_000);
    /** Ten years of months of it are still exact in every JSON reader. */
    private static final BigDecimal TOTAL_MINOR_MAX = BigDecimal.valueOf(70_000_000_000_000L);

    private Contracting() {}

    /**
     * What has become due with it, because its start has come, is decided at once.
     *
     * @param last the one that it follows, if there is one
     */
    static void sign(
            Account account, SignContract sign, Optional<Contract> last, Decision decision, PlanCatalog catalog) {
        Contract contract = sign.contract();
        last.filter(before -> !before.end().equals(contract.start())).ifPresent(before -> {
            throw Refusals.invalid("start", "Must be %s, when the last contract ends.".formatted(before.end()));
        });
        LocalDate today = account.dateOf(sign.at());
        Refusals.requireKnown(contract.plan(), catalog);
        if (catalog.rank(contract.plan()) == 0) {
            throw Refusals.invalid("plan", "Must be a paid plan.");
        }
        Refusals.requireUsers(contract.prepaidUsers(), "prepaidUsers");
        Refusals.requireCurrency(contract.pricePerUser(), account.currency(), "pricePerUser");
        if (contract.pricePerUser().isNegative()
                || contract.pricePerUser().getAmountMinor().compareTo(PRICE_MINOR_MAX) > 0) {
            throw Refusals.invalid("pricePerUser", "Must be from 0 to %s minor units.".formatted(PRICE_MINOR_MAX));
        }
        if (contract.terms().total().getAmountMinor().compareTo(TOTAL_MINOR_MAX) > 0) {
            throw Refusals.invalid(
                    "pricePerUser", "Must come to at most %s minor units for all users.".formatted(TOTAL_MINOR_MAX));
        }
        if (contract.start().isBefore(today.minusYears(YEARS_BACK_MAX))) {
            throw Refusals.invalid("start", "Must be at most %d years ago.".formatted(YEARS_BACK_MAX));
        }
        if (!contract.end().isAfter(contract.start()) || !contract.end().isAfter(today)) {
            throw Refusals.invalid("end", "Must be later than the start and than today, %s.".formatted(today));
        }
        if (contract.end().isAfter(today.plusYears(YEARS_AHEAD_MAX))) {
            throw Refusals.invalid("end", "Must be at most %d years from today, %s.".formatted(YEARS_AHEAD_MAX, today));
        }
        decision.emit(new ContractSigned(account.id(), account.effective(sign.at()), today, contract));
        decision.state().bringUpTo(sign.at(), decision, catalog);
    }

    /** The day of a contract has come that was signed before. */
    static void start(Account account, Contract contract, Decision decision) {
        Instant at = account.effective(contract.startsAt(account.timeZone()));
        LocalDate on = dayOf(account, at, contract.start());
        PaidPeriod first = contract.firstPeriod();
        releaseBeyond(contract, at, on, decision);
        decision.emit(new ContractStarted(account.id(), at, on, contract, first));
        bill(contract, first, InvoiceOccasion.CONTRACT_STARTED, at, on, decision);
    }

    /** The next period begins, or the next contract, or the account is free again. */
    static void periodEnded(ContractSubscription before, Decision decision) {
        Account account = before.account();
        Instant at = account.effective(before.paid().period().endsAt(account.timeZone()));
        LocalDate on = dayOf(account, at, before.paid().period().end());
        Optional<PaidPeriod> next = before.contract().next(before.paid());
        if (next.isPresent()) {
            decision.emit(new SubscriptionRenewed(account.id(), at, on, next.get()));
            bill(before.contract(), next.get(), InvoiceOccasion.RENEWED, at, on, decision);
        } else if (!before.following().isEmpty()) {
            start(account, before.following().getFirst(), decision);
        } else {
            decision.emit(new SubscriptionEnded(
                    account.id(), at, on, before.freePlan(), before.prepaid(), EndReason.CONTRACT_ENDED));
        }
    }

    /** In an hour that comes again, the day that it is due on has begun already, whatever the clocks say (rule 10d). */
    private static LocalDate dayOf(Account account, Instant at, LocalDate due) {
        LocalDate day = account.dateOf(at);
        return day.isBefore(due) ? due : day;
    }

    private static void bill(
            Contract contract,
            PaidPeriod begun,
            InvoiceOccasion occasion,
            Instant at,
            LocalDate on,
            Decision decision) {
        decision.issueInvoice(
                decision.account(), at, on, InvoiceOrigin.CONTRACT, occasion, List.of(contract.charge(begun)));
    }

    /** Who was assigned last has no place where a follow-up has fewer of them (rule 21d). */
    private static void releaseBeyond(Contract contract, Instant at, LocalDate on, Decision decision) {
        if (decision.state() instanceof ContractSubscription running) {
            List<String> users = running.assignments().userIds();
            for (int used = users.size() - 1; used >= contract.prepaidUsers(); used--) {
                decision.emit(new UserReleased(running.account().id(), at, on, users.get(used), used));
            }
        }
    }

    static List<Contract> without(List<Contract> signed, Contract started) {
        return signed.stream().filter(other -> !other.equals(started)).toList();
    }
}
