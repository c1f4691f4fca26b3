package com.kore.billing.app.oracle;

import static com.kore.billing.app.oracle.Every.ANNUAL;
import static com.kore.billing.app.oracle.Every.MONTHLY;
import static com.kore.billing.app.oracle.Told.cancel;
import static com.kore.billing.app.oracle.Told.card;
import static com.kore.billing.app.oracle.Told.credit;
import static com.kore.billing.app.oracle.Told.interval;
import static com.kore.billing.app.oracle.Told.method;
import static com.kore.billing.app.oracle.Told.onPremium;
import static com.kore.billing.app.oracle.Told.opened;
import static com.kore.billing.app.oracle.Told.plan;
import static com.kore.billing.app.oracle.Told.purchase;
import static com.kore.billing.app.oracle.Told.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.WithdrawCancellation;
import com.kore.billing.app.oracle.Command.WithdrawScheduled;
import com.kore.billing.app.oracle.PriceList.Price;
import com.kore.billing.app.oracle.PriceList.Version;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The oracle against every example that product.md and docs/rules.md work out in figures, and each of their rules by hand. */
class WorkedExamplesTest {
    private static final String[] TERMS = {"status", "plan", "interval", "managedUsers", "currentPeriod"};

    @Nested
    class Going_paid {
        @Test
        void the_first_period_starts_today_and_is_charged_in_full() {
            Told acme = onPremium("2026-01-15", MONTHLY);

            assertThat(acme.lines()).containsExactly("charge premium monthly 1000 3 31 31 3000");
            assertThat(acme.shows(TERMS)).isEqualTo("active premium monthly 3 2026-01-15 2026-02-15");
            assertThat(acme.shows("pricePerUser", "total", "renewsOn", "endsOn", "nextBill", "scheduledChange"))
                    .isEqualTo("1000 3000 2026-02-15 - 2026-02-15 3000 0 3000 -");
            assertThat(acme.invoices()).containsExactly("ACME-0001 2026-01-15 paid 3000");
            assertThat(acme.history()).containsExactly("2026-01-15 credit_card 3000 0");
        }

        @Test
        void is_checked_in_the_order_plan_interval_method_profile() {
            Told acme = new Told(Told.packaged()).at("2026-01-15");
            acme.with(new Command.Open("USD", "UTC", Optional.empty(), false));

            assertThat(acme.refusal(plan("gold"))).isEqualTo("plan-unknown");
            assertThat(acme.refusal(plan("free"))).isEqualTo("no-change");
            assertThat(acme.refusal(plan("premium"))).isEqualTo("interval-required");
            assertThat(acme.refusal(plan("premium", MONTHLY))).isEqualTo("payment-method-required");
            assertThat(acme.refusal(purchase("premium", MONTHLY, PayBy.card("tok_visa", YearMonth.of(2025, 12)))))
                    .isEqualTo("card-expired");
            assertThat(acme.refusal(purchase("premium", MONTHLY, card("tok_visa"))))
                    .isEqualTo("billing-profile-required");
            assertThat(acme.shows(TERMS)).isEqualTo("free free - 1 -");
        }

        @Test
        void twenty_five_users_of_enterprise_pay_five_thousand_a_year() {
            Told acme = opened("2026-01-15");
            acme.with(new ChangePlan(
                    "enterprise", Optional.of(ANNUAL), Optional.of(25), Optional.of(card("tok_visa")), false));

            assertThat(acme.shows("total", "pricePerUser")).isEqualTo("500000 20000");
        }

        @Test
        void declined_leaves_it_free_with_the_method_on_file() {
            Told acme = opened("2026-01-15").with(credit(1000));
            acme.with(new ChangePlan(
                    "premium", Optional.of(MONTHLY), Optional.of(7), Optional.of(card("tok_decline")), false));

            assertThat(acme.shows(TERMS)).isEqualTo("free free - 3 -");
            assertThat(acme.shows("creditBalance")).isEqualTo("1000");
            assertThat(acme.invoices()).containsExactly("ACME-0001 2026-01-15 void 6000");
            assertThat(acme.history())
                    .containsExactly(
                            "2026-01-15 credited 1000 1000",
                            "2026-01-15 notify 6000 0",
                            "2026-01-15 discount_credits 1000 0",
                            "2026-01-15 credited 1000 1000");
            acme.with(plan("premium", MONTHLY));
            assertThat(acme.invoices()).last().isEqualTo("ACME-0002 2026-01-15 void 2000");
        }

        @Test
        void before_the_first_version_of_the_catalog_nothing_is_offered() {
            Told acme = opened("2026-01-15", "USD", "UTC", Told.list(Told.version("2026-01-16", "USD", 1000)));

            assertThat(acme.refusal(purchase("premium", MONTHLY, card("tok_visa"))))
                    .isEqualTo("not-offered");
        }
    }

