package com.kore.billing.app.oracle;

import static com.kore.billing.app.oracle.Every.ANNUAL;
import static com.kore.billing.app.oracle.Every.MONTHLY;
import static com.kore.billing.app.oracle.Told.cancel;
import static com.kore.billing.app.oracle.Told.card;
import static com.kore.billing.app.oracle.Told.contract;
import static com.kore.billing.app.oracle.Told.credit;
import static com.kore.billing.app.oracle.Told.interval;
import static com.kore.billing.app.oracle.Told.method;
import static com.kore.billing.app.oracle.Told.onPremium;
import static com.kore.billing.app.oracle.Told.opened;
import static com.kore.billing.app.oracle.Told.plan;
import static com.kore.billing.app.oracle.Told.purchase;
import static com.kore.billing.app.oracle.Told.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.Command.AddPrepaidUsers;
import com.kore.billing.app.oracle.Command.AssignUser;
import com.kore.billing.app.oracle.Command.RecordPayment;
import com.kore.billing.app.oracle.Command.Refund;
import com.kore.billing.app.oracle.Command.ReleaseUser;
import com.kore.billing.app.oracle.Command.SetPreferences;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.Command.UpdateProfile;
import com.kore.billing.app.oracle.Command.UserJoined;
import com.kore.billing.app.oracle.Command.WithdrawCancellation;
import com.kore.billing.app.oracle.Command.WithdrawScheduled;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The oracle on contracts: the examples that rules 19 to 22 work out in figures, and each of them by hand. */
class ContractTest {
    private static final SignContract EIGHTEEN_MONTHS = contract(ANNUAL, 10, 15_000, "2026-01-01", "2027-07-01");

    private static Told underContract() {
        return opened("2026-01-01").with(EIGHTEEN_MONTHS);
    }

    private static Told withTwoPrepaid() {
        return opened("2026-01-01").with(contract(MONTHLY, 2, 1000, "2026-01-01", "2026-03-01"));
    }

    private static RecordPayment paid(int invoice, long amount) {
        return new RecordPayment(invoice, amount, "USD");
    }

    @Nested
    class Signing {
        @Test
        void the_first_year_is_charged_in_full_and_what_the_end_cuts_short_by_the_day() {
            Told acme = underContract();

            assertThat(acme.lines()).containsExactly("charge premium annual 15000 10 365 365 150000");
            assertThat(acme.invoices()).containsExactly("ACME-0001 2026-01-01 open 150000");
            assertThat(acme.shows("nextBill")).isEqualTo("2027-01-01 74384 0 74384");
            acme.at("2027-01-01T00:00:00Z");
            assertThat(acme.lines()).containsExactly("charge premium annual 15000 10 181 365 74384");
            assertThat(acme.latest("accountKind", "issuedOn")).isEqualTo("contract 2027-01-01");
        }

        @Test
        void the_summary_tells_what_was_agreed() {
            Told acme = underContract();

            assertThat(acme.shows("accountKind", "status", "plan", "interval", "managedUsers", "pricePerUser", "total"))
                    .isEqualTo("contract active premium annual 10 15000 150000");
            assertThat(acme.shows("currentPeriod", "renewsOn", "endsOn", "scheduledChange"))
                    .isEqualTo("2026-01-01 2027-01-01 2027-01-01 2027-07-01 -");
            assertThat(acme.shows("contract"))
                    .isEqualTo("SO-2026-01-01 2026-01-01 2027-07-01 10 0 10 assign leave_free");
            assertThat(acme.shows("sections", "availableChanges"))
                    .isEqualTo("[subscription_information, subscription_type, preferences, payment_method] []");
            acme.at("2027-01-01");
            assertThat(acme.shows("currentPeriod", "renewsOn", "endsOn", "nextBill"))
                    .isEqualTo("2027-01-01 2027-07-01 - 2027-07-01 -");
        }

