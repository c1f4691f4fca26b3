package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.CATALOG;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.interval;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.terms;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is chosen for the period's end, and what it costs then (rules 3b, 3c, 5, 7b, 10c). Three users on Enterprise since 15 January. */
class LaterChoicesTest {
    private static final LocalDate JAN_15 = LocalDate.of(2026, 1, 15);
    private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
    private static final LocalDate FEB_15 = LocalDate.of(2026, 2, 15);

    /** Premium and annual billing are not sold any more from 1 February on. */
    private static final PlanCatalog SHRUNK = new PlanCatalog(List.of(
            Given.catalog().versions().getFirst(),
            new PlanCatalog.Version(
                    FEB_1,
                    List.of(
                            new Plan(FREE, "Free", 0, List.of()),
                            Given.plan(ENTERPRISE, "Enterprise", 2, "20.00", "200.00", "18.00")))));

    private static Story enterprise(SubscriptionCommand... then) {
        return enterprise(Given.catalog(), then);
    }

    private static Story enterprise(PlanCatalog catalog, SubscriptionCommand... then) {
        return Story.sellingFrom(
                catalog,
                Stream.concat(
                                Stream.of(
                                        open("2026-01-01"),
                                        choose("2026-01-15", ENTERPRISE, MONTHLY, 3),
                                        paid("2026-01-15", 1)),
                                Stream.of(then))
                        .toArray(SubscriptionCommand[]::new));
    }

    private static ChangeScheduled scheduled(TermsChange parts, Terms becomes) {
        return new ChangeScheduled(ACME, noon("2026-02-01"), FEB_1, new ScheduledChange(FEB_15, parts, becomes));
    }

    private static TermsChange toPlan(Optional<Integer> users) {
        return new TermsChange(Optional.of(PREMIUM), Optional.empty(), users);
    }

    @Test
    void choosing_the_free_plan_cancels_whatever_else_is_named() {
        enterprise(plan("2026-01-20", PREMIUM))
                .thenEvents(plan(
                        "2026-02-01", FREE, new TermsChange(Optional.empty(), Optional.of(ANNUAL), Optional.of(9))))
                .last()
                .isEqualTo(new CancellationScheduled(ACME, noon("2026-02-01"), FEB_1, FEB_15, Optional.empty()));
    }

    @Test
    void a_plan_down_lets_the_interval_wait_and_only_more_users_come_at_once() {
        List<SubscriptionEvent> events = enterprise()
                .events(plan(
                        "2026-02-01", PREMIUM, new TermsChange(Optional.empty(), Optional.of(ANNUAL), Optional.of(5))));

        assertThat(events.subList(0, 2))
                .containsExactly(
                        new ManagedUsersChanged(ACME, noon("2026-02-01"), FEB_1, 3, 5),
                        scheduled(
                                new TermsChange(Optional.of(PREMIUM), Optional.of(ANNUAL), Optional.empty()),
                                terms(PREMIUM, ANNUAL, 5, "100.00")));
        // 14 of 31 days of two users
        assertThat(((InvoiceIssued) events.getLast()).totals().amountDue()).isEqualTo(usd("18.06"));
        assertThat(events).hasSize(3);
    }

    /** Rule 3c. */
    @Nested
    class With_something_scheduled {
        @Test
        void what_is_scheduled_already_is_accepted_and_states_the_schedule_again() {
            enterprise(plan("2026-01-20", PREMIUM))
                    .then(
                            plan("2026-02-01", PREMIUM),
                            scheduled(toPlan(Optional.empty()), terms(PREMIUM, MONTHLY, 3, "10.00")));
        }

        @Test
        void what_is_in_effect_already_is_accepted_and_states_the_schedule_again() {
            enterprise(users("2026-01-20", 2))
                    .then(
                            interval("2026-02-01", MONTHLY),
                            scheduled(TermsChange.toManagedUsers(2), terms(ENTERPRISE, MONTHLY, 2, "20.00")));
        }

        @Test
        void with_nothing_scheduled_the_same_is_refused() {
            enterprise().refused(interval("2026-02-01", MONTHLY), "no-change");
            enterprise(plan("2026-01-20", PREMIUM), plan("2026-01-21", ENTERPRISE))
                    .refused(plan("2026-02-01", ENTERPRISE), "no-change");
        }
    }

    /** Rule 7b. */
    @Nested
    class What_is_not_on_offer_any_more {
        @Test
        void is_not_chosen_for_later() {
            enterprise(SHRUNK).thenEvents(plan("2026-01-31", PREMIUM)).hasSize(1);
            enterprise(SHRUNK).refused(plan("2026-02-01", PREMIUM), "not-offered");
        }

        @Test
        void stays_scheduled_while_users_change() {
            enterprise(SHRUNK, plan("2026-01-20", PREMIUM))
                    .then(
                            users("2026-02-01", 2),
                            scheduled(toPlan(Optional.of(2)), terms(PREMIUM, MONTHLY, 2, "10.00")));
        }

        @Test
        void is_chosen_anew_by_whoever_names_an_interval() {
            enterprise(SHRUNK, plan("2026-01-20", PREMIUM)).refused(interval("2026-02-01", ANNUAL), "not-offered");
        }
    }

    /** Rule 10: its price is decided on the day. */
    @Test
    void what_was_shown_when_it_was_scheduled_is_not_what_binds() {
        PlanCatalog dearer = new PlanCatalog(List.of(
                Given.catalog().versions().getFirst(),
                new PlanCatalog.Version(
                        FEB_15,
                        List.of(
                                new Plan(FREE, "Free", 0, List.of()),
                                Given.plan(PREMIUM, "Premium", 1, "12.00", "120.00", "11.00"),
                                Given.plan(ENTERPRISE, "Enterprise", 2, "24.00", "240.00", "22.00")))));
        SubscriptionState shown = enterprise(plan("2026-01-20", PREMIUM)).state();

        assertThat(Decision.of(shown, dayCame("2026-02-15"), BillingRules.of(dearer)))
                .first()
                .isEqualTo(renewed(new Terms(PREMIUM, MONTHLY, 3, usd("12.00"), Optional.of(FEB_15))));
    }

    /** Rule 10c: the operator has taken the plan out of all versions of the catalog. */
    @Test
    void where_no_version_has_a_price_any_more_the_terms_keep_theirs() {
        PlanCatalog without = new PlanCatalog(List.of(new PlanCatalog.Version(
                CATALOG,
                List.of(
                        new Plan(FREE, "Free", 0, List.of()),
                        Given.plan(PREMIUM, "Premium", 1, "10.00", "100.00", "9.00")))));

        assertThat(Decision.of(enterprise().state(), dayCame("2026-02-15"), BillingRules.of(without)))
                .first()
                .isEqualTo(renewed(terms(ENTERPRISE, MONTHLY, 3, "20.00")));
        assertThat(Decision.of(
                        enterprise(users("2026-01-20", 2)).state(), dayCame("2026-02-15"), BillingRules.of(without)))
                .first()
                .isEqualTo(renewed(terms(ENTERPRISE, MONTHLY, 2, "20.00")));
    }

    private static SubscriptionRenewed renewed(Terms terms) {
        return new SubscriptionRenewed(
                ACME,
                FEB_15.atStartOfDay().toInstant(ZoneOffset.UTC),
                FEB_15,
                new PaidPeriod(terms, JAN_15, new BillingPeriod(FEB_15, LocalDate.of(2026, 3, 15))));
    }
}
