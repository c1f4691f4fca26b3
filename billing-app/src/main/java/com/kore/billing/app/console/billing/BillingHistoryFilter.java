package com.kore.billing.app.console.billing;

import com.kore.billing.app.console.Words;
import com.kore.billing.projections.billinghistory.BillingHistory;
import com.kore.billing.projections.billinghistory.ChargeType;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody looks for in the Billing History. A form without a script sends every field, so that an empty one is none.
 *
 * @param chargeType as the endpoint names it, like what follows as it was entered
 * @param errors by field, in words that follow its label
 */
record BillingHistoryFilter(String chargeType, String from, String to, Map<String, String> errors) {

    /** A charge type to choose. */
    record Choice(String value, String label, boolean chosen) {}

    static BillingHistoryFilter of(Optional<String> chargeType, Optional<String> from, Optional<String> to) {
        String type = chargeType.orElse("").strip();
        String first = from.orElse("").strip();
        String last = to.orElse("").strip();
        Map<String, String> errors = new LinkedHashMap<>();
        if (!type.isEmpty() && type(type).isEmpty()) {
            errors.put("chargeType", "must be one of the list");
        }
        if (!first.isEmpty() && day(first).isEmpty()) {
            errors.put("from", "must be a date such as 2026-01-15");
        }
        if (!last.isEmpty() && day(last).isEmpty()) {
            errors.put("to", "must be a date such as 2026-01-15");
        }
        if (day(first).isPresent()
                && day(last).filter(day -> day.isBefore(day(first).get())).isPresent()) {
            errors.put("to", "must not be before From");
        }
        return new BillingHistoryFilter(type, first, last, Map.copyOf(errors));
    }

    BillingHistory.Query query() {
        return new BillingHistory.Query(type(chargeType), day(from), day(to));
    }

    public boolean refused() {
        return !errors.isEmpty();
    }

    public boolean empty() {
        return chargeType.isEmpty() && from.isEmpty() && to.isEmpty();
    }

    /** What is wrong with a field; empty if nothing is. */
    public String error(String field) {
        return errors.getOrDefault(field, "");
    }

    public List<Choice> choices() {
        return Arrays.stream(ChargeType.values())
                .map(type -> new Choice(name(type), inWords(type), name(type).equals(chargeType)))
                .toList();
    }

    /** As people call it. */
    static String inWords(ChargeType type) {
        return switch (type) {
            case ACH -> "ACH";
            case NOTIFY -> "Failed payment";
            case RECORDED -> "Recorded payment";
            case CREDIT_CARD, DISCOUNT_CREDITS, CREDITED, REFUND -> Words.of(type);
        };
    }

    private static Optional<ChargeType> type(String text) {
        return Arrays.stream(ChargeType.values())
                .filter(type -> name(type).equals(text))
                .findFirst();
    }

    private static String name(ChargeType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    /** Of years of four digits: what every database takes. */
    private static Optional<LocalDate> day(String text) {
        try {
            return text.length() == "2026-01-15".length() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException noDate) {
            return Optional.empty();
        }
    }
}
