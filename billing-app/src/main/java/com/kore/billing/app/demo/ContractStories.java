package com.kore.billing.app.demo;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/** What becomes of accounts that sales have signed. */
final class ContractStories {
    /** In days: when the staff look which transfers have come. */
    private static final int TERM_OF_PAYMENT = 14;

    private final Plans plans;

    ContractStories(Plans plans) {
        this.plans = plans;
    }

    /** Invoiced once, paid by a transfer; its term goes beyond the year. */
    void byTheYear(Account account) {
        opened(account);
        sign(account, ANNUAL, account.story().today(), 12, account.story().between(10, 40));
        inUse(account, 12);
    }

    /** So that its invoice is still open when the year ends. */
    void justSigned(Account account) {
        opened(account);
        account.story().on(account.story().lastDay().minusDays(TERM_OF_PAYMENT / 2));
        sign(account, ANNUAL, account.story().today(), 12, account.story().between(10, 40));
    }

    /** Signed ahead, and the card on file pays. */
    void byTheMonthWithACard(Account account) {
        opened(account);
        account.changeCard(Account.GOOD_CARD);
        account.story().later(1, 3);
        sign(
                account,
                MONTHLY,
                account.story().today().plusDays(10),
                12,
                account.story().between(5, 15));
        account.story().later(12, 20);
        prefer(account, WhenNoneAvailable.ADD);
        inUse(account, 12);
    }

    /** Begun some weeks before it was signed, debited by ACH. */
    void signedLate(Account account) {
        opened(account);
        account.debitByAch();
        account.story().later(1, 3);
        sign(
                account,
                MONTHLY,
                account.story().today().minusDays(40),
                18,
                account.story().between(5, 15));
        inUse(account, 12);
    }

    /** Ends within the year; the account goes on by itself. */
    void endsAndGoesOnline(Account account) {
        opened(account);
        sign(account, MONTHLY, account.story().today(), 3, account.story().between(4, 10));
        inUse(account, 3);
        account.story().on(account.story().today().plusDays(20));
        settle(account);
        account.goPaid(plans.standard(), MONTHLY, account.story().between(3, 6), Account.GOOD_CARD);
    }

    void ends(Account account) {
        opened(account);
        sign(account, MONTHLY, account.story().today(), 4, account.story().between(4, 10));
        inUse(account, 4);
        account.story().later(20, 30);
        settle(account);
    }

    /** Followed by another one with more users. */
    void isFollowedUp(Account account) {
        opened(account);
        int users = account.story().between(5, 12);
        LocalDate start = account.story().today();
        sign(account, MONTHLY, start, 5, users);
        inUse(account, 4);
        sign(account, ANNUAL, start.plusMonths(5), 12, users + 5);
        account.story().on(start.plusMonths(5).plusDays(account.story().between(1, 9)));
        inUse(account, 8);
    }

    private static void opened(Account account) {
        account.open();
        account.story().later(1, 5);
        account.updateProfileByStaff();
        account.story().later(1, 4);
    }

    private void sign(Account account, BillingInterval interval, LocalDate start, int months, int users) {
        Story story = account.story();
        String reference = "SC-" + start.getYear() + "-" + story.between(100, 999);
        Contract contract = new Contract(
                reference, plans.better(), interval, users, price(account, interval), start, start.plusMonths(months));
        story.staff((id, at) -> new SignContract(id, at, contract, Optional.empty()));
    }

    /** Per user, as sales would have it: less by the year, and a little less for one than for another. */
    private static Money price(Account account, BillingInterval interval) {
        int whole = account.story().between(14, 18) * (interval == ANNUAL ? 10 : 1);
        Money one = Money.ofMajor(account.story().company().currency(), whole);
        return one.getCurrencyUnit().getDecimalPlaces() == 0 ? one.multipliedBy(100L) : one;
    }

    private static void prefer(Account account, WhenNoneAvailable whenNone) {
        Preferences preferences = new Preferences(WhenUserJoins.ASSIGN, whenNone);
        account.story().customer((id, at) -> new SetPreferences(id, at, preferences));
    }

    /** Month by month: users come and go, transfers come. */
    private static void inUse(Account account, int months) {
        Story story = account.story();
        int users = 0;
        for (int month = 0; month < months && !story.isOver(); month++) {
            story.later(5, 12);
            for (int i = story.between(1, 4); i > 0; i--) {
                String user = userId(++users);
                story.customer((id, at) -> new RecordUserJoined(id, at, user, Optional.empty()));
            }
            story.later(TERM_OF_PAYMENT, TERM_OF_PAYMENT + 4);
            settle(account);
            if (month % 4 == 1) {
                String gone = userId(users - story.between(0, 1));
                story.customer((id, at) -> new ReleaseUser(id, at, gone));
            } else if (month % 4 == 2) {
                int more = story.between(1, 3);
                story.staff((id, at) -> new AddPrepaidUsers(id, at, more, Optional.empty()));
                String back = userId(1);
                story.customer((id, at) -> new AssignUser(id, at, back));
            }
        }
    }

    private static String userId(int number) {
        return "user-" + number;
    }

    /** Records the transfers for what has been open for long enough. */
    private static void settle(Account account) {
        LocalDate issuedUntil = account.story().today().minusDays(TERM_OF_PAYMENT);
        account.story().invoices().stream()
                .filter(invoice -> invoice.status() == InvoiceStatus.OPEN
                        && !invoice.issuedOn().isAfter(issuedUntil))
                .forEach(invoice -> record(account, invoice));
    }

    private static void record(Account account, InvoiceView invoice) {
        String reference = "Transfer for " + invoice.number();
        account.story()
                .staff((id, at) -> new RecordPayment(id, at, invoice.invoiceId(), invoice.amountDue(), reference));
    }
}