        @Test
        void a_start_to_come_takes_effect_at_the_first_instant_of_its_day_in_the_accounts_zone() {
            Told acme = opened("2026-03-20", "USD", "Asia/Beirut", Told.packaged())
                    .with(contract(MONTHLY, 5, 900, "2026-03-29", "2026-05-10"));

            assertThat(acme.shows("accountKind", "status", "plan", "managedUsers", "renewsOn", "endsOn", "contract"))
                    .isEqualTo("online free free 3 - - -");
            assertThat(acme.shows("nextBill", "scheduledChange", "availableChanges"))
                    .isEqualTo("2026-03-29 4500 0 4500 2026-03-29 premium monthly 5 900 []");
            // In Beirut that day begins at one o'clock.
            assertThat(acme.oracle().moments()).hasToString("[2026-03-28T22:00:00Z]");
            acme.at("2026-03-28T22:00:00Z");
            assertThat(acme.invoices()).containsExactly("ACME-0001 2026-03-29 open 4500");
            // 11 of 30 days from 29 April: 900 x 5 x 11/30.
            assertThat(acme.shows("nextBill")).isEqualTo("2026-04-29 1650 0 1650");
        }

        @Test
        void until_then_it_cannot_go_paid_but_do_whatever_else_is_free() {
            Told acme = opened("2026-01-10")
                    .with(method("tok_visa"))
                    .with(contract(MONTHLY, 5, 900, "2026-02-01", "2026-03-01"));

            assertThat(acme.refusal(plan("premium", MONTHLY))).isEqualTo("contract-managed");
            assertThat(acme.refusal(new WithdrawScheduled())).isEqualTo("contract-managed");
            assertThat(acme.refusal(new UserJoined("ada"))).isEqualTo("not-contract");
            acme.with(users(7)).with(credit(100)).with(new UpdateProfile(false));
            assertThat(acme.shows("managedUsers", "creditBalance")).isEqualTo("7 100");
        }

        @Test
        void periods_that_have_begun_are_charged_by_an_invoice_each_on_the_day_of_signing() {
            Told acme = opened("2024-03-31")
                    .with(method("tok_visa"))
                    .with(contract(MONTHLY, 1, 1000, "2024-01-31", "2024-04-15"));

            assertThat(acme.invoices())
                    .containsExactly(
                            "ACME-0001 2024-03-31 paid 1000",
                            "ACME-0002 2024-03-31 paid 1000",
                            "ACME-0003 2024-03-31 paid 500");
            assertThat(acme.lines()).containsExactly("charge premium monthly 1000 1 15 30 500");
            assertThat(acme.history()).hasSize(3);
            assertThat(acme.shows("currentPeriod")).isEqualTo("2024-03-31 2024-04-15");
        }

        @Test
        void a_leap_day_comes_again() {
            Told acme = opened("2024-02-29").with(contract(ANNUAL, 1, 36_500, "2024-02-29", "2029-01-01"));

            acme.at("2028-02-29");
            assertThat(acme.invoices())
                    .containsExactly(
                            "ACME-0001 2024-02-29 open 36500",
                            "ACME-0002 2025-02-28 open 36500",
                            "ACME-0003 2026-02-28 open 36500",
                            "ACME-0004 2027-02-28 open 36500",
                            "ACME-0005 2028-02-29 open 30700");
        }

        @Test
        void takes_a_free_account_only() {
            Told acme = onPremium("2026-01-15", MONTHLY);
            SignContract contract = contract(MONTHLY, 1, 0, "2026-01-15", "2026-02-15");

            assertThat(acme.refusal(contract)).isEqualTo("already-paid");
            acme.with(cancel());
            assertThat(acme.refusal(contract)).isEqualTo("already-paid");
        }

