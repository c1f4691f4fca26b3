package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.interval;
import static com.kore.billing.domain.subscription.Given.invoice;
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
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RenewalTest {
    private static final LocalDate FEB_15 = LocalDate.of(2026, 2, 15);

    private static SubscriptionCommand[] history(SubscriptionCommand... then) {
        return Stream.concat(
                        Stream.of(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1)),
                        Stream.of(then))
                .toArray(SubscriptionCommand[]::new);
    }

    private static List<SubscriptionRenewed> renewals(List<SubscriptionEvent> events) {
        return events.stream()
                .filter(SubscriptionRenewed.class::isInstance)
                .map(SubscriptionRenewed.class::cast)
                .toList();
    }

    private static List<InvoiceIssued> invoices(List<SubscriptionEvent> events) {
        return events.stream()
                .filter(InvoiceIssued.class::isInstance)
                .map(InvoiceIssued.class::cast)
                .toList();
    }

    @Test
    void the_next_period_is_charged_in_full_at_the_first_instant_of_the_periods_end() {
        List<SubscriptionEvent> events = Story.after(history()).events(dayCame("2026-02-20"));

        Instant due = Instant.parse("2026-02-15T00:00:00Z");
        assertThat(events.getFirst())
                .isEqualTo(new SubscriptionRenewed(
                        ACME,
                        due,
                        FEB_15,
                        new PaidPeriod(
                                terms(PREMIUM, MONTHLY, 3, "10.00"),
                                LocalDate.of(2026, 1, 15),
                                new BillingPeriod(FEB_15, LocalDate.of(2026, 3, 15)))));
        assertThat(invoices(events)).singleElement().satisfies(issued -> {
            assertThat(issued.invoiceId()).isEqualTo(invoice(2));
            assertThat(issued.at()).isEqualTo(due);
            assertThat(issued.totals().amountDue()).isEqualTo(usd("30.00"));
        });
        assertThat(events).hasSize(2);
    }

    @Test
    void it_is_due_at_midnight_of_the_accounts_zone_and_not_before() {
        SubscriptionCommand[] inNewYork = {
            open("2026-01-01", "America/New_York"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1)
        };
        Story.after(inNewYork).refused(new BringUpToDate(ACME, Instant.parse("2026-02-15T04:59:59Z")), "nothing-due");
        Story.after(inNewYork)
                .thenEvents(new BringUpToDate(ACME, Instant.parse("2026-02-15T05:00:00Z")))
                .hasSize(2);
    }

    @Test
    void a_month_that_begins_on_the_31st_renews_on_the_last_day_of_shorter_months_and_on_the_31st_again() {
        List<SubscriptionEvent> events = Story.after(
                        open("2017-01-01"), choose("2017-01-31", PREMIUM, MONTHLY, 1), paid("2017-01-31", 1))
                .events(dayCame("2017-05-01"));
        assertThat(renewals(events))
                .extracting(renewed -> renewed.becomes().period().start().toString())
                .containsExactly("2017-02-28", "2017-03-31", "2017-04-30");
        assertThat(invoices(events))
                .extracting(InvoiceIssued::invoiceId)
                .containsExactly(invoice(2), invoice(3), invoice(4));
    }

    @Test
    void a_year_that_begins_on_29_february_comes_back_to_it_in_the_next_leap_year() {
        List<SubscriptionEvent> events = Story.after(
                        open("2024-01-01"), choose("2024-02-29", PREMIUM, ANNUAL, 1), paid("2024-02-29", 1))
                .events(dayCame("2028-03-01"));
        assertThat(renewals(events))
                .extracting(renewed -> renewed.on().toString())
                .containsExactly("2025-02-28", "2026-02-28", "2027-02-28", "2028-02-29");
    }

    @Test
    void scheduled_terms_take_over() {
        List<SubscriptionEvent> events =
                Story.after(history(users("2026-02-01", 2))).events(dayCame("2026-02-20"));
        assertThat(renewals(events))
                .singleElement()
                .satisfies(renewed ->
                        assertThat(renewed.becomes().terms()).isEqualTo(terms(PREMIUM, MONTHLY, 2, "10.00")));
        assertThat(invoices(events).getFirst().totals().amountDue()).isEqualTo(usd("20.00"));
    }

    @Test
    void a_change_of_interval_that_takes_over_begins_a_new_calendar() {
        List<SubscriptionEvent> events = Story.after(
                        open("2024-01-01"),
                        choose("2024-02-29", PREMIUM, ANNUAL, 1),
                        paid("2024-02-29", 1),
                        interval("2024-06-01", MONTHLY))
                .events(dayCame("2025-04-01"));
        assertThat(renewals(events))
                .extracting(renewed -> renewed.becomes().anchor().toString() + " " + renewed.on())
                .containsExactly("2025-02-28 2025-02-28", "2025-02-28 2025-03-28");
    }

    @Test
    void the_price_is_the_catalogs_in_force_on_that_day() {
        assertThat(Story.sellingFrom(dearerFrom(FEB_15), history())
                        .invoice(dayCame("2026-02-20"))
                        .totals()
                        .amountDue())
                .isEqualTo(usd("33.00"));
        assertThat(Story.sellingFrom(dearerFrom(FEB_15.plusDays(1)), history())
                        .invoice(dayCame("2026-02-20"))
                        .totals()
                        .amountDue())
                .isEqualTo(usd("30.00"));
    }

    @Test
    void a_plan_that_is_no_longer_sold_renews_at_the_latest_price_there_is() {
        PlanCatalog catalog = new PlanCatalog(List.of(
                Given.catalog().versions().getFirst(),
                new PlanCatalog.Version(
                        FEB_15,
                        List.of(
                                new Plan(Given.FREE, "Free", 0, List.of()),
                                Given.plan(ENTERPRISE, "Enterprise", 2, "20.00", "200.00", "18.00")))));
        assertThat(Story.sellingFrom(catalog, history())
                        .invoice(dayCame("2026-02-20"))
                        .totals()
                        .amountDue())
                .isEqualTo(usd("30.00"));
        Story.sellingFrom(catalog, open("2026-01-01"))
                .refused(choose("2026-03-01", PREMIUM, MONTHLY, 1), "not-offered");
    }

    @Test
    void credits_and_added_users_use_the_terms_price_though_the_catalog_has_another_by_now() {
        PlanCatalog catalog = dearerFrom(LocalDate.of(2026, 1, 20));
        InvoiceIssued added = Story.sellingFrom(catalog, history()).invoice(users("2026-02-01", 5));
        assertThat(added.totals().amountDue()).isEqualTo(usd("9.03"));
        InvoiceIssued upgraded = Story.sellingFrom(catalog, history()).invoice(plan("2026-02-01", ENTERPRISE));
        assertThat(upgraded.lines())
                .extracting(
                        line -> line.amount().toString(),
                        line -> line.catalogVersion().orElseThrow().toString())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("USD -13.55", "1970-01-01"),
                        org.assertj.core.groups.Tuple.tuple("USD 29.81", "2026-01-20"));
    }

    @Test
    void a_command_first_brings_its_subscription_up_to_its_own_date() {
        List<SubscriptionEvent> events = Story.after(history()).events(cancel("2026-03-20"));
        assertThat(renewals(events))
                .extracting(renewed -> renewed.on().toString())
                .containsExactly("2026-02-15", "2026-03-15");
        assertThat(events.getLast())
                .isEqualTo(new CancellationScheduled(
                        ACME,
                        noon("2026-03-20"),
                        LocalDate.of(2026, 3, 20),
                        LocalDate.of(2026, 4, 15),
                        Optional.empty()));
    }

    @Test
    void a_refused_command_leaves_what_was_due_to_the_billing_run() {
        Story.after(history()).refused(users("2026-03-20", 3), "no-change");
    }

    @Test
    void three_years_are_played_in_one_step_with_one_invoice_a_month() {
        List<SubscriptionEvent> events = Story.after(history()).events(dayCame("2029-01-14"));
        assertThat(invoices(events)).hasSize(35);
        assertThat(invoices(events).getLast().invoiceId()).hasToString("ACME-0036");
    }

    private static PlanCatalog dearerFrom(LocalDate day) {
        return new PlanCatalog(List.of(
                Given.catalog().versions().getFirst(),
                new PlanCatalog.Version(
                        day,
                        List.of(
                                new Plan(Given.FREE, "Free", 0, List.of()),
                                Given.plan(PREMIUM, "Premium", 1, "11.00", "110.00", "9.90"),
                                Given.plan(ENTERPRISE, "Enterprise", 2, "22.00", "220.00", "19.80")))));
    }
}
