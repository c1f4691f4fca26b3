package com.kore.billing.app.console.accounts;

import com.kore.billing.app.console.Entered;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which accounts are looked for, in the words of the form and of {@code GET /v1/account-summaries}. A field that is left empty excludes none.
 *
 * @param values as they were entered, none of them blank
 */
record AccountFilter(Map<String, String> values) {
    /** The form, as its fields are named after it. */
    static final String FORM = "filter";

    private static final List<String> FIELDS = List.of("q", "plan", "status", "kind", "renewsBefore");
    private static final int TEXT_LENGTH_MAX = 255;

    AccountFilter {
        values = Map.copyOf(values);
    }

    /** Of the parameters of a request, known or not. */
    static AccountFilter of(Map<String, String> parameters) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String field : FIELDS) {
            Optional.ofNullable(parameters.get(field))
                    .map(String::strip)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> values.put(field, text));
        }
        return new AccountFilter(values);
    }

    public boolean excludesNone() {
        return values.isEmpty();
    }

    /** What was entered, each field that cannot be taken with the reason beside it. */
    Entered entered() {
        Map<String, String> errors = new LinkedHashMap<>();
        check(
                "q",
                text -> text.length() <= TEXT_LENGTH_MAX,
                "must have at most " + TEXT_LENGTH_MAX + " characters",
                errors);
        check("plan", text -> read(PlanId::new, text).isPresent(), "must be one of the list", errors);
        check(
                "status",
                text -> constant(SubscriptionStatus.class, text).isPresent(),
                "must be one of the list",
                errors);
        check("kind", text -> constant(AccountKind.class, text).isPresent(), "must be one of the list", errors);
        check("renewsBefore", text -> date(text).isPresent(), "must be a date such as 2027-03-01", errors);
        return new Entered(
                FORM, values, errors.isEmpty() ? "" : "Some of what you entered cannot be looked for:", errors);
    }

    private void check(String field, Predicate<String> allows, String otherwise, Map<String, String> errors) {
        if (Optional.ofNullable(values.get(field))
                .filter(text -> !allows.test(text))
                .isPresent()) {
            errors.put(field, otherwise);
        }
    }

    /** For a filter of which {@link #entered} says nothing bad. */
    AccountSummaries.Query query() {
        return new AccountSummaries.Query(
                value("plan").flatMap(text -> read(PlanId::new, text)),
                value("status").flatMap(text -> constant(SubscriptionStatus.class, text)),
                value("kind").flatMap(text -> constant(AccountKind.class, text)),
                value("renewsBefore").flatMap(AccountFilter::date),
                value("q"));
    }

    /** The address of the page of those that fit, from a cursor on. */
    String address(Optional<String> cursor) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(AccountsPageController.PATH);
        FIELDS.stream().filter(values::containsKey).forEach(field -> address.queryParam(field, "{" + field + "}"));
        cursor.ifPresent(text -> address.queryParam("cursor", text));
        return address.encode().buildAndExpand(values).toUriString();
    }

    private Optional<String> value(String field) {
        return Optional.ofNullable(values.get(field));
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(text)
                    .filter(date -> date.matches("[0-9]{4}-.{5}"))
                    .map(LocalDate::parse);
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> read(Function<String, T> reading, String text) {
        try {
            return Optional.of(reading.apply(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    private static <E extends Enum<E>> Optional<E> constant(Class<E> type, String text) {
        return read(name -> Enum.valueOf(type, name.toUpperCase(Locale.ROOT)), text);
    }
}
