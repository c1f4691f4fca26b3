package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.RENEWED;
import static com.kore.billing.domain.invoicing.InvoiceOccasion.USERS_ADDED;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.GivenContract.Moment.noonOf;
import static com.kore.billing.domain.subscription.GivenContract.Moment.startOf;
import static com.kore.billing.domain.subscription.GivenContract.TEN_USERS;
import static com.kore.billing.domain.subscription.GivenContract.add;
import static com.kore.billing.domain.subscription.GivenContract.annual;
import static com.kore.billing.domain.subscription.GivenContract.assign;
import static com.kore.billing.domain.subscription.GivenContract.charge;
import static com.kore.billing.domain.subscription.GivenContract.join;
import static com.kore.billing.domain.subscription.GivenContract.period;
import static com.kore.billing.domain.subscription.GivenContract.prefer;
import static com.kore.billing.domain.subscription.GivenContract.release;
import static com.kore.billing.domain.subscription.GivenContract.sign;
import static com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable.ADD;
import static com.kore.billing.domain.subscription.Preferences.WhenUserJoins.ASSIGN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.subscription.GivenContract.Moment;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rule 21: who uses the prepaid subscriptions of a contract, and more of them. */
class PrepaidUsersTest {
    private static final Contract TWO_USERS = annual(2, "2026-01-01", "2027-07-01");

    private static Story signed(Contract contract, SubscriptionCommand... then) {
        return Story.after(Stream.concat(Stream.of(open("2025-12-01"), sign("2026-01-01", contract)), Stream.of(then))
                .toArray(SubscriptionCommand[]::new));
    }

    /** Two users, both prepaid subscriptions used. */
    private static Story allUsed(SubscriptionCommand... then) {
        return signed(
                TWO_USERS,
                Stream.concat(Stream.of(assign("2026-01-02", "ada"), assign("2026-01-02", "bob")), Stream.of(then))
                        .toArray(SubscriptionCommand[]::new));
    }

    /** All used, but for what happens then; setting the preferences that are set would be refused. */
    private static Story preferring(
            WhenUserJoins joins, WhenNoneAvailable noneAvailable, SubscriptionCommand... first) {
        boolean isDefault = new Preferences(joins, noneAvailable).equals(Preferences.DEFAULT);
        return allUsed(Stream.concat(
                        Stream.of(first),
                        isDefault ? Stream.of() : Stream.of(prefer("2026-01-03", joins, noneAvailable)))
                .toArray(SubscriptionCommand[]::new));
    }

    @Nested
    class AddingPrepaidUsers {
        /** The example of rule 21. */
        @Test
        void they_are_charged_for_the_remaining_days() {
            Moment now = noonOf("2026-07-02");
            signed(TEN_USERS)
                    .then(
                            add("2026-07-02", 2),
                            now.added(10, 12),
                            now.issued(
                                    2, USERS_ADDED, charge(TEN_USERS, 2, 365, "2026-07-02", "2027-01-01", "150.41")));
        }

        @ParameterizedTest(name = "on {0} of the period to {1}: {2}")
        @CsvSource({
            "2026-01-01, 2027-01-01, 150.00",
            "2026-12-31, 2027-01-01, 0.41",
            "2027-01-01, 2027-07-01, 74.38",
            "2027-01-02, 2027-07-01, 73.97",
            "2027-06-30, 2027-07-01, 0.41"
        })
        void from_the_first_day_to_the_last_also_of_a_period_that_is_cut_short(String day, String end, String amount) {
            boolean first = end.equals("2027-01-01");
            Story running = first ? signed(TEN_USERS) : signed(TEN_USERS, dayCame("2027-01-01"));
            Moment now = noonOf(day);
            running.then(
                    add(day, 1),
                    now.added(10, 11),
                    now.issued(first ? 2 : 3, USERS_ADDED, charge(TEN_USERS, 1, 365, day, end, amount)));
        }

        @Test
        void they_are_charged_with_the_others_from_the_next_period_on() {
            Moment due = startOf("2027-01-01");
            signed(TEN_USERS, add("2026-07-02", 2))
                    .then(
                            dayCame("2027-01-01"),
                            due.renewed(period(TEN_USERS, 12, "2027-01-01", "2027-07-01")),
                            due.issued(3, RENEWED, charge(TEN_USERS, 12, 365, "2027-01-01", "2027-07-01", "892.60")));
        }

        @Test
        void what_it_comes_to_may_be_said_without_a_renewal_that_was_due_before() {
            Story running = signed(TEN_USERS);
            running.thenEvents(expecting("2026-07-02", 2, "150.41")).hasSize(2);
            running.refused(expecting("2026-07-02", 2, "150.42"), "amount-changed", "expectedAmountDue");
            running.thenEvents(expecting("2027-01-02", 1, "73.97")).hasSize(4);
            running.refused(expecting("2027-01-02", 1, "817.81"), "amount-changed", "expectedAmountDue");
        }

