package com.kore.billing.domain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.calendar.BillingInterval;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

class PlanCatalogTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
    private static final Plan FREE = new Plan(new PlanId("free"), "Free", 0, List.of());

    private static Plan plan(String id, int rank, String... prices) {
        return new Plan(
                new PlanId(id),
                id,
                rank,
                List.of(prices).stream()
                        .map(price -> new Price(BillingInterval.MONTHLY, Money.parse(price)))
                        .toList());
    }

    private static PlanCatalog catalog(Plan... plans) {
        return new PlanCatalog(List.of(new PlanCatalog.Version(DAY, List.of(plans))));
    }

    @Test
    void a_version_is_in_force_from_its_day_until_the_next_ones() {
        PlanCatalog catalog = new PlanCatalog(List.of(
                new PlanCatalog.Version(DAY, List.of(FREE, plan("premium", 1, "USD 10.00"))),
                new PlanCatalog.Version(DAY.plusDays(10), List.of(FREE, plan("premium", 1, "USD 11.00")))));
        PlanId premium = new PlanId("premium");
        assertThat(catalog.offer(premium, BillingInterval.MONTHLY, CurrencyUnit.USD, DAY.minusDays(1)))
                .isEmpty();
        assertThat(catalog.offer(premium, BillingInterval.MONTHLY, CurrencyUnit.USD, DAY.plusDays(9)))
                .contains(new QuotedPrice(Money.parse("USD 10.00"), DAY));
        assertThat(catalog.offer(premium, BillingInterval.MONTHLY, CurrencyUnit.USD, DAY.plusDays(10)))
                .contains(new QuotedPrice(Money.parse("USD 11.00"), DAY.plusDays(10)));
    }

    @Test
    void a_catalog_that_makes_no_sense_is_refused_with_the_reason() {
        assertThatThrownBy(() -> new PlanCatalog(List.of())).hasMessageContaining("at least one version");
        assertThatThrownBy(() -> catalog(plan("premium", 1, "USD 1.00"))).hasMessageContaining("no plan of rank 0");
        assertThatThrownBy(() -> catalog(FREE, FREE)).hasMessageContaining("stands twice");
        assertThatThrownBy(() -> catalog(FREE, plan("a", 1), plan("b", 1))).hasMessageContaining("rank 1");
        assertThatThrownBy(() -> catalog(FREE, plan("a", -1))).hasMessageContaining("negative rank");
        assertThatThrownBy(() -> catalog(plan("free", 0, "USD 1.00"))).hasMessageContaining("has a price");
        assertThatThrownBy(() -> catalog(FREE, plan("a", 1, "USD 0.00"))).hasMessageContaining("not above zero");
        assertThatThrownBy(() -> catalog(FREE, plan("a", 1, "USD 1.00", "USD 2.00")))
                .hasMessageContaining("two USD");
        assertThatThrownBy(() -> new PlanCatalog(List.of(
                        new PlanCatalog.Version(DAY, List.of(FREE)), new PlanCatalog.Version(DAY, List.of(FREE)))))
                .hasMessageContaining("two versions");
        assertThatThrownBy(() -> new PlanCatalog(List.of(
                        new PlanCatalog.Version(DAY, List.of(FREE, plan("a", 1))),
                        new PlanCatalog.Version(DAY.plusDays(1), List.of(FREE, plan("a", 2))))))
                .hasMessageContaining("elsewhere");
    }

    @Test
    void a_name_is_the_one_of_its_day() {
        PlanCatalog catalog = new PlanCatalog(List.of(
                new PlanCatalog.Version(DAY, List.of(FREE, new Plan(new PlanId("a"), "Old", 1, List.of()))),
                new PlanCatalog.Version(
                        DAY.plusDays(10), List.of(FREE, new Plan(new PlanId("a"), "New", 1, List.of())))));
        assertThat(catalog.name(new PlanId("a"), DAY)).isEqualTo("Old");
        assertThat(catalog.name(new PlanId("a"), DAY.plusDays(10))).isEqualTo("New");
        assertThat(catalog.name(new PlanId("gone"), DAY)).isEqualTo("gone");
    }
}
