package com.kore.billing.app.console.insights;

import com.kore.billing.app.analytics.FiguresAsked;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.Violation;
import com.kore.billing.projections.analytics.MonthRange;
import java.time.YearMonth;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which figures are looked at: one currency, and a range of months that is the last year unless something else is said.
 *
 * @param currencies those that accounts have
 * @param chosen the currency and months of the figures; empty where what was entered makes no sense
 */
record FiguresForm(Entered entered, List<String> currencies, Optional<Chosen> chosen) {
    static final String FORM = "figures";

    private static final String MONTH = "[1-9][0-9]{3}-(0[1-9]|1[0-2])";

    /** What was chosen. */
    record Chosen(CurrencyUnit currency, MonthRange range) {}

    /** @throws RequestRefused {@code unavailable} if there are no figures yet */
    static FiguresForm of(Map<String, String> parameters, List<CurrencyUnit> known, FiguresAsked asked) {
        Map<String, String> errors = new LinkedHashMap<>();
        CurrencyUnit currency = currency(parameters, known, asked, errors);
        Optional<YearMonth> from = month(parameters, "from", errors);
        Optional<YearMonth> to = month(parameters, "to", errors);
        Optional<MonthRange> range = Optional.empty();
        if (errors.isEmpty()) {
            try {
                range = Optional.of(asked.range(from, to));
            } catch (RequestRefused refused) {
                for (Violation violation : refused.violations()) {
                    errors.put(violation.field(), violation.message());
                }
            }
        }
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : List.of("from", "to")) {
            values.put(field, parameters.getOrDefault(field, ""));
        }
        range.ifPresent(months -> {
            values.put("from", months.from().toString());
            values.put("to", months.to().toString());
        });
        values.put("currency", currency.getCode());
        return new FiguresForm(
                new Entered(
                        FORM,
                        values,
                        errors.isEmpty() ? "" : "These months and this currency cannot be shown:",
                        errors),
                known.stream().map(CurrencyUnit::getCode).toList(),
                range.map(months -> new Chosen(currency, months)));
    }

    /** Dollars where there are several and none is named, else the first; figures over several make no sense. */
    private static CurrencyUnit currency(
            Map<String, String> parameters, List<CurrencyUnit> known, FiguresAsked asked, Map<String, String> errors) {
        String text = parameters.getOrDefault("currency", "").strip();
        Optional<CurrencyUnit> named =
                known.stream().filter(unit -> unit.getCode().equals(text)).findFirst();
        if (named.isEmpty() && !text.isEmpty() && !known.isEmpty()) {
            errors.put("currency", "must be one that accounts have");
        }
        return asked.currency(named.or(() -> known.stream()
                .filter(CurrencyUnit.USD::equals)
                .findFirst()
                .or(() -> known.stream().findFirst())));
    }

    private static Optional<YearMonth> month(Map<String, String> parameters, String field, Map<String, String> errors) {
        String text = parameters.getOrDefault(field, "").strip();
        if (text.matches(MONTH)) {
            return Optional.of(YearMonth.parse(text));
        }
        if (!text.isEmpty()) {
            errors.put(field, "must be a month such as 2026-01");
        }
        return Optional.empty();
    }

    /** The address of another page of figures, for the same months and currency. */
    String address(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        chosen.ifPresent(of -> address.queryParam("currency", of.currency().getCode())
                .queryParam("from", of.range().from())
                .queryParam("to", of.range().to()));
        return address.toUriString();
    }
}