    @Nested
    class Changing {
        @Test
        void a_plan_up_is_credited_and_charged_for_the_remaining_days() {
            Told acme = onPremium("2026-01-15", MONTHLY).at("2026-02-01").with(plan("enterprise"));

            assertThat(acme.lines())
                    .containsExactly(
                            "credit premium monthly 1000 3 14 31 -1355", "charge enterprise monthly 2000 3 14 31 2710");
            assertThat(acme.latest("listedPrice", "prorationCredits", "creditApplied", "amountDue", "amountPaid"))
                    .isEqualTo("2710 1355 0 1355 1355");
            assertThat(acme.shows(TERMS)).isEqualTo("active enterprise monthly 3 2026-01-15 2026-02-15");
        }

        @Test
        void a_plan_down_waits_for_the_periods_end() {
            Told acme = onPremium("2026-01-15", MONTHLY)
                    .with(plan("enterprise"))
                    .at("2026-02-01")
                    .with(plan("premium"));

            assertThat(acme.shows("plan", "scheduledChange")).isEqualTo("enterprise 2026-02-15 premium monthly 3 1000");
            assertThat(acme.at("2026-02-15").shows("plan", "scheduledChange", "total"))
                    .isEqualTo("premium - 3000");
        }

        @Test
        void to_annual_is_now_and_today_becomes_the_anchor() {
            Told acme = onPremium("2026-01-15", MONTHLY).at("2026-02-01").with(interval(ANNUAL));

            assertThat(acme.lines())
                    .containsExactly(
                            "credit premium monthly 1000 3 14 31 -1355", "charge premium annual 10000 3 365 365 30000");
            assertThat(acme.latest("amountDue")).isEqualTo("28645");
            assertThat(acme.shows("currentPeriod")).isEqualTo("2026-02-01 2027-02-01");
        }

        @Test
        void to_monthly_waits_for_the_end_of_the_paid_year() {
            Told acme = onPremium("2026-01-15", ANNUAL).at("2026-02-01").with(interval(MONTHLY));

            assertThat(acme.shows("interval", "scheduledChange")).isEqualTo("annual 2027-01-15 premium monthly 3 1000");
            assertThat(acme.at("2027-01-15").shows("interval", "currentPeriod"))
                    .isEqualTo("monthly 2027-01-15 2027-02-15");
        }

        @Test
        void more_users_are_charged_for_the_remaining_days() {
            Told acme = onPremium("2026-01-15", MONTHLY).at("2026-02-01").with(users(5));

            assertThat(acme.lines()).containsExactly("charge premium monthly 1000 2 14 31 903");
            assertThat(acme.shows("managedUsers", "total")).isEqualTo("5 5000");
        }

        @Test
        void yen_has_no_minor_unit_below_it() {
            Told acme = opened("2026-01-15", "JPY", "UTC", Told.packaged())
                    .with(purchase("premium", MONTHLY, card("tok_visa")))
                    .at("2026-02-01")
                    .with(plan("enterprise"));

            assertThat(acme.lines())
                    .containsExactly(
                            "credit premium monthly 1000 3 14 31 -1355", "charge enterprise monthly 2000 3 14 31 2710");
        }

        @Test
        void a_plan_up_with_to_monthly_is_now_at_the_annual_price_and_the_interval_waits() {
            Told acme = onPremium("2026-01-15", ANNUAL).with(plan("enterprise", MONTHLY));

            assertThat(acme.lines()).last().isEqualTo("charge enterprise annual 20000 3 365 365 60000");
            assertThat(acme.shows("scheduledChange")).isEqualTo("2027-01-15 enterprise monthly 3 2000");
        }

        @Test
        void a_plan_up_with_fewer_users_charges_the_present_ones() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(plan("enterprise", MONTHLY, 2));

            assertThat(acme.lines()).last().isEqualTo("charge enterprise monthly 2000 3 31 31 6000");
            assertThat(acme.shows("managedUsers", "scheduledChange"))
                    .isEqualTo("3 2026-02-15 enterprise monthly 2 2000");
        }

        @Test
        void a_plan_up_with_more_users_is_one_charge_over_all_and_one_credit_over_those_before() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(plan("enterprise", MONTHLY, 5));