        @Test
        void is_refused_with_terms_that_cannot_be() {
            Told acme = opened("2026-01-15");
            LocalDate today = LocalDate.of(2026, 1, 15);

            assertThat(List.of(
                            contract(MONTHLY, 1, 100, "2016-01-14", "2027-01-01"),
                            contract(MONTHLY, 1, 100, "2026-01-01", "2026-01-15"),
                            contract(MONTHLY, 1, 100, "2026-02-01", "2026-02-01"),
                            contract(MONTHLY, 1, 100, "2026-01-15", "2126-01-16"),
                            contract(MONTHLY, 1, 1_000_000_001, "2026-01-15", "2027-01-01"),
                            contract(MONTHLY, 1_000_001, 1, "2026-01-15", "2027-01-01"),
                            contract(MONTHLY, 70_001, 1_000_000_000, "2026-01-15", "2027-01-01"),
                            new SignContract("free", MONTHLY, 1, 1, "USD", today, today.plusDays(1), "SO")))
                    .allSatisfy(contract -> assertThat(acme.refusal(contract)).isEqualTo("invalid"));
            assertThat(acme.refusal(new SignContract("gold", MONTHLY, 1, 1, "USD", today, today.plusDays(1), "SO")))
                    .isEqualTo("plan-unknown");
            assertThat(acme.refusal(new SignContract("premium", MONTHLY, 1, 1, "EUR", today, today.plusDays(1), "SO")))
                    .isEqualTo("currency-mismatch");
            acme.with(contract(MONTHLY, 1, 0, "2016-01-15", "2116-01-15"));
            assertThat(acme.invoices()).hasSize(121).last().isEqualTo("ACME-0121 2026-01-15 paid 0");
        }

        @Test
        void needs_no_plan_that_is_on_offer() {
            Told acme = opened("2026-01-15", "USD", "UTC", Told.list(Told.version("2030-01-01", "USD", 1000)));

            acme.with(contract(MONTHLY, 1, 100, "2026-01-15", "2026-03-01"));
            assertThat(acme.shows("plan", "pricePerUser")).isEqualTo("premium 100");
        }
    }

    @Nested
    class Managing {
        @Test
        void is_not_self_service() {
            Told acme = underContract().with(new UpdateProfile(true));

            assertThat(List.of(
                            plan("premium"),
                            plan("free"),
                            interval(MONTHLY),
                            users(3),
                            cancel(),
                            new WithdrawCancellation(),
                            new WithdrawScheduled(),
                            new UpdateProfile(false),
                            credit(100)))
                    .allSatisfy(command -> assertThat(acme.refusal(command)).isEqualTo("contract-managed"));
        }

        @Test
        void users_that_are_added_are_charged_for_the_remaining_days() {
            Told acme = underContract().at("2026-07-02").with(new AddPrepaidUsers(2));

            assertThat(acme.lines()).containsExactly("charge premium annual 15000 2 183 365 15041");
            assertThat(acme.shows("managedUsers", "total", "nextBill")).isEqualTo("12 180000 2027-01-01 89260 0 89260");
        }

        @Test
        void users_that_are_added_in_a_period_that_is_cut_short_pay_days_of_the_full_one() {
            Told acme = underContract().at("2027-06-30").with(new AddPrepaidUsers(73));

            assertThat(acme.lines()).containsExactly("charge premium annual 15000 73 1 365 3000");
        }

        @Test
        void who_joins_is_assigned_while_there_is_room_and_nothing_is_added_unasked() {
            Told acme = withTwoPrepaid()
                    .with(new UserJoined("ada"))
                    .with(new UserJoined("bob"))
                    .with(new UserJoined("cyd"));

            assertThat(acme.shows("contract")).isEqualTo("SO-2026-01-01 2026-01-01 2026-03-01 2 2 0 assign leave_free");
            assertThat(acme.refusal(new UserJoined("ada"))).isEqualTo("no-change");
            assertThat(acme.refusal(new AssignUser("cyd"))).isEqualTo("no-user-available");
            assertThat(acme.refusal(new ReleaseUser("cyd"))).isEqualTo("no-change");
            acme.with(new ReleaseUser("ada")).with(new AssignUser("cyd"));
            assertThat(acme.refusal(new SetPreferences(true, false))).isEqualTo("no-change");
        }

        @Test
        void where_nobody_is_available_one_is_added_if_that_is_preferred() {
            Told acme = withTwoPrepaid()
                    .with(new SetPreferences(true, true))
                    .with(new UserJoined("ada"))
                    .with(new UserJoined("bob"))
                    .at("2026-01-11")
                    .with(new UserJoined("cyd"));

            assertThat(acme.lines()).containsExactly("charge premium monthly 1000 1 21 31 677");
            assertThat(acme.shows("contract")).isEqualTo("SO-2026-01-01 2026-01-01 2026-03-01 3 3 0 assign add");
            acme.with(new SetPreferences(false, true)).with(new UserJoined("dan"));
            assertThat(acme.shows("managedUsers")).isEqualTo("3");
        }

