package com.kore.billing.app.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.app.StartRefused;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ClassPathResource;

class CatalogFileTest {
    private static final String GOOD = """
            versions:
              - effectiveFrom: 2020-01-01
                plans:
                  - {id: free, name: Free, rank: 0}
                  - id: premium
                    name: Premium
                    rank: 1
                    prices:
                      - {interval: monthly, currency: USD, perUser: "10.00"}
                      - {interval: annual, currency: JPY, perUser: 10000}
            """;

    @Test
    void the_packaged_catalog_is_the_default_table() throws IOException {
        PlanCatalog catalog = CatalogFile.read(
                new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8), "packaged");

        assertThat(catalog.freePlan()).isEqualTo(new PlanId("free"));
        assertThat(catalog.inForceOn(LocalDate.of(1970, 1, 1))).isPresent();
        assertThat(catalog.inForceOn(LocalDate.of(1969, 12, 31))).isEmpty();
        for (String row : new String[] {
            "premium MONTHLY USD 10.00", "premium MONTHLY EUR 9.00", "premium MONTHLY JPY 1000",
            "premium ANNUAL USD 100.00", "premium ANNUAL EUR 90.00", "premium ANNUAL JPY 10000",
            "enterprise MONTHLY USD 20.00", "enterprise MONTHLY EUR 18.00", "enterprise MONTHLY JPY 2000",
            "enterprise ANNUAL USD 200.00", "enterprise ANNUAL EUR 180.00", "enterprise ANNUAL JPY 20000"
        }) {
            String[] cells = row.split(" ", -1);
            assertThat(catalog.offer(
                            new PlanId(cells[0]),
                            BillingInterval.valueOf(cells[1]),
                            CurrencyUnit.of(cells[2]),
                            LocalDate.of(2026, 1, 1)))
                    .as(row)
                    .hasValueSatisfying(
                            price -> assertThat(price.perUser()).isEqualTo(Money.parse(cells[2] + " " + cells[3])));
        }
    }

    @Test
    void versions_follow_each_other() {
        PlanCatalog catalog = CatalogFile.read(GOOD + """
                  - effectiveFrom: "2026-07-01"
                    plans:
                      - {id: free, name: Free, rank: 0}
                      - {id: premium, name: Premium Plus, rank: 1, prices: [{interval: monthly, currency: USD, perUser: 12.5}]}
                """, "two.yaml");

        assertThat(catalog.versions()).hasSize(2);
        assertThat(catalog.name(new PlanId("premium"), LocalDate.of(2026, 7, 1)))
                .isEqualTo("Premium Plus");
        assertThat(catalog.offer(
                        new PlanId("premium"), BillingInterval.MONTHLY, CurrencyUnit.USD, LocalDate.of(2026, 7, 1)))
                .hasValueSatisfying(price -> assertThat(price.perUser()).isEqualTo(Money.parse("USD 12.50")));
    }

    @ParameterizedTest(name = "{0} -> {1}: line {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
                    effectiveFrom: 2020-01-01|effectiveFrom: 2020-02-30|2|effectiveFrom must be a date such as 2026-01-01
                    effectiveFrom: 2020-01-01|effectiveFrom: soon|2|effectiveFrom must be a date such as 2026-01-01
                    effectiveFrom: 2020-01-01|effectiveFrom: 2020|2|effectiveFrom has another type than expected
                    effectiveFrom: 2020-01-01|from: 2020-01-01|2|unknown key 'from'; known are effectiveFrom, plans
                    versions:|version:|1|unknown key 'version'; known are versions
                    rank: 1|rank: one|7|rank has another type than expected
                    rank: 1|rank: "1"|7|rank has another type than expected
                    rank: 1|rank: 1.5|7|rank has another type than expected
                    rank: 1|rank: 0|2|version 2020-01-01: rank 0 belongs to free and to premium
                    rank: 1|rank: -1|2|version 2020-01-01: plan premium has a negative rank
                    name: Premium|name: 5|6|name must be text; quote it
                    name: Premium|name: ""|6|name must have 1 to 100 characters
                    name: Premium|nmae: Premium|6|unknown key 'nmae'; known are id, name, prices, rank
                    name: Premium|id: other|6|id stands twice
                    id: premium|id: Premium|5|id must be 1 to 64 lower-case letters, digits, dashes or underscores
                    id: premium|id: free|2|version 2020-01-01: plan free stands twice
                    interval: monthly|interval: weekly|9|interval must be monthly or annual
                    interval: annual|interval: monthly|0|
                    currency: USD|currency: usd|9|currency must be an ISO 4217 code such as USD
                    currency: USD|currency: XXQ|9|currency must be an ISO 4217 code such as USD
                    currency: USD, perUser|currency: USD, price|9|unknown key 'price'; known are currency, interval, perUser
                    perUser: 10000|perUser: 10000.5|10|perUser has more than 0 decimals, the minor unit of JPY
                    perUser: 10000|perUser: 0|2|version 2020-01-01: plan premium has a price that is not above zero
                    perUser: 10000|perUser: -1|10|perUser must be a decimal number such as "10.00"
                    perUser: 10000|perUser: 1e4|10|perUser must be a decimal number such as "10.00"
                    perUser: 10000|perUser: .inf|10|perUser must be a decimal number such as "10.00"
                    perUser: 10000|perUser: 1000000001|10|perUser must be at most 1000000000 minor units
                    perUser: 10000|perUser: [1]|10|perUser must be text; quote it
                    {id: free, name: Free, rank: 0}|{id: free, name: Free}|4|rank is missing
                    {id: free, name: Free, rank: 0}|free|4|must be a mapping with id, name, prices, rank
                    {id: free, name: Free, rank: 0}|{id: basic, name: Basic, rank: 3}|2|version 2020-01-01: no plan of rank 0, the free one
                    {id: free, name: Free, rank: 0}|{id: free, name: [, rank: 0}|4|not YAML
                    {id: free, name: Free, rank: 0}|!!java.util.Date {id: free}|4|not YAML
                    """)
    void a_mistake_is_told_with_its_line(String right, String wrong, int line, String reason) {
        assertThat(GOOD).contains(right);
        String text = GOOD.replace(right, wrong);
        if (line == 0) {
            assertThat(CatalogFile.read(text, "catalog.yaml").versions()).hasSize(1);
            return;
        }
        assertThatThrownBy(() -> CatalogFile.read(text, "catalog.yaml"))
                .isInstanceOf(StartRefused.class)
                .hasMessageStartingWith("catalog.yaml, line " + line + ": " + reason)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|line 1: the file is empty",
                "'# nothing'|line 1: the file is empty",
                "'[]'|line 1: must be a mapping with versions",
                "'versions: []'|line 1: versions needs at least one version",
                "'versions: 5'|line 1: versions must be a list",
                "'{}'|line 1: versions is missing",
                "'a: b: c'|line 1: not YAML",
                "'--- {}\n--- {}'|line 2: not YAML",
            })
    void a_file_without_a_catalog_is_refused(String text, String reason) {
        assertThatThrownBy(() -> CatalogFile.read(text, "catalog.yaml"))
                .isInstanceOf(StartRefused.class)
                .hasMessageContaining(reason);
    }
}