            assertThat(acme.lines())
                    .containsExactly(
                            "credit premium monthly 1000 3 31 31 -3000",
                            "charge enterprise monthly 2000 5 31 31 10000");
        }

        @Test
        void with_a_plan_down_everything_waits_except_more_users() {
            Told acme =
                    onPremium("2026-01-15", MONTHLY).with(plan("enterprise")).with(plan("premium", ANNUAL, 4));

            assertThat(acme.lines()).containsExactly("charge enterprise monthly 2000 1 31 31 2000");
            assertThat(acme.shows("plan", "interval", "managedUsers", "scheduledChange"))
                    .isEqualTo("enterprise monthly 4 2026-02-15 premium annual 4 10000");
        }

        @Test
        void to_annual_joins_a_plan_down_that_is_scheduled() {
            Told acme =
                    onPremium("2026-01-15", MONTHLY).with(plan("enterprise")).with(plan("premium"));

            assertThat(acme.with(interval(ANNUAL)).shows("interval", "scheduledChange"))
                    .isEqualTo("monthly 2026-02-15 premium annual 3 10000");
        }

        @Test
        void what_asks_for_nothing_else_is_refused_unless_something_is_scheduled() {
            Told acme = onPremium("2026-01-15", MONTHLY);

            assertThat(acme.refusal(plan("premium"))).isEqualTo("no-change");
            assertThat(acme.refusal(users(3))).isEqualTo("no-change");
            acme.with(users(2)).with(plan("premium"));
            assertThat(acme.shows("scheduledChange")).isEqualTo("2026-02-15 premium monthly 2 1000");
            acme.with(users(3));
            assertThat(acme.shows("scheduledChange")).isEqualTo("-");
            assertThat(acme.refusal(new WithdrawScheduled())).isEqualTo("nothing-scheduled");
        }

        @Test
        void a_later_choice_replaces_the_same_part_and_the_others_stay() {
            Told acme = onPremium("2026-01-15", MONTHLY)
                    .with(plan("enterprise"))
                    .with(users(2))
                    .with(plan("premium"))
                    .with(users(1));

            assertThat(acme.shows("scheduledChange")).isEqualTo("2026-02-15 premium monthly 1 1000");
            acme.with(users(5));
            assertThat(acme.shows("scheduledChange")).isEqualTo("2026-02-15 premium monthly 5 1000");
            acme.with(plan("enterprise"));
            assertThat(acme.shows("scheduledChange")).isEqualTo("-");
        }

        @Test
        void a_declined_change_is_undone_with_all_that_it_had_scheduled_or_dropped() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(users(2)).with(method("tok_decline"));
            acme.with(plan("enterprise", ANNUAL, 1));

            assertThat(acme.shows(TERMS)).isEqualTo("active premium monthly 3 2026-01-15 2026-02-15");
            assertThat(acme.shows("scheduledChange")).isEqualTo("2026-02-15 premium monthly 2 1000");
            assertThat(acme.invoices()).last().isEqualTo("ACME-0002 2026-01-15 void 57000");
        }

        @Test
        void what_comes_to_less_than_nothing_is_credited() {
            PriceList cheaper = Told.list(
                    Told.version("2026-01-01", "USD", 1000),
                    new Version(LocalDate.of(2026, 2, 1), List.of(new Price("enterprise", MONTHLY, "USD", 700))));
            Told acme = opened("2026-01-15", "USD", "UTC", cheaper)
                    .with(purchase("premium", MONTHLY, card("tok_visa")))
                    .at("2026-02-01")
                    .with(plan("enterprise"));

            assertThat(acme.invoices()).last().isEqualTo("ACME-0002 2026-02-01 paid 0");
            assertThat(acme.latest("creditBalanceAfter")).isEqualTo("407");
            assertThat(acme.history()).first().isEqualTo("2026-02-01 credited 407 407");
        }

        @Test
        void a_card_that_has_expired_is_refused_where_it_would_be_charged() {
            Told acme = opened("2026-01-15")
                    .with(purchase("premium", MONTHLY, PayBy.card("tok_visa", YearMonth.of(2026, 1))));

            assertThat(acme.at("2026-01-31").send(users(4)).isAccepted()).isTrue();
            assertThat(acme.at("2026-02-01").refusal(users(5))).isEqualTo("card-expired");
            assertThat(acme.send(users(2)).isAccepted()).isTrue();
            assertThat(acme.at("2026-02-15").invoices()).last().isEqualTo("ACME-0003 2026-02-15 paid 2000");
        }
    }

    @Nested
    class Canceling {
        @Test
        void the_plan_stays_to_the_periods_end_and_nothing_may_change_meanwhile() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(users(2)).with(cancel());

            assertThat(acme.shows("status", "renewsOn", "endsOn", "nextBill", "scheduledChange"))
                    .isEqualTo("canceling - 2026-02-15 - -");
            assertThat(acme.refusal(cancel())).isEqualTo("already-canceled");
            assertThat(acme.refusal(plan("free"))).isEqualTo("already-canceled");
            assertThat(acme.refusal(plan("enterprise"))).isEqualTo("canceling");
            assertThat(acme.refusal(users(9))).isEqualTo("canceling");
            assertThat(acme.at("2026-02-15").shows(TERMS)).isEqualTo("free free - 3 -");
            assertThat(acme.refusal(cancel())).isEqualTo("not-paid");
            assertThat(acme.invoices()).hasSize(1);
        }

        @Test
        void choosing_the_free_plan_is_canceling_and_it_can_be_withdrawn() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(plan("free", ANNUAL, 9));

            assertThat(acme.shows("status", "managedUsers")).isEqualTo("canceling 3");
            acme.with(new WithdrawCancellation());
            assertThat(acme.shows("status")).isEqualTo("active");
            assertThat(acme.refusal(new WithdrawCancellation())).isEqualTo("not-canceling");
        }
    }

    @Nested
    class Renewing {
        @Test
        void from_the_31st_on_the_last_day_of_shorter_months() {
            Told acme = onPremium("2026-01-31", MONTHLY).at("2026-05-01");

            assertThat(acme.invoices())
                    .containsExactly(
                            "ACME-0001 2026-01-31 paid 3000",
                            "ACME-0002 2026-02-28 paid 3000",
                            "ACME-0003 2026-03-31 paid 3000",
                            "ACME-0004 2026-04-30 paid 3000");
        }

        @Test
        void at_the_first_instant_of_the_day_in_the_accounts_zone_though_its_clocks_skip_midnight() {
            Told acme = opened("2026-03-23T22:30:00Z", "USD", "Africa/Cairo", Told.packaged())
                    .with(purchase("premium", MONTHLY, card("tok_visa")));

            assertThat(acme.shows("currentPeriod")).isEqualTo("2026-03-24 2026-04-24");
            assertThat(acme.oracle().moments()).hasToString("[2026-04-23T22:00:00Z]");
            assertThat(acme.at("2026-04-23T22:00:00Z").shows("currentPeriod")).isEqualTo("2026-04-24 2026-05-24");
        }

        /** In St John's it was 7 November 2010 for a minute and then the 6th again. */
        @Test
        void in_the_hour_that_comes_again_it_is_the_later_day_if_something_happened_on_it() {
            String paid = "2010-11-07T02:30:30Z";
            String again = "2010-11-07T03:00:00Z";
            Told acme = opened("2010-11-01", "USD", "America/St_Johns", Told.packaged());
            Told quiet = opened("2010-11-01", "USD", "America/St_Johns", Told.packaged());

            acme.at(paid)
                    .with(purchase("premium", MONTHLY, card("tok_visa")))
                    .at(again)
                    .with(plan("enterprise"));
            quiet.at(paid).at(again).with(purchase("premium", MONTHLY, card("tok_visa")));

            assertThat(acme.invoices())
                    .containsExactly("ACME-0001 2010-11-07 paid 3000", "ACME-0002 2010-11-07 paid 3000");
            assertThat(quiet.invoices()).containsExactly("ACME-0001 2010-11-06 paid 3000");
        }

        @Test
        void at_the_price_in_force_on_that_day_or_the_latest_that_there_was() {
            PriceList prices = Told.list(
                    Told.version("2026-01-01", "USD", 1000),
                    Told.version("2026-02-10", "USD", 1100),
                    new Version(LocalDate.of(2026, 3, 10), List.of()));
            Told acme = opened("2026-01-15", "USD", "UTC", prices).with(purchase("premium", MONTHLY, card("tok_visa")));

            assertThat(acme.shows("pricePerUser", "nextBill")).isEqualTo("1000 2026-02-15 3300 0 3300");
            assertThat(acme.at("2026-02-15").shows("pricePerUser")).isEqualTo("1100");
            assertThat(acme.at("2026-03-15").shows("pricePerUser")).isEqualTo("1100");
            assertThat(acme.refusal(plan("enterprise"))).isEqualTo("not-offered");
            assertThat(acme.send(users(4)).isAccepted()).isTrue();
        }

        @Test
        void credits_pay_first() {
            Told acme = onPremium("2026-01-15", MONTHLY).with(credit(4000));

            assertThat(acme.shows("nextBill")).isEqualTo("2026-02-15 3000 3000 0");
            acme.at("2026-03-15");
            assertThat(acme.invoices()).endsWith("ACME-0002 2026-02-15 paid 0", "ACME-0003 2026-03-15 paid 2000");
            assertThat(acme.history())
                    .containsExactly(
                            "2026-03-15 credit_card 2000 0",
                            "2026-03-15 discount_credits 1000 0",
                            "2026-02-15 discount_credits 3000 1000",
                            "2026-01-15 credited 4000 4000",
                            "2026-01-15 credit_card 3000 0");
        }
    }
}
