package com.kore.billing.app.oracle;

import static com.kore.billing.app.oracle.Every.MONTHLY;
import static com.kore.billing.app.oracle.Told.cancel;
import static com.kore.billing.app.oracle.Told.card;
import static com.kore.billing.app.oracle.Told.credit;
import static com.kore.billing.app.oracle.Told.method;
import static com.kore.billing.app.oracle.Told.onPremium;
import static com.kore.billing.app.oracle.Told.opened;
import static com.kore.billing.app.oracle.Told.plan;
import static com.kore.billing.app.oracle.Told.purchase;
import static com.kore.billing.app.oracle.Told.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.Command.ChangeMethod;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Refund;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The oracle on rules 15 to 17: outcomes that are not known, renewals that are declined, money that goes back. */
class CollectionTest {

    private static Told pastDue(String token) {
        return onPremium("2026-01-15", MONTHLY).with(method(token)).at("2026-02-15T00:00:00Z");
    }

    @Nested
    class Unknown_outcomes {
        @Test
        void are_known_a_minute_later_and_refuse_what_would_charge_until_then() {
            Told acme = opened("2026-01-15").with(purchase("premium", MONTHLY, card("tok_timeout")));

            assertThat(acme.payments(1)).containsExactly("1 2026-01-15T12:00:00Z unknown");
            assertThat(acme.invoices()).containsExactly("ACME-0001 2026-01-15 open 3000");
            assertThat(acme.shows("status")).isEqualTo("active");
            assertThat(acme.history()).isEmpty();
            assertThat(acme.refusal(users(4))).isEqualTo("payment-pending");
            assertThat(acme.send(users(2)).isAccepted()).isTrue();
            acme.at("2026-01-15T12:01:00Z").with(users(4));
            assertThat(acme.payments(1)).containsExactly("1 2026-01-15T12:01:00Z succeeded");
            assertThat(acme.history()).containsExactly("2026-01-15 credit_card 3000 0");
        }

        @Test
        void refuse_a_change_also_when_credits_would_pay_for_it() {
            Told acme = opened("2026-01-15")
                    .with(purchase("premium", MONTHLY, card("tok_timeout")))
                    .with(credit(100_000));

            assertThat(acme.refusal(users(4))).isEqualTo("payment-pending");
        }

        @Test
        void of_a_command_let_the_periods_end_wait_which_then_counts_for_its_own_day() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(method("tok_timeout"));
            acme.at("2026-02-14T23:59:30Z").with(users(4)).at("2026-02-15T00:00:10Z");

