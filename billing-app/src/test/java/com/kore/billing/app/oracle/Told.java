package com.kore.billing.app.oracle;

import com.kore.billing.app.oracle.Command.Cancel;
import com.kore.billing.app.oracle.Command.ChangeInterval;
import com.kore.billing.app.oracle.Command.ChangeMethod;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.ChangeUsers;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Open;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.PriceList.Price;
import com.kore.billing.app.oracle.PriceList.Version;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An oracle that is told a history in words, and says in words what must be. Days without a time mean noon UTC. */
final class Told {
    private final Oracle oracle;
    private Instant at = Instant.EPOCH;

    Told(PriceList prices) {
        this(new HouseRules(prices, HouseRules.RETRY_DAYS_DEFAULT));
    }

    Told(HouseRules rules) {
        oracle = new Oracle(rules, "acme");
    }

    /** The packaged catalog. */
    static PriceList packaged() {
        List<Price> prices = new ArrayList<>();
        prices.addAll(version("1970-01-01", "USD", 1000).prices());
        prices.addAll(version("1970-01-01", "EUR", 900).prices());
        prices.addAll(version("1970-01-01", "JPY", 1000).prices());
        return list(new Version(LocalDate.EPOCH, prices));
    }

    /** Premium at a price a month, ten times that a year, and Enterprise at twice as much. */
    static Version version(String from, String currency, long monthly) {
        return new Version(
                LocalDate.parse(from),
                List.of(
                        new Price("premium", Every.MONTHLY, currency, monthly),
                        new Price("premium", Every.ANNUAL, currency, monthly * 10),
                        new Price("enterprise", Every.MONTHLY, currency, monthly * 2),
                        new Price("enterprise", Every.ANNUAL, currency, monthly * 20)));
    }

    static PriceList list(Version... versions) {
        return new PriceList(List.of("free", "premium", "enterprise"), List.of(versions));
    }

    /** Opened in US dollars with three users and a billing profile. */
    static Told opened(String at) {
        return opened(at, "USD", "UTC", packaged());
    }

    static Told opened(String at, String currency, String zone, PriceList prices) {
        Told told = new Told(prices).at(at);
        told.send(new Open(currency, zone, Optional.of(3), true));
        return told;
    }

    /** Opened as above, and at once on Premium. */
    static Told onPremium(String at, Every interval) {
        return opened(at)
                .with(new ChangePlan(
                        "premium", Optional.of(interval), Optional.empty(), Optional.of(card("tok_visa")), false));
    }

    static PayBy card(String token) {
        return PayBy.card(token, YearMonth.of(2040, 12));
    }

    static Command plan(String plan) {
        return new ChangePlan(plan, Optional.empty(), Optional.empty(), Optional.empty(), false);
    }

    static Command plan(String plan, Every interval) {
        return new ChangePlan(plan, Optional.of(interval), Optional.empty(), Optional.empty(), false);
    }

    static Command plan(String plan, Every interval, int users) {
        return new ChangePlan(plan, Optional.of(interval), Optional.of(users), Optional.empty(), false);
    }

    static Command purchase(String plan, Every interval, PayBy method) {
        return new ChangePlan(plan, Optional.of(interval), Optional.empty(), Optional.of(method), false);
    }

    static Command users(int users) {
        return new ChangeUsers(users);
    }

    static Command interval(Every interval) {
        return new ChangeInterval(interval);
    }

    static Command method(String token) {
        return new ChangeMethod(card(token), false);
    }

    static Command credit(long amount) {
        return new GrantCredit("goodwill", amount, "USD");
    }

    static Command cancel() {
        return new Cancel();
    }

    /** Premium in US dollars. */
    static SignContract contract(Every interval, int prepaid, long price, String start, String end) {
        return new SignContract(
                "premium",
                interval,
                prepaid,
                price,
                "USD",
                LocalDate.parse(start),
                LocalDate.parse(end),
                "SO-" + start);
    }

    Told at(String instant) {
        at = Instant.parse(instant.contains("T") ? instant : instant + "T12:00:00Z");
        oracle.passTo(at);
        return this;
    }

    Told with(Command command) {
        Verdict verdict = send(command);
        if (!verdict.isAccepted()) {
            throw new IllegalArgumentException(command + " is refused: " + verdict.refusals());
        }
        return this;
    }

    Verdict send(Command command) {
        return oracle.play(new Step(at, command));
    }

    /** The one code that a command must be refused with. */
    String refusal(Command command) {
        return String.join(" or ", send(command).refusals());
    }

    /** Figures of the summary by name, with spaces between; amounts without currency. */
    String shows(String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(words(oracle.summary().getOrDefault(name, "no " + name)));
        }
        return String.join(" ", values);
    }

    /** {@code number issuedOn status amountDue} of every invoice, the oldest first. */
    List<String> invoices() {
        return oracle.invoices().stream()
                .map(invoice -> words(invoice, "number", "issuedOn", "status", "amountDue"))
                .toList();
    }

    /** Figures of the latest invoice. */
    String latest(String... names) {
        return words(oracle.invoices().getLast(), names);
    }

    /** {@code kind plan interval unitPrice users days/periodDays amount} of the latest invoice's lines. */
    List<String> lines() {
        return list(oracle.invoices().getLast(), "lines").stream()
                .map(line ->
                        words(line, "kind", "plan", "interval", "unitPrice", "users", "days", "periodDays", "amount"))
                .toList();
    }

    /** {@code attempt at outcome} of an invoice's payments. */
    List<String> payments(int invoice) {
        return list(oracle.invoices().get(invoice - 1), "payments").stream()
                .map(payment -> words(payment, "attempt", "at", "outcome"))
                .toList();
    }

    /** {@code date chargeType amount creditBalance}, the newest first. */
    List<String> history() {
        return oracle.history().stream()
                .map(row -> words(row, "date", "chargeType", "amount", "creditBalance"))
                .toList();
    }

    Oracle oracle() {
        return oracle;
    }

    private static List<Map<String, Object>> list(Map<String, Object> of, String name) {
        List<Map<String, Object>> items = new ArrayList<>();
        if (of.get(name) instanceof List<?> list) {
            for (Object item : list) {
                items.add(map(item));
            }
        }
        return items;
    }

    private static Map<String, Object> map(Object item) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (item instanceof Map<?, ?> entries) {
            entries.forEach((key, value) -> map.put(String.valueOf(key), value));
        }
        return map;
    }

    private static String words(Map<String, Object> of, String... names) {
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(words(of.getOrDefault(name, "no " + name)));
        }
        return String.join(" ", values);
    }

    private static String words(Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.map(Told::words).orElse("-");
            case Map<?, ?> money when money.containsKey("currency") -> String.valueOf(money.get("amount"));
            case Map<?, ?> map ->
                String.join(" ", map.values().stream().map(Told::words).toList());
            default -> String.valueOf(value);
        };
    }
}
