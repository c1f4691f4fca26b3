package com.kore.billing.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.catalog.CatalogFile;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.app.testing.TestCatalog;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.payment.DunningSchedule;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

class SampleYearTest {
    private static final Instant BEGIN = Instant.parse("2026-03-01T00:00:00Z");
    private static final BillingRules RULES = BillingRules.of(packaged());

    private static PlanCatalog packaged() {
        try {
            return CatalogFile.read(
                    new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8), "packaged");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Stream<OpenSubscription> openings(SampleYear year) {
        return year.steps().stream()
                .map(Step::command)
                .filter(OpenSubscription.class::isInstance)
                .map(OpenSubscription.class::cast);
    }

    @Test
    void of_the_same_beginning_it_is_the_same_year() {
        assertThat(Rehearsal.year(BEGIN, RULES)).isEqualTo(Rehearsal.year(BEGIN, RULES));
    }

    /** Through four years, a leap day among them, in steps that meet every day of the week and of the month. */
    static Stream<LocalDate> beginnings() {
        return IntStream.range(0, 48).mapToObj(n -> LocalDate.of(2026, 2, 28).plusDays(31L * n));
    }

    @ParameterizedTest
    @MethodSource("beginnings")
    void whatever_day_it_begins_on_no_command_is_refused_and_all_that_can_happen_does(LocalDate day) {
        Instant begin = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        SampleYear year = Rehearsal.year(begin, RULES);

        assertThat(year.accounts()).isBetween(60, 150);
        assertThat(openings(year)).hasSize(year.accounts());
        assertThat(year.steps())
                .extracting(Step::at)
                .isSorted()
                .allMatch(at -> !at.isBefore(begin) && at.isBefore(year.end()));

        Collection<SimulatedSubscription> accounts =
                Rehearsal.played(year, RULES).values();
        assertThat(kinds(accounts.stream()
                        .flatMap(account -> account.happened().stream())
                        .map(stored -> stored.event().getClass())))
                .isEqualTo(kinds(allKinds(SubscriptionEvent.class).filter(Predicate.not(RefundFailed.class::equals))));
        assertThat(accounts.stream().map(account -> account.summary().status())).contains(SubscriptionStatus.values());
        assertThat(accounts.stream()
                        .flatMap(account -> account.invoices().stream())
                        .map(InvoiceView::status))
                .contains(InvoiceStatus.values());
        assertThat(accounts.stream()
                        .filter(account -> account.summary().scheduledChange().isPresent()))
                .isNotEmpty();
    }

    private static Stream<Class<?>> allKinds(Class<?> sealed) {
        return sealed.isSealed()
                ? Arrays.stream(sealed.getPermittedSubclasses()).flatMap(SampleYearTest::allKinds)
                : Stream.of(sealed);
    }

    private static Set<String> kinds(Stream<? extends Class<?>> types) {
        return types.map(Class::getSimpleName).collect(Collectors.toSet());
    }

    @Test
    void everybody_is_invented() {
        SampleYear year = Rehearsal.year(BEGIN, RULES);

        assertThat(year.steps().stream()
                        .map(Step::command)
                        .filter(UpdateBillingProfile.class::isInstance)
                        .map(UpdateBillingProfile.class::cast)
                        .map(update -> update.billingProfile().email()))
                .isNotEmpty()
                .allMatch(email -> email.matches("[a-z.-]+@[a-z-]+\\.example"));
        assertThat(openings(year).map(OpenSubscription::accountName)).doesNotHaveDuplicates();
        assertThat(openings(year).map(OpenSubscription::currency))
                .contains(CurrencyUnit.USD, CurrencyUnit.EUR, CurrencyUnit.JPY);
        assertThat(new HashSet<>(openings(year).map(OpenSubscription::timeZone).toList())
                        .stream().map(Object::toString))
                .contains("America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Sydney", "UTC");
    }

    @Test
    void under_other_prices_and_another_dunning_schedule_it_is_another_year_and_nothing_is_refused() {
        BillingRules others = new BillingRules(TestCatalog.CATALOG, new DunningSchedule(List.of(2, 30)));
        SampleYear year = Rehearsal.year(BEGIN, others);

        assertThat(openings(year).map(OpenSubscription::currency)).containsOnly(CurrencyUnit.USD);
        assertThat(Rehearsal.played(year, others).values().stream().flatMap(account -> account.invoices().stream()))
                .hasSizeGreaterThan(100);
    }

    @Test
    void where_nothing_has_a_price_nothing_can_be_opened() {
        BillingRules unpriced = BillingRules.of(new PlanCatalog(List.of(new PlanCatalog.Version(
                LocalDate.EPOCH, List.of(new Plan(new PlanId("basic"), "Basic", 0, List.of()))))));
        SampleYear year = Rehearsal.year(BEGIN, unpriced);

        assertThat(year.steps()).isEmpty();
    }
}