        @Test
        void there_are_at_most_a_million() {
            Told acme = opened("2026-01-01").with(contract(MONTHLY, 999_999, 0, "2026-01-01", "2026-03-01"));

            assertThat(acme.refusal(new AddPrepaidUsers(2))).isEqualTo("invalid");
            acme.with(new AddPrepaidUsers(1));
            assertThat(acme.shows("managedUsers")).isEqualTo("1000000");
        }
    }

    @Nested
    class Collecting {
        @Test
        void a_declined_invoice_stays_open_and_is_tried_again_by_another_card() {
            Told acme = opened("2026-01-01")
                    .with(method("tok_decline"))
                    .with(contract(MONTHLY, 1, 1000, "2026-01-01", "2026-02-01"))
                    .at("2026-03-01");

            assertThat(acme.invoices()).containsExactly("ACME-0001 2026-01-01 open 1000");
            assertThat(acme.shows("status")).isEqualTo("free");
            acme.with(method("tok_visa"));
            assertThat(acme.payments(1))
                    .containsExactly("1 2026-01-01T12:00:00Z declined", "2 2026-03-01T12:00:00Z succeeded");
            assertThat(acme.history()).containsExactly("2026-03-01 credit_card 1000 0", "2026-01-01 notify 1000 0");
        }

        @Test
        void an_invoice_without_a_method_waits_for_the_staff_though_one_comes() {
            Told acme = underContract().with(method("tok_visa"));

            assertThat(acme.payments(1)).isEmpty();
            assertThat(acme.refusal(paid(1, 149_999))).isEqualTo("amount-not-due");
            acme.with(paid(1, 150_000));
            assertThat(acme.latest("status", "amountPaid")).isEqualTo("paid 150000");
            assertThat(acme.payments(1)).containsExactly("0 2026-01-01T12:00:00Z recorded");
            assertThat(acme.history()).containsExactly("2026-01-01 recorded 150000 0");
            assertThat(acme.refusal(paid(1, 150_000))).isEqualTo("amount-not-due");
            assertThat(acme.refusal(new Refund(1, Optional.empty(), "USD"))).isEqualTo("refund-exceeds-paid");
            assertThat(acme.refusal(paid(2, 1))).isEqualTo("invoice-not-found");
        }

        @Test
        void nothing_is_recorded_while_the_outcome_of_an_attempt_is_unknown_or_for_what_no_contract_charged() {
            Told acme = opened("2026-01-01")
                    .with(method("tok_timeout"))
                    .with(contract(MONTHLY, 1, 1000, "2026-01-01", "2026-02-01"));

            assertThat(acme.refusal(paid(1, 1000))).isEqualTo("payment-pending");
            acme.with(new AddPrepaidUsers(1)).at("2026-01-01T12:01:00Z");
            assertThat(acme.invoices())
                    .containsExactly("ACME-0001 2026-01-01 paid 1000", "ACME-0002 2026-01-01 paid 1000");
            Told other =
                    onPremium("2026-01-15", MONTHLY).with(method("tok_decline")).at("2026-02-15");
            assertThat(other.refusal(paid(1, 3000))).isEqualTo("amount-not-due");
            assertThat(other.refusal(paid(2, 3000))).isEqualTo("not-contract");
        }

        @Test
        void credit_is_not_taken_and_there_again_afterwards() {
            Told acme = opened("2026-01-01")
                    .with(credit(5000))
                    .with(method("tok_visa"))
                    .with(contract(MONTHLY, 1, 1000, "2026-01-01", "2026-02-01"));

            assertThat(acme.latest("creditApplied", "amountDue", "creditBalanceAfter"))
                    .isEqualTo("0 1000 5000");
            acme.at("2026-02-01").with(plan("premium", MONTHLY));
            assertThat(acme.latest("accountKind", "creditApplied", "amountDue")).isEqualTo("online 1000 0");
        }

