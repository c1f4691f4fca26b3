package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.PROFILE;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.interval;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.users;
import static com.kore.billing.domain.subscription.GivenContract.TEN_USERS;
import static com.kore.billing.domain.subscription.GivenContract.method;
import static com.kore.billing.domain.subscription.GivenContract.sign;

import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 19d and 20: what is the sales representative's to do while a contract runs, and before it starts. */
class ContractManagedTest {
    private static final Story RUNNING = Story.after(open("2025-12-01"), sign("2026-01-01", TEN_USERS));

    private static UpdateBillingProfile profile(String day, boolean byStaff) {
        return new UpdateBillingProfile(ACME, noon(day), PROFILE, byStaff);
    }

    private static BillingProfileUpdated updated(String day) {
        return new BillingProfileUpdated(ACME, noon(day), LocalDate.parse(day), PROFILE);
    }

    private static ErasePersonalData erase(String day) {
        return new ErasePersonalData(ACME, noon(day));
    }

    private static PaymentMethodChanged visaOnFile(String day) {
        return new PaymentMethodChanged(ACME, noon(day), LocalDate.parse(day), 1, VISA, List.of());
    }

    @Nested
    class WhileItRuns {
        static Stream<SubscriptionCommand> selfService() {
            String day = "2026-02-01";
            return Stream.of(
                    choose(day, PREMIUM, MONTHLY, 10),
                    choose(day, ENTERPRISE, ANNUAL, 10),
                    plan(day, FREE),
                    interval(day, MONTHLY),
                    interval(day, ANNUAL),
                    users(day, 11),
                    users(day, 10),
                    users(day, 9),
                    cancel(day),
                    new WithdrawCancellation(ACME, noon(day)),
                    new WithdrawScheduledChange(ACME, noon(day)),
                    profile(day, false));
        }

        @ParameterizedTest
        @MethodSource("selfService")
        void self_service_is_refused(SubscriptionCommand command) {
            RUNNING.refused(command, "contract-managed");
        }

        @Test
        void the_staff_update_the_profile() {
            RUNNING.then(profile("2026-02-01", true), updated("2026-02-01"));
        }

        @Test
        void the_payment_method_is_the_accounts_own() {
            RUNNING.then(method("2026-02-01", VISA), visaOnFile("2026-02-01"));
        }

        @Test
        void erasure_is_refused() {
            RUNNING.refused(erase("2026-02-01"), "still-active");
        }

        @Test
        void it_is_open_already_and_nothing_is_due_before_its_time() {
            RUNNING.refused(open("2026-02-01"), "subscription-exists");
            RUNNING.refused(dayCame("2026-02-01"), "nothing-due");
        }
    }

    /** Rule 19d. */
    @Nested
    class BeforeItStarts {
        private static final Story SIGNED = Story.after(open("2025-12-01"), sign("2025-12-10", TEN_USERS));

        @Test
        void going_paid_is_refused() {
            SIGNED.refused(choose("2025-12-15", PREMIUM, MONTHLY, 3), "contract-managed");
            SIGNED.refused(choose("2025-12-31", ENTERPRISE, ANNUAL, 10), "contract-managed");
        }

        @Test
        void erasure_is_refused() {
            SIGNED.refused(erase("2025-12-15"), "still-active");
        }

        @Test
        void a_cancellation_has_nothing_to_cancel() {
            SIGNED.refused(cancel("2025-12-15"), "not-paid");
            SIGNED.refused(interval("2025-12-15", ANNUAL), "not-paid");
            SIGNED.refused(new WithdrawCancellation(ACME, noon("2025-12-15")), "not-canceling");
        }

        @Test
        void it_is_online_and_free_in_all_else() {
            LocalDate day = LocalDate.of(2025, 12, 15);
            SIGNED.then(users("2025-12-15", 4), new ManagedUsersChanged(ACME, noon("2025-12-15"), day, 1, 4));
            SIGNED.then(profile("2025-12-15", false), updated("2025-12-15"));
            SIGNED.then(method("2025-12-15", VISA), visaOnFile("2025-12-15"));
            SIGNED.thenEvents(credit("2025-12-15", CreditKind.SIGNUP, "5.00")).hasSize(1);
        }
    }

    /** Rule 22. */
    @Nested
    class AfterItsEnd {
        private static final Story ENDED = Story.after(
                open("2025-12-01"), sign("2026-01-01", TEN_USERS), dayCame("2027-01-01"), dayCame("2027-07-01"));

        @Test
        void nothing_is_due_any_more() {
            ENDED.refused(dayCame("2037-07-01"), "nothing-due");
        }

        @Test
        void everything_is_self_service_again() {
            ENDED.thenEvents(choose("2027-07-02", PREMIUM, MONTHLY, 3)).hasSize(3);
            ENDED.then(
                    users("2027-07-02", 4),
                    new ManagedUsersChanged(ACME, noon("2027-07-02"), LocalDate.of(2027, 7, 2), 10, 4));
            ENDED.then(profile("2027-07-02", false), updated("2027-07-02"));
        }
    }
}
