package com.kore.billing.app.queries;

import com.kore.billing.domain.catalog.PlanId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;
import org.springframework.core.convert.converter.ConverterFactory;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** How values in the query of a request are written: as in JSON. Refusals say what is allowed. */
@Configuration(proxyBeanMethods = false)
class QueryParameters implements WebMvcConfigurer {

    @Override
    public void addFormatters(FormatterRegistry registry) {
        registry.addConverter(String.class, PlanId.class, PlanId::new);
        registry.addConverter(String.class, LocalDate.class, QueryParameters::date);
        registry.addConverter(String.class, Instant.class, QueryParameters::instant);
        registry.addConverterFactory(new LowerSnakeCase());
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