        private static AddPrepaidUsers expecting(String day, int count, String amount) {
            return new AddPrepaidUsers(ACME, noon(day), count, Optional.of(usd(amount)));
        }

        @ParameterizedTest
        @ValueSource(ints = {0, -1, 999_991, Integer.MAX_VALUE})
        void fewer_than_one_and_more_than_a_million_in_all_are_refused(int count) {
            signed(TEN_USERS).refused(add("2026-07-02", count), "invalid", "count");
        }

        @Test
        void a_million_is_the_most() {
            signed(TEN_USERS)
                    .thenEvents(add("2026-07-02", 999_990))
                    .first()
                    .isEqualTo(noonOf("2026-07-02").added(10, 1_000_000));
            signed(TEN_USERS, add("2026-07-02", 999_990)).refused(add("2026-07-02", 1), "invalid", "count");
        }
    }

    @Nested
    class Assigning {
        @Test
        void takes_one_of_those_available() {
            signed(TWO_USERS)
                    .then(assign("2026-01-02", "ada"), noonOf("2026-01-02").assigned("ada", 1));
            signed(TWO_USERS, assign("2026-01-02", "ada"))
                    .then(assign("2026-01-03", "bob"), noonOf("2026-01-03").assigned("bob", 2));
        }

        @Test
        void one_who_is_assigned_is_refused_also_when_none_is_available() {
            signed(TWO_USERS, assign("2026-01-02", "ada")).refused(assign("2026-01-03", "ada"), "no-change");
            allUsed().refused(assign("2026-01-03", "ada"), "no-change");
        }

        @Test
        void none_available_is_refused_whatever_the_preferences() {
            allUsed().refused(assign("2026-01-03", "cy"), "no-user-available");
            allUsed(prefer("2026-01-03", ASSIGN, ADD)).refused(assign("2026-01-03", "cy"), "no-user-available");
        }

        @Test
        void one_that_was_added_or_released_is_available() {
            allUsed(add("2026-01-03", 1))
                    .then(assign("2026-01-04", "cy"), noonOf("2026-01-04").assigned("cy", 3));
            allUsed(release("2026-01-03", "ada"))
                    .then(assign("2026-01-04", "cy"), noonOf("2026-01-04").assigned("cy", 2));
        }
    }

    @Nested
    class Releasing {
        @Test
        void frees_one() {
            allUsed().then(release("2026-01-03", "ada"), noonOf("2026-01-03").released("ada", 1));
            allUsed(release("2026-01-03", "ada"))
                    .then(release("2026-01-04", "bob"), noonOf("2026-01-04").released("bob", 0));
        }

        @Test
        void one_who_is_not_assigned_is_refused() {
            allUsed().refused(release("2026-01-03", "cy"), "no-change");
            allUsed(release("2026-01-03", "ada")).refused(release("2026-01-03", "ada"), "no-change");
        }
    }

    @Nested
    class Joining {
        @ParameterizedTest(name = "{0}, {1}")
        @CsvSource({"ASSIGN, LEAVE_FREE", "ASSIGN, ADD", "LEAVE_FREE, LEAVE_FREE", "LEAVE_FREE, ADD"})
        void with_one_available_the_first_preference_decides(WhenUserJoins joins, WhenNoneAvailable noneAvailable) {
            Moment now = noonOf("2026-01-04");
            Story preferring =
                    preferring(joins, noneAvailable, release("2026-01-02", "bob"), release("2026-01-02", "ada"));
            if (joins == ASSIGN) {
                preferring.then(join("2026-01-04", "cy"), now.joined("cy"), now.assigned("cy", 1));
            } else {
                preferring.then(join("2026-01-04", "cy"), now.joined("cy"));
            }
        }

        @ParameterizedTest(name = "{0}, {1}")
        @CsvSource({"ASSIGN, LEAVE_FREE", "ASSIGN, ADD", "LEAVE_FREE, LEAVE_FREE", "LEAVE_FREE, ADD"})
        void with_none_available_one_is_added_only_if_both_want_it(
                WhenUserJoins joins, WhenNoneAvailable noneAvailable) {
            Moment now = noonOf("2026-07-02");
            Story preferring = preferring(joins, noneAvailable);
            if (joins == ASSIGN && noneAvailable == ADD) {
                preferring.then(
                        join("2026-07-02", "cy"),
                        now.joined("cy"),
                        now.added(2, 3),
                        now.issued(2, USERS_ADDED, charge(TWO_USERS, 1, 365, "2026-07-02", "2027-01-01", "75.21")),
                        now.assigned("cy", 3));
            } else {
                preferring.then(join("2026-07-02", "cy"), now.joined("cy"));
            }
        }

