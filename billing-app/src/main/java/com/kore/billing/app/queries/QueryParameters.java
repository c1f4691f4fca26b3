package com.kore.billing.app.queries;

import com.kore.billing.domain.catalog.PlanId;
import java.beans.PropertyEditorSupport;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.bind.WebDataBinder;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.InitBinder;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How values in the query of a request are written: as in JSON. Refusals say what is allowed. */
@ControllerAdvice
@Configuration(proxyBeanMethods = false)
class QueryParameters implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, PlanId.class, PlanId::new);
        registry.addConverter(String.class, LocalDate.class, QueryParameters::date);
        registry.addConverter(String.class, Instant.class, QueryParameters::instant);
        registry.addConverter(String.class, YearMonth.class, QueryParameters::month);
        registry.addConverter(String.class, CurrencyUnit.class, QueryParameters::currency);
        registry.addConverter(String.class, Integer.class, QueryParameters::whole);
        registry.addConverter(String.class, Long.class, QueryParameters::wholeLong);
        registry.addConverterFactory(new LowerSnakeCase());
    }

    /** For parameters that are no objects, Spring asks its own editors after a converter has refused; not so after these. */
    @InitBinder
    void readNumbersStrictly(WebDataBinder binder) {
        binder.registerCustomEditor(int.class, new Editor(QueryParameters::whole));
        binder.registerCustomEditor(long.class, new Editor(QueryParameters::wholeLong));
    }

    private static final class Editor extends PropertyEditorSupport {
        private final Function<String, Object> reading;

        Editor(Function<String, Object> reading) {
            this.reading = reading;
        }

        @Override
        public void setAsText(String text) {
            setValue(reading.apply(text));
        }
    }

    private static int whole(String text) {
        return (int) whole(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private static long wholeLong(String text) {
        return whole(text, Long.MIN_VALUE, Long.MAX_VALUE);
    }

    /** As in JSON: Java's own reading takes {@code 0x10} and {@code #10} for 16 and {@code 010} for 8. */
    private static long whole(String text, long least, long most) {
        try {
            if (text.matches("-?(0|[1-9][0-9]{0,18})")) {
                long number = Long.parseLong(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
        } catch (NumberFormatException beyond) {
            throw new IllegalArgumentException("must be a whole number of at most " + most, beyond);
        }
        throw new IllegalArgumentException("must be a whole number of at most " + most);
    }

    /** Years of four digits: what every database takes. */
    static LocalDate date(String text) {
        try {
            if (text.length() == "2026-01-15".length()) {
                return LocalDate.parse(text);
            }
        } catch (DateTimeParseException noDate) {
            throw new IllegalArgumentException("must be a date such as 2026-01-15", noDate);
        }
        throw new IllegalArgumentException("must be a date such as 2026-01-15");
    }

    /** Likewise; whatever is computed from it stays among years of four digits. */
    private static YearMonth month(String text) {
        if (text.matches("[1-9]\\d{3}-(0[1-9]|1[0-2])")) {
            return YearMonth.parse(text);
        }
        throw new IllegalArgumentException("must be a month such as 2026-01");
    }

    private static CurrencyUnit currency(String text) {
        try {
            return CurrencyUnit.of(text);
        } catch (IllegalCurrencyException unknown) {
            throw new IllegalArgumentException("must be an ISO 4217 currency code such as USD", unknown);
        }
    }

    /** Of years of four digits, likewise. */
    private static Instant instant(String text) {
        try {
            if (text.matches("\\d{4}-.*")) {
                return Instant.parse(text);
            }
        } catch (DateTimeParseException noInstant) {
            throw new IllegalArgumentException("must be an instant such as 2026-01-15T12:00:00Z", noInstant);
        }
        throw new IllegalArgumentException("must be an instant such as 2026-01-15T12:00:00Z");
    }

    @SuppressWarnings("rawtypes")
    private static final class LowerSnakeCase implements ConverterFactory<String, Enum> {
        @Override
        public <T extends Enum> Converter<String, T> getConverter(Class<T> type) {
            return text -> Arrays.stream(type.getEnumConstants())
                    .filter(constant -> name(constant).equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("must be "
                            + Arrays.stream(type.getEnumConstants())
                                    .map(LowerSnakeCase::name)
                                    .collect(Collectors.joining(" or "))));
        }

        private static String name(Enum constant) {
            return constant.name().toLowerCase(Locale.ROOT);
        }
    }
}
