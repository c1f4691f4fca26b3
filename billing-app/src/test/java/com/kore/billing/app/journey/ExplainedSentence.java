package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * What a sentence that explains a line says, read as a person reads it, and reckoned again from nothing but its own figures, the line on the
 * invoice and the payloads of the events that it names.
 */
record ExplainedSentence(Matcher words, JsonNode explained) {
    private static final Pattern FORM = Pattern.compile(
            "(?<credit>Credit for unused days: )?(?<days>\\d+) of"
                    + " (?<periodDays>\\d+) days of (?<plan>\\w+) at (?<price>[^ ]+) for (?<users>\\d+) users?(?: more than the (?<before>\\d+)"
                    + " before)? = (?<amount>[^ ,]+(?:,\\d+[^ ,]*)*)(?<rounding>,? [a-z ]+); price of the catalog of (?<catalog>[0-9-]+); (?<events>.*)");
    private static final Pattern EVENT =
            Pattern.compile("(?<type>\\w+), version (?<version>\\d+) \\((?<gives>[a-z, ]+)\\)");

    static ExplainedSentence of(JsonNode explained) {
        Matcher words = FORM.matcher(explained.get("explanation").asString());
        assertThat(words.matches()).as(explained.get("explanation").asString()).isTrue();
        return new ExplainedSentence(words, explained);
    }

    private BigDecimal number(String group) {
        return new BigDecimal(words.group(group).replaceAll("[$¥,]", ""));
    }

    /** The sum in the sentence, the one beside it and the one on the invoice are one, and what {@code price x users x days} gives. */
    void addsUp(JsonNode invoiced) {
        BigDecimal dividend = number("price").multiply(number("users")).multiply(number("days"));
        int digits = words.group("price").startsWith("¥") ? 0 : 2;
        BigDecimal expected = dividend.divide(number("periodDays"), digits, RoundingMode.HALF_UP);
        boolean exact = expected.multiply(number("periodDays")).compareTo(dividend) == 0;
        boolean credit = words.group("credit") != null;

        assertThat(number("amount")).as(words.group()).isEqualTo(credit ? expected.negate() : expected);
        assertThat(words.group("rounding")).as(words.group()).isEqualTo(exact ? " exactly" : ", rounded half up");
        assertThat(new BigDecimal(explained.get("exact").asString())
                        .abs()
                        .subtract(dividend.divide(number("periodDays"), 20, RoundingMode.HALF_UP))
                        .abs())
                .isLessThan(new BigDecimal("1E-19"));
        assertThat(explained.at("/amount/amount").asLong())
                .isEqualTo(number("amount").movePointRight(digits).longValueExact())
                .isEqualTo(invoiced.at("/amount/amount").asLong());
        JsonNode inputs = explained.get("inputs");
        assertThat(inputs.at("/unitPrice/amount").asLong())
                .isEqualTo(number("price").movePointRight(digits).longValueExact())
                .isEqualTo(invoiced.at("/unitPrice/amount").asLong());
        for (String input : List.of("users", "days", "periodDays")) {
            assertThat(inputs.get(input).asInt())
                    .as(input)
                    .isEqualTo(number(input).intValueExact())
                    .isEqualTo(invoiced.get(input).asInt());
        }
        LocalDate start = LocalDate.parse(invoiced.at("/period/start").asString());
        LocalDate end = LocalDate.parse(invoiced.at("/period/end").asString());
        assertThat(ChronoUnit.DAYS.between(start, end)).isEqualTo(number("days").longValueExact());
    }

    /**
     * What the sentence takes from an event stands in that event, and every input comes from one.
     *
     * @param payloads by version
     */
    void isWhatItsEventsSay(Map<Long, JsonNode> payloads, JsonNode invoiced) {
        Matcher event = EVENT.matcher(words.group("events"));
        StringBuilder given = new StringBuilder();
        while (event.find()) {
            JsonNode payload = payloads.get(Long.parseLong(event.group("version")));
            assertThat(payload).as(event.group()).isNotNull();
            for (String input : event.group("gives").split(", ", -1)) {
                given.append(input).append(' ');
                assertThat(payload.toString())
                        .as("%s of %s", input, event.group())
                        .contains(said(input, invoiced));
            }
        }
        assertThat(given.toString()).contains("day ", "period ", "plan ", "interval ", "price ", "users ");
    }

    private String said(String input, JsonNode invoiced) {
        return switch (input) {
            case "day" -> "\"on\":";
            case "period" -> "\"end\":\"" + invoiced.at("/period/end").asString();
            case "plan" -> "\"plan\":\"" + invoiced.get("plan").asString();
            case "interval" -> "\"interval\":\"" + invoiced.get("interval").asString();
            case "price" -> "\"pricePerUser\":" + invoiced.get("unitPrice");
            case "users before" -> "\"managedUsers\":" + words.group("before");
            case "users" -> "\"managedUsers\":" + users();
            default -> throw new AssertionError(input);
        };
    }

    /** Of added users, the count that they led to. */
    private int users() {
        int charged = number("users").intValueExact();
        return words.group("before") == null
                ? charged
                : charged + number("before").intValueExact();
    }
}
