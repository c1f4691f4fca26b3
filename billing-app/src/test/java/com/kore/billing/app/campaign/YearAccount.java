package com.kore.billing.app.campaign;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;

/**
 * An account of {@link SandboxYear}: its terms and what must come of them, by the calendar of the JDK alone. Three users on Premium. They begin at
 * the ends of months and on a leap day, in zones where days begin at one o'clock when clocks change; every third has 5.00 of credit, every
 * fourth a card that takes the money and times out.
 */
record YearAccount(int number) {
    private static final List<LocalDate> BEGINNINGS = List.of(
            LocalDate.parse("2024-01-29"),
            LocalDate.parse("2024-01-30"),
            LocalDate.parse("2024-01-31"),
            LocalDate.parse("2024-02-29"));
    private static final List<String> ZONES = List.of(
            "UTC",
            "America/New_York",
            "Pacific/Chatham",
            "Asia/Beirut",
            "America/Santiago",
            "Australia/Lord_Howe",
            "Africa/Cairo");
    private static final List<String> TOKENS = List.of("tok_visa", "tok_timeout", "tok_visa", "tok_visa");

    /** The days that accounts begin on, in their order. */
    static List<Instant> beginnings() {
        return BEGINNINGS.stream().map(YearAccount::atTen).toList();
    }

    /** When it is that day in all of the zones. */
    private static Instant atTen(LocalDate day) {
        return Instant.parse(day + "T10:00:00Z");
    }

    static List<YearAccount> upTo(int count) {
        return IntStream.range(0, count).mapToObj(YearAccount::new).toList();
    }

    String id() {
        return "year-" + number;
    }

    Instant begins() {
        return atTen(anchor());
    }

    private LocalDate anchor() {
        return BEGINNINGS.get(number / TOKENS.size() % BEGINNINGS.size());
    }

    String zone() {
        return ZONES.get(number % ZONES.size());
    }

    String token() {
        return TOKENS.get(number % TOKENS.size());
    }

    String interval() {
        return isAnnual() ? "annual" : "monthly";
    }

    private boolean isAnnual() {
        return number % 5 == 0;
    }

    boolean hasCredit() {
        return number % 3 == 0;
    }

    /** The first day of a period, counted from 0. */
    private LocalDate start(int period) {
        return isAnnual() ? anchor().plusYears(period) : anchor().plusMonths(period);
    }

    /** How many periods have begun. */
    int periods(Instant now) {
        return (int) IntStream.iterate(0, period -> period + 1)
                .takeWhile(period -> !start(period)
                        .atStartOfDay(ZoneId.of(zone()))
                        .toInstant()
                        .isAfter(now))
                .count();
    }

    /** Number, days of the period, and what the card paid, of each invoice, the oldest first. */
    List<String> invoices(Instant now) {
        int price = isAnnual() ? 30_000 : 3_000;
        return IntStream.range(0, periods(now))
                .mapToObj(period -> "YEAR-%d-%04d %s %s %d"
                        .formatted(
                                number,
                                period + 1,
                                start(period),
                                start(period + 1),
                                period == 0 && hasCredit() ? price - 500 : price))
                .toList();
    }
}