        /** Rule 21b. */
        @Test
        void until_preferences_are_set_who_joins_is_assigned_and_nothing_is_added() {
            Moment now = noonOf("2026-01-03");
            signed(TWO_USERS).then(join("2026-01-03", "ada"), now.joined("ada"), now.assigned("ada", 1));
            allUsed().then(join("2026-01-03", "cy"), now.joined("cy"));
        }

        @Test
        void who_was_left_free_may_join_again_and_be_assigned() {
            Moment now = noonOf("2026-01-04");
            allUsed(join("2026-01-03", "cy"), release("2026-01-03", "bob"))
                    .then(join("2026-01-04", "cy"), now.joined("cy"), now.assigned("cy", 2));
        }

        @ParameterizedTest
        @EnumSource(WhenUserJoins.class)
        void who_is_assigned_is_refused(WhenUserJoins joins) {
            preferring(joins, ADD).refused(join("2026-01-04", "ada"), "no-change");
        }

        @Test
        void what_it_comes_to_may_be_said() {
            Story adding = allUsed(prefer("2026-01-03", ASSIGN, ADD));
            adding.thenEvents(expecting("75.21")).hasSize(4);
            adding.refused(expecting("0.00"), "amount-changed", "expectedAmountDue");
            allUsed().thenEvents(expecting("0.00")).hasSize(1);
        }

        private static RecordUserJoined expecting(String amount) {
            return new RecordUserJoined(ACME, noon("2026-07-02"), "cy", Optional.of(usd(amount)));
        }

        /** Rule 21e. */
        @Test
        void where_a_million_are_used_who_joins_is_left_free_and_nothing_else_is_possible() {
            ContractSubscription full = millionUsed();
            Moment now = noonOf("2026-01-04");
            assertThat(decided(full, join("2026-01-04", "one-too-many"))).containsExactly(now.joined("one-too-many"));
            assertThatThrownBy(() -> decided(full, assign("2026-01-04", "one-too-many")))
                    .isInstanceOfSatisfying(
                            CommandRejected.class,
                            refusal -> assertThat(refusal.code()).isEqualTo("no-user-available"));
        }

        private static ContractSubscription millionUsed() {
            ContractSubscription one = (ContractSubscription)
                    signed(annual(1_000_000, "2026-01-01", "2027-07-01")).state();
            return new ContractSubscription(
                    one.account(),
                    one.freePlan(),
                    one.contract(),
                    one.paid(),
                    one.following(),
                    new Assignments(
                            new Preferences(ASSIGN, ADD),
                            IntStream.range(0, 1_000_000)
                                    .mapToObj(Integer::toString)
                                    .toList()));
        }

        private static List<SubscriptionEvent> decided(SubscriptionState state, SubscriptionCommand command) {
            return Decision.of(state, command, BillingRules.of(Given.catalog()));
        }
    }

    @Nested
    class SettingPreferences {
        @Test
        void they_count_from_then_on() {
            signed(TWO_USERS)
                    .then(
                            prefer("2026-01-03", WhenUserJoins.LEAVE_FREE, ADD),
                            noonOf("2026-01-03").preferring(WhenUserJoins.LEAVE_FREE, ADD));
        }

        @Test
        void those_that_are_set_are_refused() {
            signed(TWO_USERS).refused(prefer("2026-01-03", ASSIGN, WhenNoneAvailable.LEAVE_FREE), "no-change");
            signed(TWO_USERS, prefer("2026-01-03", ASSIGN, ADD))
                    .refused(prefer("2026-01-04", ASSIGN, ADD), "no-change");
        }
    }

    /** Rules 21c and 22b. */
    @Nested
    class WithoutARunningContract {
        static Stream<SubscriptionCommand> five() {
            return Stream.of(
                    add("2028-01-01", 1),
                    join("2028-01-01", "ada"),
                    assign("2028-01-01", "ada"),
                    release("2028-01-01", "ada"),
                    prefer("2028-01-01", ASSIGN, ADD));
        }

        @ParameterizedTest
        @MethodSource("five")
        void all_five_are_refused(SubscriptionCommand command) {
            Story.after(open("2025-12-01")).refused(command, "not-contract");
            Story.after(open("2025-12-01"), sign("2026-01-01", annual(2, "2028-02-01", "2029-02-01")))
                    .refused(command, "not-contract");
            Story.after(open("2025-12-01"), choose("2027-12-15", PREMIUM, MONTHLY, 3), paid("2027-12-15", 1))
                    .refused(command, "not-contract");
            allUsed(dayCame("2027-07-01")).refused(command, "not-contract");
        }
    }
}
