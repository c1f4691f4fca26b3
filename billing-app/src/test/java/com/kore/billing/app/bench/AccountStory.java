package com.kore.billing.app.bench;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.SplittableRandom;
import org.joda.money.CurrencyUnit;

/**
 * What has happened to an account by {@link #NOW}. There are a thousand stories, which the last three digits of an account's number choose from. Every
 * twentieth is of an account that began to pay three to four years ago; the others began within three years, more of them lately.
 */
final class AccountStory {
    static final Instant NOW = Instant.parse("2026-11-15T12:00:00Z");
    static final int STORIES = 1_000;
    static final int LONG_ONES_EVERY = 20;

    private static final List<String> ZONES = List.of("UTC", "America/New_York", "Europe/Berlin", "Asia/Tokyo");
    private static final int THREE_YEARS_IN_DAYS = 1_096;
    private static final int MONTH = 31;

    private final SplittableRandom random;
    private final PlayedAccount account;
    private Instant at;

    private AccountStory(long number) {
        int story = (int) (number % STORIES);
        this.random = new SplittableRandom(story);
        boolean isLong = story % LONG_ONES_EVERY == 0;
        double growth = Math.sqrt(random.nextDouble());
        int daysAgo =
                isLong ? THREE_YEARS_IN_DAYS + random.nextInt(365) : (int) (THREE_YEARS_IN_DAYS * (1 - growth)) + 1;
        this.at = NOW.minus(Duration.ofDays(daysAgo)).plus(Duration.ofMinutes(random.nextInt(600)));
        this.account = new PlayedAccount(number, at, currency(), ZoneId.of(pick(ZONES)), 1 + small(30));
        if (isLong) {
            stays();
        } else {
            tries();
        }
        account.passTo(NOW);
    }

    /** All that has happened, in order. */
    static List<StoredEvent> of(long number) {
        return new AccountStory(number).account.events();
    }

    private CurrencyUnit currency() {
        int hundredth = random.nextInt(100);
        return hundredth < 60 ? CurrencyUnit.USD : hundredth < 88 ? CurrencyUnit.EUR : CurrencyUnit.JPY;
    }

    private void stays() {
        if (chance(30)) {
            account.isGranted(after(0), CreditKind.SIGNUP, 25);
        }
        account.goesPaid(after(0), plan(), chance(70) ? BillingInterval.MONTHLY : BillingInterval.ANNUAL, "tok_visa");
        while (after(20 + random.nextInt(140)).isBefore(NOW)) {
            change();
        }
    }

    private void change() {
        if (account.isFree()) {
            account.goesPaid(at, plan(), BillingInterval.MONTHLY, "tok_visa");
            return;
        }
        int hundredth = random.nextInt(100);
        if (hundredth < 40) {
            account.changesUsers(at, account.users() + 1 + small(8));
        } else if (hundredth < 52) {
            account.changesUsers(at, Math.max(1, account.users() - 1 - small(4)));
        } else if (hundredth < 66) {
            account.changesPlan(at, plan());
        } else if (hundredth < 72) {
            account.changesInterval(at, pick(List.of(BillingInterval.values())));
        } else if (hundredth < 79) {
            account.cancels(at);
        } else if (hundredth < 87) {
            account.paysBy(at, "tok_decline_2");
            account.paysBy(after(2 * MONTH), "tok_visa");
        } else if (hundredth < 91) {
            account.paysBy(at, "tok_decline");
            account.paysBy(after(2 * MONTH), "tok_visa");
        } else if (hundredth < 95) {
            account.isRefunded(at, chance(70));
        } else {
            account.isGranted(at, CreditKind.GOODWILL, 1 + small(50));
        }
    }

    private void tries() {
        int hundredth = random.nextInt(100);
        if (hundredth < 52) {
            looksAround();
        } else if (hundredth < 62) {
            account.goesPaid(after(small(30)), plan(), BillingInterval.ANNUAL, "tok_visa");
        } else if (hundredth < 88) {
            paysSomeMonths();
        } else if (hundredth < 91) {
            account.goesPaid(after(small(30)), plan(), BillingInterval.MONTHLY, "tok_decline");
        } else if (hundredth < 94) {
            account.goesPaid(after(small(30)), plan(), BillingInterval.MONTHLY, "tok_visa");
            account.paysBy(after(10), "tok_decline");
        } else if (hundredth < 97) {
            account.goesPaid(after(small(30)), plan(), BillingInterval.MONTHLY, "tok_visa");
            account.cancels(after(3));
            account.isRefunded(after(2), false);
        } else {
            signs();
        }
    }

    private void looksAround() {
        if (chance(30)) {
            account.changesUsers(after(small(60)), 1 + small(20));
        }
        if (chance(10)) {
            account.isGranted(after(1), CreditKind.SIGNUP, 10);
        }
    }

    private void paysSomeMonths() {
        account.goesPaid(after(small(30)), plan(), BillingInterval.MONTHLY, "tok_visa");
        if (chance(30)) {
            account.changesUsers(after(small(40)), account.users() + 1 + small(5));
        }
        account.cancels(after(small(4 * MONTH)));
    }

    private void signs() {
        int users = 10 + small(200);
        LocalDate start = LocalDate.ofInstant(after(small(10)), ZoneOffset.UTC).plusDays(small(20) - 10L);
        account.signs(at, start, 12 + random.nextInt(18), users, 150);
        account.transfers(after(20), 1, 150L * users);
    }

    /** Some days later; what would come after now is passed over. */
    private Instant after(int days) {
        Instant later = at.plus(Duration.ofDays(days)).plusSeconds(60);
        at = later.isBefore(NOW) ? later : NOW;
        return at;
    }

    private String plan() {
        return chance(70) ? "premium" : "enterprise";
    }

    private boolean chance(int hundredths) {
        return random.nextInt(100) < hundredths;
    }

    /** Mostly few. */
    private int small(int below) {
        return (int) (below * random.nextDouble() * random.nextDouble());
    }

    private <T> T pick(List<? extends T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
