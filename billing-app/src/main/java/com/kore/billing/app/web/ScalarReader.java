package com.kore.billing.app.web;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.joda.money.IllegalCurrencyException;
import org.joda.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * Reads single values of a request: texts, whole numbers, booleans, enum values in lower snake case, ISO dates, RFC 3339 instants in
 * UTC, IANA zones, ISO 4217 currencies, money in minor units, and records of one text such as ids. Nothing is coerced: a number in
 * quotes is a text.
 *
 * <p>The constraints that count are {@link Size}, {@link Pattern} with its message, {@link Min}, {@link Max} and {@link Positive}, also
 * on the component of an {@code Optional}; a text without {@link Size} has at most 255 characters. Every refusal is an {@link
 * IllegalArgumentException} that says what is allowed and never what was sent.
 */
final class ScalarReader {
    private static final int TEXT_LENGTH_MAX = 255;
    /** Years of four digits: what every database and JSON reader takes. */
    private static final int ISO_DATE_LENGTH = 10;
    /** Integers from here on are not exact in every JSON reader (RFC 8785). */
    private static final long MONEY_LIMIT = 1L << 53;

    private ScalarReader() {}

    static boolean isBareValue(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        return components != null
                && components.length == 1
                && components[0].getType() == String.class
                && components[0].getName().equals("value");
    }

    static Object read(JsonNode json, Class<?> type, AnnotatedElement constraints) {
        if (type == String.class) {
            return text(json, constraints);
        }
        if (type == int.class || type == Integer.class) {
            return (int) number(json, constraints, Integer.MIN_VALUE, Integer.MAX_VALUE);
        }
        if (type == long.class || type == Long.class) {
            return number(json, constraints, Long.MIN_VALUE, Long.MAX_VALUE);
        }
        if (type == boolean.class || type == Boolean.class) {
            require(json.isBoolean(), "must be true or false");
            return json.booleanValue();
        }
        if (type == Money.class) {
            return money(json, constraints);
        }
        String text = quoted(json);
        if (type.isEnum()) {
            return constant(text, type);
        }
        if (isBareValue(type)) {
            return bareValue(text, type);
        }
        return parsed(text, type);
    }

    static void checkSize(int size, AnnotatedElement constraints, String unit) {
        Size allowed = constraints.getAnnotation(Size.class);
        int min = allowed == null ? 0 : allowed.min();
        int max = allowed == null ? TEXT_LENGTH_MAX : allowed.max();
        require(
                size >= min && size <= max,
                min == 0 ? "must have at most " + max + " " + unit : "must have " + min + " to " + max + " " + unit);
    }

    static String listed(List<String> names) {
        return names.isEmpty() ? "; nothing is" : "; known are " + String.join(", ", names);
    }

    private static String text(JsonNode json, AnnotatedElement constraints) {
        String text = quoted(json);
        boolean free = constraints.isAnnotationPresent(FreeText.class);
        require(free || !text.isBlank(), "must not be blank");
        checkSize(text.codePointCount(0, text.length()), constraints, "characters");
        require(
                text.codePoints()
                        .noneMatch(point ->
                                isReordering(point) || (Character.isISOControl(point) && !(free && isLayout(point)))),
                free ? "must be plain text" : "must be one line of plain text");
        Pattern pattern = constraints.getAnnotation(Pattern.class);
        require(pattern == null || text.matches(pattern.regexp()), pattern == null ? "" : pattern.message());
        return text;
    }

    /** It would let a text show other than it is (Unicode Standard Annex 9, explicit formatting); single marks of direction stay. */
    private static boolean isReordering(int point) {
        return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean isLayout(int point) {
        return point == '\n' || point == '\r' || point == '\t';
    }

    private static String quoted(JsonNode json) {
        require(json.isString(), "must be a text in quotes");
        return json.stringValue();
    }

    private static long number(JsonNode json, AnnotatedElement constraints, long least, long most) {
        require(json.isIntegralNumber(), "must be a whole number, without quotes");
        Min min = constraints.getAnnotation(Min.class);
        Max max = constraints.getAnnotation(Max.class);
        long from = min == null ? least : min.value();
        long to = max == null ? most : max.value();
        require(
                json.canConvertToLong() && json.longValue() >= from && json.longValue() <= to,
                "must be from " + from + " to " + to);
        return json.longValue();
    }

    private static Money money(JsonNode json, AnnotatedElement constraints) {
        require(
                json.isObject()
                        && json.size() == 2
                        && json.path("amount").isIntegralNumber()
                        && json.path("currency").isString(),
                "must be {\"amount\": a whole number of minor units, \"currency\": an ISO 4217 code} and nothing else");
        CurrencyUnit currency = currency(json.get("currency").stringValue());
        JsonNode amount = json.get("amount");
        require(
                amount.canConvertToLong() && amount.longValue() < MONEY_LIMIT && amount.longValue() > -MONEY_LIMIT,
                "must have an amount below 2^53");
        Max max = constraints.getAnnotation(Max.class);
        require(
                max == null || amount.longValue() <= max.value(),
                max == null ? "" : "must have an amount of at most " + max.value());
        require(
                !constraints.isAnnotationPresent(Positive.class) || amount.longValue() > 0,
                "must have an amount above zero");
        return Money.ofMinor(currency, amount.longValue());
    }

    private static Object constant(String text, Class<?> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
                .toList();
        require(names.contains(text), "must be " + names.stream().collect(Collectors.joining(" or ")));
        return type.getEnumConstants()[names.indexOf(text)];
    }

    private static Object bareValue(String text, Class<?> type) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(String.class);
            constructor.setAccessible(true);
            return constructor.newInstance(text);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException notAllowed) {
                throw notAllowed;
            }
            throw new IllegalStateException(type + " cannot be made", refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(type + " cannot be made", impossible);
        }
    }

    private static Object parsed(String text, Class<?> type) {
        if (type == CurrencyUnit.class) {
            return currency(text);
        }
        if (type == ZoneId.class) {
            require(ZoneId.getAvailableZoneIds().contains(text), "must be an IANA time zone such as Europe/Berlin");
            return ZoneId.of(text);
        }
        if (type == LocalDate.class) {
            return date(text);
        }
        if (type == Instant.class) {
            return instant(text);
        }
        throw new IllegalStateException("there is no reader for " + type);
    }

    private static CurrencyUnit currency(String code) {
        try {
            return CurrencyUnit.of(code);
        } catch (IllegalCurrencyException unknown) {
            throw new IllegalArgumentException("must be an ISO 4217 currency code such as USD", unknown);
        }
    }

    private static LocalDate date(String text) {
        try {
            // Not the years beyond four digits that ISO 8601 allows by agreement, with a sign.
            require(text.length() == ISO_DATE_LENGTH, "must be a date such as 2026-01-31");
            return LocalDate.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException("must be a date such as 2026-01-31", malformed);
        }
    }

    private static Instant instant(String text) {
        String remedy = "must be an instant in UTC such as 2026-01-31T12:00:00Z";
        try {
            require(text.endsWith("Z") && text.length() >= 20 && Character.isDigit(text.charAt(0)), remedy);
            return Instant.parse(text);
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(remedy, malformed);
        }
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new IllegalArgumentException(message);
        }
    }
}
