package com.kore.billing.domain;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingCalendar;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.invoicing.Proration;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 11 and 12 against amounts and dates that others have published (worked-examples.csv). */
class WorkedExamplesTest {

    @ParameterizedTest
    @MethodSource("parts")
    void a_part_of_a_period_costs_what_the_example_says(Map<String, String> example) {
        CurrencyUnit currency = CurrencyUnit.of(example.get("currency"));
        assertThat(Proration.part(
                        Money.of(currency, new BigDecimal(example.get("price"))),
                        1,
                        Integer.parseInt(example.get("days")),
                        Integer.parseInt(example.get("periodDays"))))
                .isEqualTo(Money.of(currency, new BigDecimal(example.get("expected"))));
    }

    @ParameterizedTest
    @MethodSource("periods")
    void periods_start_when_the_example_says(Map<String, String> example) {
        Period length = Period.parse(example.get("interval"));
        BillingInterval interval = Arrays.stream(BillingInterval.values())
                .filter(each -> each.months() == length.toTotalMonths())
                .findFirst()
                .orElseThrow();
        BillingCalendar calendar = new BillingCalendar(LocalDate.parse(example.get("anchor")), interval);
        String[] starts = Objects.requireNonNull(example.get("starts")).split(";", -1);
        assertThat(IntStream.rangeClosed(1, starts.length)
                        .mapToObj(n -> calendar.period(n).start().toString()))
                .containsExactly(starts);
    }

    static Stream<Map<String, String>> parts() {
        return examples("part");
    }

    static Stream<Map<String, String>> periods() {
        return examples("period");
    }

    private static Stream<Map<String, String>> examples(String kind) {
        try (InputStream csv = Objects.requireNonNull(
                WorkedExamplesTest.class.getResourceAsStream("/worked-examples.csv"), "worked-examples.csv")) {
            return new String(csv.readAllBytes(), StandardCharsets.UTF_8)
                            .lines()
                            .filter(line -> line.startsWith(kind + ","))
                            .map(line -> Arrays.stream(line.split(",", -1))
                                    .skip(1)
                                    .map(field -> field.split("=", 2))
                                    .collect(Collectors.toMap(field -> field[0], field -> field[1])))
                            .toList()
                            .stream();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
