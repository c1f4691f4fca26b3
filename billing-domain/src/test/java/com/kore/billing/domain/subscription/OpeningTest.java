package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PROFILE;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;

import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;

class OpeningTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);

    @Test
    void an_account_begins_on_the_free_plan_without_a_charge() {
        Story.after()
                .then(
                        open("2026-01-01"),
                        new SubscriptionOpened(
                                ACME, noon("2026-01-01"), DAY, "Acme", CurrencyUnit.USD, ZoneId.of("UTC"), FREE, 1),
                        new BillingProfileUpdated(ACME, noon("2026-01-01"), DAY, PROFILE));
    }

    @Test
    void the_day_is_the_accounts_own() {
        Instant lateInUtc = Instant.parse("2025-12-31T23:30:00Z");
        ZoneId auckland = ZoneId.of("Pacific/Auckland");
        Story.after()
                .then(
                        new OpenSubscription(ACME, lateInUtc, "Acme", CurrencyUnit.EUR, auckland, 4, Optional.empty()),
                        new SubscriptionOpened(ACME, lateInUtc, DAY, "Acme", CurrencyUnit.EUR, auckland, FREE, 4));
    }

    @Test
    void a_second_opening_is_refused() {
        Story.after(open("2026-01-01")).refused(open("2026-01-02"), "subscription-exists");
    }

    @Test
    void a_currency_without_any_price_is_refused() {
        Story.after().refused(opening(CurrencyUnit.of("CHF"), 1), "invalid");
    }

    @Test
    void an_account_without_users_is_refused() {
        Story.after().refused(opening(CurrencyUnit.USD, 0), "invalid");
    }

    /** Rule 1b. */
    @Test
    void more_users_than_sums_are_exact_for_are_refused() {
        Story.after().thenEvents(opening(CurrencyUnit.USD, 1_000_000)).hasSize(1);
        Story.after().refused(opening(CurrencyUnit.USD, 1_000_001), "invalid");
    }

    private static OpenSubscription opening(CurrencyUnit currency, int users) {
        return new OpenSubscription(
                ACME, noon("2026-01-01"), "Acme", currency, ZoneId.of("UTC"), users, Optional.empty());
    }
}