            assertThat(acme.shows("currentPeriod")).isEqualTo("2026-01-15 2026-02-15");
            assertThat(acme.refusal(users(2))).isEqualTo("payment-pending");
            assertThat(acme.refusal(cancel())).isEqualTo("payment-pending");
            acme.at("2026-02-15T00:00:30Z");
            assertThat(acme.shows("currentPeriod")).isEqualTo("2026-02-15 2026-03-15");
            assertThat(acme.payments(2)).containsExactly("1 2026-02-15T00:00:30Z succeeded");
            assertThat(acme.invoices()).last().isEqualTo("ACME-0003 2026-02-15 open 4000");
        }
    }

    @Nested
    class Declined_renewals {
        @Test
        void are_tried_again_after_1_3_5_and_7_days_and_then_the_subscription_lapses() {
            Told acme = pastDue("tok_decline").with(users(2));

            assertThat(acme.shows("status", "plan", "renewsOn")).isEqualTo("past_due premium 2026-03-15");
            assertThat(acme.invoices()).last().isEqualTo("ACME-0002 2026-02-15 past_due 3000");
            assertThat(acme.refusal(users(4))).isEqualTo("payment-overdue");
            acme.at("2026-02-21T23:59:59Z");
            assertThat(acme.shows("status")).isEqualTo("past_due");
            acme.at("2026-02-22T00:00:00Z");
            assertThat(acme.shows("status", "plan", "interval", "managedUsers", "scheduledChange"))
                    .isEqualTo("free free - 3 -");
            assertThat(acme.payments(2))
                    .containsExactly(
                            "1 2026-02-15T00:00:00Z declined",
                            "2 2026-02-16T00:00:00Z declined",
                            "3 2026-02-18T00:00:00Z declined",
                            "4 2026-02-20T00:00:00Z declined",
                            "5 2026-02-22T00:00:00Z declined");
            assertThat(acme.invoices()).last().isEqualTo("ACME-0002 2026-02-15 uncollectible 3000");
            assertThat(acme.history()).hasSize(6).first().isEqualTo("2026-02-22 notify 3000 0");
        }

        @Test
        void are_paid_by_the_third_attempt_of_a_card_that_declines_twice() {
            Told acme = pastDue("tok_decline_2").at("2026-02-18T00:00:00Z");

            assertThat(acme.payments(2)).last().isEqualTo("3 2026-02-18T00:00:00Z succeeded");
            assertThat(acme.shows("status")).isEqualTo("active");
        }

        @Test
        void are_tried_at_once_by_another_method_and_then_again_on_the_same_schedule() {
            Told acme = pastDue("tok_decline").at("2026-02-17").with(method("tok_other"));

            assertThat(acme.payments(2)).last().isEqualTo("3 2026-02-17T12:00:00Z declined");
            acme.at("2026-02-18T00:00:00Z");
            assertThat(acme.payments(2)).last().isEqualTo("4 2026-02-18T00:00:00Z declined");
            acme.at("2026-02-19").with(method("tok_mastercard"));
            assertThat(acme.shows("status")).isEqualTo("active");
            assertThat(acme.history()).first().isEqualTo("2026-02-19 credit_card 3000 0");
        }

        @Test
        void stay_past_due_while_the_outcome_of_another_try_is_unknown() {
            Told acme = pastDue("tok_decline").at("2026-02-17").with(method("tok_timeout"));

            assertThat(acme.shows("status")).isEqualTo("past_due");
            assertThat(acme.refusal(users(4)).split(" or ", -1))
                    .containsExactlyInAnyOrder("payment-overdue", "payment-pending");
            assertThat(acme.at("2026-02-17T12:01:00Z").shows("status")).isEqualTo("active");
        }

        @Test
        void leave_scheduling_and_canceling_allowed() {
            Told acme = pastDue("tok_decline").with(users(1)).with(cancel());

            assertThat(acme.shows("status", "endsOn")).isEqualTo("past_due 2026-03-15");
            acme.at("2026-02-22T00:00:00Z");
            assertThat(acme.shows("status", "endsOn")).isEqualTo("free -");
        }

        @Test
        void keep_the_credit_that_was_applied_when_they_are_given_up() {
            Told acme = onPremium("2026-01-15", MONTHLY)
                    .with(credit(500))
                    .with(method("tok_decline"))
                    .at("2026-02-23");

            assertThat(acme.latest("status", "creditApplied", "amountDue")).isEqualTo("uncollectible 500 2500");
            assertThat(acme.shows("creditBalance")).isEqualTo("0");
            acme.with(purchase("enterprise", MONTHLY, card("tok_visa")));
            assertThat(acme.shows("status", "currentPeriod")).isEqualTo("active 2026-02-23 2026-03-23");
        }
    }

    @Nested
    class Methods {
        @Test
        void ach_needs_somebody_who_may_set_it_up() {
            Told acme = opened("2026-01-15");

            assertThat(acme.refusal(new ChangeMethod(PayBy.ach("ba_ok"), false)))
                    .isEqualTo("ach-needs-admin");
            acme.with(new ChangeMethod(PayBy.ach("ba_ok"), true)).with(plan("premium", MONTHLY));
            assertThat(acme.history()).containsExactly("2026-01-15 ach 3000 0");
        }
    }

    @Nested
    class Credits_and_refunds {
        @Test
        void the_signup_credit_is_granted_once_and_in_the_accounts_currency() {
            Told acme = opened("2026-01-15").with(new GrantCredit("signup", 1000, "USD"));

            assertThat(acme.refusal(new GrantCredit("signup", 1000, "USD"))).isEqualTo("credit-already-granted");
            assertThat(acme.refusal(new GrantCredit("goodwill", 1000, "EUR"))).isEqualTo("currency-mismatch");
            assertThat(acme.history()).containsExactly("2026-01-15 credited 1000 1000");
        }

        @Test
        void at_most_what_the_method_paid_goes_back() {
            Told acme = opened("2026-01-15").with(credit(1000)).with(purchase("premium", MONTHLY, card("tok_visa")));

            assertThat(acme.refusal(new Refund(1, Optional.of(2001L), "USD"))).isEqualTo("refund-exceeds-paid");
            assertThat(acme.send(new Refund(1, Optional.of(500L), "USD")).creditNote())
                    .contains("ACME-CN-0001");
            assertThat(acme.send(new Refund(1, Optional.empty(), "USD")).creditNote())
                    .contains("ACME-CN-0002");
            assertThat(acme.refusal(new Refund(1, Optional.empty(), "USD"))).isEqualTo("refund-exceeds-paid");
            assertThat(acme.latest("status", "amountPaid", "amountRefunded")).isEqualTo("paid 2000 2000");
            assertThat(acme.history()).startsWith("2026-01-15 refund 1500 0", "2026-01-15 refund 500 0");
        }
    }
}