        @Test
        void a_card_that_has_expired_is_asked_all_the_same() {
            Told acme = opened("2026-01-01")
                    .with(new Command.ChangeMethod(PayBy.card("tok_visa", YearMonth.of(2026, 1)), false))
                    .with(contract(MONTHLY, 1, 1000, "2026-01-01", "2026-03-01"))
                    .at("2026-02-01")
                    .with(new AddPrepaidUsers(1));

            assertThat(acme.invoices()).endsWith("ACME-0002 2026-02-01 paid 1000", "ACME-0003 2026-02-01 paid 1000");
        }

        @Test
        void an_open_invoice_holds_up_nothing_afterwards() {
            Told acme = withTwoPrepaid().at("2026-03-01").with(purchase("premium", MONTHLY, card("tok_visa")));

            assertThat(acme.shows("accountKind", "status")).isEqualTo("online active");
            assertThat(acme.invoices()).startsWith("ACME-0001 2026-01-01 open 2000", "ACME-0002 2026-02-01 open 2000");
        }
    }

    @Nested
    class Ending {
        @Test
        void it_is_free_again_with_as_many_users_as_were_prepaid() {
            Told acme = withTwoPrepaid().with(new AddPrepaidUsers(3)).with(new UserJoined("ada"));

            acme.at("2026-02-28T23:59:59Z");
            assertThat(acme.shows("accountKind")).isEqualTo("contract");
            acme.at("2026-03-01T00:00:00Z");
            assertThat(acme.shows(
                            "accountKind", "status", "plan", "managedUsers", "currentPeriod", "endsOn", "contract"))
                    .isEqualTo("online free free 5 - - -");
            assertThat(acme.refusal(new ReleaseUser("ada"))).isEqualTo("not-contract");
            assertThat(acme.invoices()).hasSize(3);
        }

        @Test
        void a_follow_up_starts_on_that_day_and_releases_whom_it_has_no_room_for() {
            Told acme = withTwoPrepaid()
                    .with(new SetPreferences(true, true))
                    .with(new UserJoined("ada"))
                    .with(new UserJoined("bob"))
                    .with(new UserJoined("cyd"))
                    .with(new ReleaseUser("ada"));

            assertThat(acme.refusal(contract(ANNUAL, 1, 7300, "2026-03-02", "2026-06-01")))
                    .isEqualTo("invalid");
            acme.with(contract(ANNUAL, 1, 7300, "2026-03-01", "2026-06-01"));
            acme.with(contract(MONTHLY, 9, 500, "2026-06-01", "2026-07-01"));
            assertThat(acme.at("2026-02-01").shows("renewsOn", "endsOn", "nextBill", "scheduledChange"))
                    .isEqualTo("2026-03-01 2026-07-01 2026-03-01 1840 0 1840 2026-03-01 premium annual 1 7300");
            acme.at("2026-03-01T00:00:00Z");
            assertThat(acme.shows("contract")).isEqualTo("SO-2026-03-01 2026-03-01 2026-06-01 1 1 0 assign add");
            assertThat(acme.lines()).containsExactly("charge premium annual 7300 1 92 365 1840");
            assertThat(acme.refusal(new UserJoined("bob"))).isEqualTo("no-change");
            assertThat(acme.at("2026-07-01").shows("accountKind", "managedUsers"))
                    .isEqualTo("online 9");
        }

        @Test
        void what_an_online_plan_left_past_due_is_written_off_and_what_the_contract_charged_is_not() {
            HouseRules slow = new HouseRules(Told.packaged(), List.of(40));
            Told acme = new Told(slow).at("2026-01-15");
            acme.with(new Command.Open("USD", "UTC", Optional.empty(), true))
                    .with(purchase("premium", MONTHLY, card("tok_visa")))
                    .with(method("tok_decline"))
                    .at("2026-02-15T00:00:00Z")
                    .with(cancel())
                    .at("2026-03-15")
                    .with(contract(MONTHLY, 1, 500, "2026-03-15", "2026-05-15"));

            assertThat(acme.shows("accountKind", "status")).isEqualTo("contract past_due");
            acme.at("2026-03-27");
            assertThat(acme.shows("accountKind", "status")).isEqualTo("contract active");
            assertThat(acme.invoices())
                    .endsWith("ACME-0002 2026-02-15 uncollectible 1000", "ACME-0003 2026-03-15 open 500");
        }
    }
}
