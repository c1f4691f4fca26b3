package com.kore.billing.app.demo;

import static com.kore.billing.app.demo.Account.DECLINED_CARD;
import static com.kore.billing.app.demo.Account.GOOD_CARD;
import static com.kore.billing.app.demo.Account.SLOW_CARD;
import static com.kore.billing.app.demo.Account.TWICE_DECLINED_CARD;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;

import java.time.LocalDate;

/** What becomes of online accounts that do not simply pay by a card that is good. */
final class PaymentStories {
    private static final int PAST_DUE_DAYS = 3;

    private final Plans plans;

    PaymentStories(Plans plans) {
        this.plans = plans;
    }

    /** The first card is declined, which undoes the purchase; another one is taken. */
    void isDeclinedAtFirst(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), DECLINED_CARD);
        account.story().later(1, 3);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        OnlineStories.growing(account);
    }

    /** A move up is undone with its charge; the renewal is declined too, and mended. */
    void mendsItsCard(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        account.story().later(40, 90);
        account.changeCard(DECLINED_CARD);
        account.story().later(1, 3);
        account.changePlan(plans.better());
        untilRenewed(account, 1, 4);
        account.changeCard(GOOD_CARD);
        account.story().later(2, 9);
        account.changePlan(plans.better());
    }

    private static void untilRenewed(Account account, int daysMin, int daysMax) {
        LocalDate today = account.story().today();
        LocalDate renewal = account.story().summary().renewsOn().orElse(today);
        account.story().on(renewal.plusDays(account.story().between(daysMin, daysMax)));
    }

    void lapses(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        account.story().later(40, 120);
        account.changeCard(DECLINED_CARD);
    }

    void lapsesAndReturns(Account account) {
        lapses(account);
        account.story().later(50, 80);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 5), GOOD_CARD);
    }

    void paysAtTheThirdTry(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        account.story().later(25, 60);
        account.changeCard(TWICE_DECLINED_CARD);
    }

    void hasASlowBank(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.better(), MONTHLY, account.story().between(2, 9), SLOW_CARD);
        OnlineStories.growing(account);
    }

    void isDebitedByAch(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.better(), MONTHLY, account.story().between(5, 20), GOOD_CARD);
        account.story().later(20, 50);
        account.debitByAch();
        OnlineStories.growing(account);
    }

    void isRefunded(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        account.story().later(35, 100);
        account.refund(account.story().between(1, 2) == 1, "Could not be used for some days");
        OnlineStories.growing(account);
    }

    /** Renewed some days before the year's end, with a card that is declined. */
    void isPastDueAtTheEnd(Account account) {
        account.open();
        LocalDate renewal = account.story().lastDay().minusDays(PAST_DUE_DAYS);
        account.story().on(renewal.minusMonths(account.story().between(2, 4)));
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        account.story().on(renewal.minusDays(account.story().between(12, 20)));
        account.changeCard(DECLINED_CARD);
    }
}
