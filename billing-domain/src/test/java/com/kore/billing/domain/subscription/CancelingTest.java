package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.interval;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.users;

import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CancelingTest {
    private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
    private static final LocalDate FEB_15 = LocalDate.of(2026, 2, 15);

    private static Story paying() {
        return Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1));
    }

    private static Story canceled() {
        return Story.after(
                open("2026-01-01"),
                choose("2026-01-15", PREMIUM, MONTHLY, 3),
                paid("2026-01-15", 1),
                cancel("2026-02-01"));
    }

    @Test
    void the_paid_plan_stays_in_effect_to_the_periods_end() {
        paying().then(
                        cancel("2026-02-01"),
                        new CancellationScheduled(ACME, noon("2026-02-01"), FEB_1, FEB_15, Optional.empty()));
    }

    @Test
    void then_the_subscription_is_free_again_and_the_users_stay() {
        canceled()
                .then(
                        dayCame("2026-03-01"),
                        new SubscriptionEnded(
                                ACME, Instant.parse("2026-02-15T00:00:00Z"), FEB_15, FREE, 3, EndReason.CANCELED));
    }

    @Test
    void it_can_be_withdrawn_until_then() {
        canceled()
                .then(
                        new WithdrawCancellation(ACME, noon("2026-02-14")),
                        new CancellationWithdrawn(ACME, noon("2026-02-14"), LocalDate.of(2026, 2, 14)));
        canceled().refused(new WithdrawCancellation(ACME, noon("2026-02-15")), "not-canceling");
    }

    @Test
    void meanwhile_changes_are_refused() {
        canceled().refused(plan("2026-02-02", ENTERPRISE), "canceling");
        canceled().refused(interval("2026-02-02", ANNUAL), "canceling");
        canceled().refused(users("2026-02-02", 9), "canceling");
    }

    @Test
    void a_second_cancel_is_refused() {
        canceled().refused(cancel("2026-02-02"), "already-canceled");
        canceled().refused(plan("2026-02-02", FREE), "already-canceled");
    }

    @Test
    void there_is_nothing_to_withdraw_without_one() {
        paying().refused(new WithdrawCancellation(ACME, noon("2026-02-01")), "not-canceling");
    }

    @Test
    void a_cancel_after_the_end_finds_a_free_account() {
        canceled().refused(cancel("2026-02-16"), "not-paid");
    }
}
