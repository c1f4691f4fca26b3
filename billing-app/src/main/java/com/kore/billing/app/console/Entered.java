package com.kore.billing.app.console;

import com.kore.billing.app.eventstore.IdempotencyKeyReused;
import com.kore.billing.app.eventstore.VersionConflict;
import com.kore.billing.app.web.CardNumbers;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.Violation;
import com.kore.billing.domain.CommandRejected;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What somebody entered into a form that is shown again, and what is wrong with it.
 *
 * @param form which of a page's forms it was; empty if none was sent
 * @param blank the names of fields that were left empty
 * @param refusal in plain words; empty if nothing was refused
 * @param errors by field
 */
public record Entered(
        String form, Map<String, String> values, Set<String> blank, String refusal, Map<String, String> errors) {
    /** Nothing yet. */
    public static final Entered NOTHING = new Entered("", Map.of(), Set.of(), "", Map.of());

    /** Where a label is not the name in words. */
    private static final Map<String, String> LABELS = Map.of(
            "email", "E-mail",
            "managedUsers", "Users",
            "count", "Users to add",
            "userId", "User",
            "line1", "Address",
            "line2", "Address, second line",
            "region", "State or region",
            "choice", "Plan",
            "q", "Id or name");

    public Entered {
        values = Map.copyOf(values);
        blank = Set.copyOf(blank);
        errors = Map.copyOf(errors);
    }

    /** Of a form that sends every field it has. */
    public Entered(String form, Map<String, String> values, String refusal, Map<String, String> errors) {
        this(form, values, Set.of(), refusal, errors);
    }

    /** What was accepted so far. */
    public static Entered of(String form, FormBody body) {
        return new Entered(form, body.fields(), body.blank(), "", Map.of());
    }

    /** What the rules, or the bounds of a field, say no to. */
    public static Entered refused(String form, FormBody body, RuntimeException refusal) {
        return switch (refusal) {
            case RequestRefused request -> {
                Map<String, String> errors = new LinkedHashMap<>();
                for (Violation violation : request.violations()) {
                    errors.putIfAbsent(violation.field(), forPeople(violation.message()));
                }
                yield new Entered(
                        form,
                        withoutCardNumbers(body.fields()),
                        body.blank(),
                        errors.isEmpty() ? request.detail() : "Some of what you entered cannot be taken:",
                        errors);
            }
            case CommandRejected rules -> {
                String words = rules.code().equals("amount-changed")
                        ? "Another amount is due now than was shown, and nothing was done. Preview the charge again."
                        : Objects.requireNonNull(rules.getMessage());
                yield new Entered(
                        form,
                        body.fields(),
                        body.blank(),
                        words,
                        rules.field().map(field -> Map.of(field, words)).orElse(Map.of()));
            }
            case VersionConflict changed ->
                new Entered(
                        form,
                        body.fields(),
                        body.blank(),
                        "The account has changed since you looked at it, and nothing was done. This is how it stands now; look again, then repeat.",
                        Map.of());
            case IdempotencyKeyReused sentBefore ->
                new Entered(
                        form,
                        body.fields(),
                        body.blank(),
                        "This form was sent before with something else in it, and that was done. Look at what it says now, then send it again.",
                        Map.of());
            default -> throw refusal;
        };
    }

    /** Nobody at a form writes JSON. */
    private static String forPeople(String message) {
        return message.replace(", without quotes", "").replace("must be a text in quotes", "must be a text");
    }

    /** They are not even sent back. */
    private static Map<String, String> withoutCardNumbers(Map<String, String> values) {
        Map<String, String> others = new LinkedHashMap<>(values);
        others.values().removeIf(CardNumbers::isIn);
        return others;
    }

    public boolean isRefused() {
        return !refusal.isEmpty();
    }

    /** What is wrong with the fields, each named in words, as a summary above them. */
    public List<String> problems() {
        return errors.entrySet().stream()
                .filter(error -> !error.getValue().equals(refusal))
                .map(error -> inWords(error.getKey()) + " " + error.getValue())
                .sorted()
                .toList();
    }

    /** As its label says, or nearly: {@code billingProfile.address.postalCode} is {@code Postal code}. */
    private static String inWords(String field) {
        String last = field.substring(field.lastIndexOf('.') + 1);
        if (LABELS.containsKey(last)) {
            return LABELS.getOrDefault(last, "");
        }
        return Words.capitalized(last.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT));
    }

    /** Whether it is of one of the page's forms. */
    public boolean isOf(String name) {
        return form.equals(name);
    }

    /** What to show in a field of one of the page's forms; what was not sent is as it is. */
    public String value(String ofForm, String field, String otherwise) {
        return isOf(ofForm) ? values.getOrDefault(field, blank.contains(field) ? "" : otherwise) : otherwise;
    }

    /** What is wrong with a field; empty if nothing is. */
    public String error(String ofForm, String field) {
        return isOf(ofForm) ? errors.getOrDefault(field, "") : "";
    }
}
