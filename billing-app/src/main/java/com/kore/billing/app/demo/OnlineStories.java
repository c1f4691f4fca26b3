package com.kore.billing.app.demo;

import static com.kore.billing.app.demo.Account.GOOD_CARD;
import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;

import com.kore.billing.domain.subscription.CreditKind;
import java.util.List;

/** What becomes of accounts that sign themselves up. Each story begins on the day of its opening. */
final class OnlineStories {
    private static final List<String> REASONS = List.of(
            "The project has ended.",
            "We use it too rarely.",
            "Too expensive for a team of our size.",
            "We are missing a report that we need.",
            "We are moving to another product.");

    private final Plans plans;

    OnlineStories(Plans plans) {
        this.plans = plans;
    }

    void staysFree(Account account) {
        account.open();
        account.story().later(10, 60);
        account.changeUsersBy(account.story().between(1, 2));
        account.story().later(20, 90);
        account.updateProfile();
    }

    void isErased(Account account) {
        account.open();
        account.story().later(30, 60);
        account.erase();
    }

    void growsByTheMonth(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 8), GOOD_CARD);
        growing(account);
    }

    static void growing(Account account) {
        for (account.story().later(20, 60);
                !account.story().isOver();
                account.story().later(25, 70)) {
            account.changeUsersBy(
                    account.story().between(1, 5) == 1 ? -1 : account.story().between(1, 4));
        }
    }

    void paysByTheYear(Account account) {
        account.open();
        account.story().later(1, 5);
        account.credit(CreditKind.SIGNUP, 25, "Welcome");
        account.story().later(1, 20);
        account.goPaid(plans.standard(), ANNUAL, account.story().between(3, 20), GOOD_CARD);
        account.story().later(40, 120);
        account.changeUsersBy(account.story().between(1, 6));
        account.story().later(40, 120);
        account.changeUsersBy(-2);
    }

    void movesUp(Account account) {
        account.open();
        account.story().later(1, 10);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(3, 12), GOOD_CARD);
        account.story().later(25, 80);
        account.changePlan(plans.better());
        account.story().later(25, 80);
        account.changeInterval(ANNUAL);
        account.story().later(30, 60);
        account.changeUsersBy(account.story().between(2, 5));
    }

    void movesDown(Account account) {
        account.open();
        account.story().later(1, 10);
        account.goPaid(plans.better(), MONTHLY, account.story().between(4, 15), GOOD_CARD);
        account.story().later(40, 90);
        account.changePlan(plans.standard());
        account.story().later(35, 60);
        account.changeUsersBy(-1);
    }

    /** A year is paid; what was chosen for its end is withdrawn, and chosen again. */
    void thinksTwice(Account account) {
        account.open();
        account.story().later(1, 10);
        account.goPaid(plans.better(), ANNUAL, account.story().between(4, 15), GOOD_CARD);
        account.story().later(30, 60);
        account.changePlan(plans.standard());
        account.story().later(3, 12);
        account.withdrawScheduledChange();
        account.story().later(40, 80);
        account.changeInterval(MONTHLY);
    }

    void leaves(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(2, 9), GOOD_CARD);
        account.story().later(60, 160);
        account.cancel(account.story().any(REASONS));
    }

    void almostLeaves(Account account) {
        leaves(account);
        account.story().later(1, 4);
        account.withdrawCancellation();
        account.story().later(1, 5);
        account.credit(CreditKind.GOODWILL, 15, "Thank you for staying");
        growing(account);
    }

    void returns(Account account) {
        leaves(account);
        account.story().later(50, 90);
        account.credit(CreditKind.INACTIVITY, 10, "We would like to have you back");
        account.story().later(2, 20);
        account.goPaid(plans.standard(), ANNUAL, account.story().between(2, 9), GOOD_CARD);
    }

    /** Canceled, and still in its last paid period when the year ends. */
    void isLeavingAtTheEnd(Account account) {
        account.open();
        account.story().later(1, 14);
        account.goPaid(plans.better(), ANNUAL, account.story().between(2, 9), GOOD_CARD);
        account.story().on(account.story().lastDay().minusDays(account.story().between(10, 40)));
        account.cancel(account.story().any(REASONS));
    }
}
