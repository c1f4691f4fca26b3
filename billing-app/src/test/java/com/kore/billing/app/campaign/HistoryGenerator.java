package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Command.Cancel;
import com.kore.billing.app.oracle.Command.ChangeInterval;
import com.kore.billing.app.oracle.Command.ChangeMethod;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.ChangeUsers;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Open;
import com.kore.billing.app.oracle.Command.Refund;
import com.kore.billing.app.oracle.Command.UpdateProfile;
import com.kore.billing.app.oracle.Command.Wait;
import com.kore.billing.app.oracle.Command.WithdrawCancellation;
import com.kore.billing.app.oracle.Command.WithdrawScheduled;
import com.kore.billing.app.oracle.Every;
import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.Oracle;
import com.kore.billing.app.oracle.PayBy;
import com.kore.billing.app.oracle.PriceList;
import com.kore.billing.app.oracle.Step;
import com.kore.billing.app.oracle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/**
 * Random histories of 5 to 60 steps. An oracle goes along, so that steps fall where histories get interesting: at a period's end, at the
 * instant of another try, within the minute in which an outcome is unknown, and so that commands are mostly such as may be accepted.
 */
final class HistoryGenerator {
    private static final int STEPS_MIN = 5;
    private static final int STEPS_MAX = 60;
    private static final int PENDING_MAX = 2;

    private final Mix mix;
    private final Random random;
    private final HouseRules rules;
    private final PriceList prices;
    private final Oracle oracle;
    private final ContractSteps contracts;
    private String currency = "USD";
    private ZoneId zone = ZoneId.of("UTC");
    private Instant at;

    /**
     * What histories are made of.
     *
     * @param from the earliest instant of a first step
     * @param until no step is later
     * @param zones of accounts, besides UTC
     * @param patience the share of histories that may have commands that are refused {@code payment-pending}, which over HTTP takes 5 s
     * @param contracts whether sales agree contracts too
     * @param downtimes without any, everything may happen; with some, payments succeed, everything happens at midnight or noon UTC, and
     *     histories last until the end
     */
    record Mix(
            Instant from,
            Instant until,
            List<String> zones,
            double patience,
            boolean contracts,
            List<Downtime> downtimes) {
        static final List<String> ZONES = List.of(
                "UTC",
                "America/New_York",
                "Europe/Berlin",
                "Asia/Beirut",
                "Africa/Cairo",
                "America/Havana",
                "America/Asuncion",
                "Australia/Lord_Howe",
                "Pacific/Chatham",
                "Pacific/Kiritimati",
                "Pacific/Pago_Pago",
                "Asia/Kathmandu",
                "America/St_Johns");

        /** Before 2011 their clocks went back at one minute past midnight. */
        static final List<String> CLOCKS_GO_BACK =
                List.of("America/St_Johns", "America/St_Johns", "America/Goose_Bay", "America/Moncton");

        Mix {
            zones = List.copyOf(zones);
            downtimes = List.copyOf(downtimes);
        }

        boolean isSteady() {
            return !downtimes.isEmpty();
        }
    }

    private HistoryGenerator(Mix mix, HouseRules rules, Random random) {
        this.mix = mix;
        this.rules = rules;
        this.prices = rules.prices();
        this.random = random;
        this.oracle = new Oracle(rules, "generated");
        this.contracts = new ContractSteps(oracle, prices, random);
        this.at = awake(mix.from()
                .plus(Duration.ofDays(random.nextInt(400)))
                .plus(mix.isSteady() ? Duration.ZERO : Duration.ofMinutes(30L * random.nextInt(48))));
    }

    static History generate(String name, Mix mix, HouseRules rules, Random random) {
        return new HistoryGenerator(mix, rules, random).generate(name);
    }

    private History generate(String name) {
        List<Step> steps = new ArrayList<>();
        int length = STEPS_MIN + random.nextInt(STEPS_MAX - STEPS_MIN);
        int pendingLeft = random.nextDouble() < mix.patience() ? PENDING_MAX : 0;
        if (random.nextInt(20) == 0) {
            Step nowhereOffered = new Step(at, new Open("GBP", "UTC", Optional.empty(), true));
            oracle.play(nowhereOffered);
            steps.add(nowhereOffered);
        }
        steps.add(opened());
        while (steps.size() < length) {
            Instant before = at;
            at = isCrowded() ? at : awake(mix.isSteady() ? halfDaysLater() : later());
            if (at.isAfter(mix.until())) {
                break;
            }
            passTo(before, at);
            Step step = new Step(at, command());
            Verdict verdict = oracle.play(step);
            if (verdict.isAccepted()) {
                contracts.accepted(step.command());
            }
            if (verdict.refusals().contains("payment-pending") && pendingLeft-- <= 0) {
                continue;
            }
            steps.add(step);
        }
        if (mix.isSteady()) {
            steps.add(new Step(mix.until(), new Wait()));
        }
        return new History(name, rules, mix.downtimes(), steps);
    }

    /** Under a contract a day often has more to tell. */
    private boolean isCrowded() {
        return mix.contracts() && ContractSteps.isUnderContract(oracle.summary()) && random.nextInt(4) == 0;
    }

    /** Nobody can ask for anything while the service is down. */
    private Instant awake(Instant instant) {
        return mix.downtimes().stream()
                .filter(downtime -> downtime.covers(instant))
                .map(Downtime::until)
                .findFirst()
                .orElse(instant);
    }

    private void passTo(Instant from, Instant to) {
        mix.downtimes().stream()
                .filter(downtime ->
                        downtime.until().isAfter(from) && !downtime.until().isAfter(to))
                .forEach(downtime -> {
                    oracle.passTo(downtime.from());
                    oracle.sleepUntil(downtime.until());
                });
        oracle.passTo(to);
    }

    private Instant halfDaysLater() {
        return at.plus(Duration.ofHours(12L * (random.nextInt(4) == 0 ? 0 : random.nextInt(120))));
    }

    private boolean isPastDue() {
        return "past_due".equals(oracle.summary().get("status"));
    }

    private Step opened() {
        currency = oneOf("USD", "USD", "EUR", "JPY");
        while (true) {
            zone = ZoneId.of(random.nextInt(4) == 0 ? "UTC" : oneOf(mix.zones().toArray(String[]::new)));
            Optional<Integer> users = random.nextBoolean() ? Optional.of(users()) : Optional.empty();
            Step step = new Step(at, new Open(currency, zone.getId(), users, random.nextInt(3) > 0));
            if (oracle.play(step).isAccepted()) {
                return step;
            }
            currency = "USD";
        }
    }

    private Instant later() {
        int kind = random.nextInt(100);
        List<Instant> moments =
                oracle.moments().stream().filter(moment -> moment.isAfter(at)).toList();
        Optional<Instant> midnight = midnightThatComesTwice();
        if (midnight.isPresent() && kind < 60) {
            return aroundMidnight(midnight.get());
        }
        if (kind < 25) {
            return at;
        }
        if (kind < 32) {
            return at.plusSeconds(1 + random.nextInt(90));
        }
        if (kind < 55 && !moments.isEmpty()) {
            return near(moments.getFirst());
        }
        if (kind < 62) {
            return local(today().with(TemporalAdjusters.lastDayOfMonth()));
        }
        if (kind < 82) {
            return local(today().plusDays(random.nextInt(20)));
        }
        if (kind < 94) {
            return local(today().plusDays(20 + random.nextInt(45)));
        }
        return local(today().plusDays(100 + random.nextInt(300)));
    }

    /** The instant within 60 days, or within the last hour, at which the clocks go back to the day before. */
    private Optional<Instant> midnightThatComesTwice() {
        return Optional.ofNullable(zone.getRules().nextTransition(at.minus(Duration.ofHours(1))))
                .filter(change -> change.getDateTimeAfter()
                        .toLocalDate()
                        .isBefore(change.getDateTimeBefore().toLocalDate()))
                .map(ZoneOffsetTransition::getInstant)
                .filter(change -> change.isBefore(at.plus(Duration.ofDays(60))));
    }

    /** In the first minute of the later day, or in what comes again of the day before. */
    private Instant aroundMidnight(Instant change) {
        Instant near = random.nextBoolean()
                ? change.minusSeconds(1 + random.nextInt(60))
                : change.plusSeconds(random.nextInt(3_600));
        return near.isBefore(at) ? at.plusSeconds(random.nextInt(1_200)) : near;
    }

    private LocalDate today() {
        return at.atZone(zone).toLocalDate();
    }

    /** At a moment, just before or after it, or a day off. */
    private Instant near(Instant moment) {
        Instant near = switch (random.nextInt(6)) {
            case 0, 1 -> moment;
            case 2 -> moment.minusSeconds(1 + random.nextInt(59));
            case 3 -> moment.plusSeconds(1 + random.nextInt(90));
            case 4 -> moment.minus(Duration.ofDays(1));
            default -> moment.plus(Duration.ofDays(1));
        };
        return near.isBefore(at) ? moment : near;
    }

    private Instant local(LocalDate day) {
        LocalTime time = oneOf(
                LocalTime.MIDNIGHT, LocalTime.NOON, LocalTime.of(23, 59, 59), LocalTime.of(random.nextInt(24), 30));
        Instant instant = day.atTime(time).atZone(zone).toInstant();
        return instant.isBefore(at) ? at : instant;
    }

    private Command command() {
        return (mix.contracts() ? contracts.next(today(), currency) : Optional.<Command>empty())
                .orElseGet(this::onlineCommand);
    }

    /** What is asked of online accounts; under a contract most of it is refused. */
    private Command onlineCommand() {
        Map<String, Object> summary = oracle.summary();
        boolean isPaid = !prices.free().equals(summary.get("plan"));
        Optional<Command> special = special(summary);
        if (special.isPresent()) {
            return special.get();
        }
        int kind = random.nextInt(100);
        if (kind < 14) {
            return new Wait();
        }
        if (kind < 24) {
            return newMethod();
        }
        if (kind < 30) {
            return new GrantCredit(
                    oneOf("signup", "inactivity", "goodwill"),
                    oneOf(1L, 1 + random.nextLong(2000), 1 + random.nextLong(50_000), 10_000_000L),
                    random.nextInt(20) == 0 ? "EUR" : currency);
        }
        if (kind < 36) {
            return refund();
        }
        if (kind < 40) {
            return oneOf(
                    new UpdateProfile(false),
                    new WithdrawScheduled(),
                    new WithdrawCancellation(),
                    new Open(currency, "UTC", Optional.empty(), false));
        }
        if (!isPaid) {
            return kind < 50 ? new ChangeUsers(users()) : kind < 53 ? new Cancel() : purchase();
        }
        if (kind < 63) {
            return new ChangeUsers(otherUsers(summary));
        }
        if (kind < 74) {
            return new ChangeInterval(interval());
        }
        return kind < 80 ? new Cancel() : changePlan(summary);
    }

    /** What only makes sense as things are, more often than chance would have it. */
    private Optional<Command> special(Map<String, Object> summary) {
        if (!ContractSteps.isUnderContract(summary)
                && summary.get("endsOn") instanceof Optional<?> ends
                && ends.isPresent()
                && random.nextInt(4) == 0) {
            return Optional.of(new WithdrawCancellation());
        }
        if (summary.get("scheduledChange") instanceof Optional<?> scheduled
                && scheduled.isPresent()
                && random.nextInt(10) == 0) {
            return Optional.of(new WithdrawScheduled());
        }
        if (isPastDue() && random.nextInt(4) == 0) {
            return Optional.of(newMethod());
        }
        return Optional.empty();
    }

    private Command newMethod() {
        PayBy method = method();
        return new ChangeMethod(method, method.isAch() && random.nextInt(8) > 0);
    }

    private PayBy method() {
        if (mix.isSteady()) {
            return PayBy.card(oneOf("tok_visa", "tok_mastercard"), YearMonth.of(2040, 12));
        }
        int kind = random.nextInt(100);
        if (kind < 8) {
            return PayBy.ach(oneOf("ba_ok", "ba_ok", "ba_closed"));
        }
        String token = kind < 45
                ? "tok_visa"
                : kind < 60
                        ? "tok_mastercard"
                        : kind < 72
                                ? "tok_decline"
                                : kind < 84 ? "tok_decline_2" : kind < 97 ? "tok_timeout" : "tok_new";
        YearMonth expiry = random.nextInt(10) < 7
                ? YearMonth.of(2040, 12)
                : YearMonth.from(today()).plusMonths(random.nextInt(14) - 1L);
        return PayBy.card(token, expiry);
    }

    private Command refund() {
        int invoices = oracle.invoices().size();
        Optional<Long> amount = random.nextBoolean() ? Optional.empty() : Optional.of(1 + random.nextLong(4000));
        return new Refund(1 + random.nextInt(invoices + 1), amount, random.nextInt(20) == 0 ? "EUR" : currency);
    }

    private Command purchase() {
        return new ChangePlan(
                plan(),
                maybe(9, this::interval),
                maybe(3, this::users),
                maybe(6, () -> {
                    PayBy method = method();
                    return method.isAch() ? PayBy.card("tok_visa", YearMonth.of(2040, 12)) : method;
                }),
                random.nextInt(4) > 0);
    }

    private Command changePlan(Map<String, Object> summary) {
        String plan = plan();
        boolean isFree = plan.equals(prices.free());
        return new ChangePlan(
                plan,
                maybe(4, this::interval),
                maybe(4, () -> otherUsers(summary)),
                isFree ? Optional.empty() : maybe(1, () -> PayBy.card("tok_mastercard", YearMonth.of(2040, 12))),
                !isFree && random.nextInt(8) == 0);
    }

    /** Mostly one that is to be paid for. */
    private String plan() {
        int kind = random.nextInt(40);
        return kind == 0
                ? "gold"
                : kind == 1
                        ? prices.free()
                        : prices.plans().get(1 + random.nextInt(prices.plans().size() - 1));
    }

    private Every interval() {
        return random.nextInt(3) == 0 ? Every.ANNUAL : Every.MONTHLY;
    }

    private int users() {
        return oneOf(
                1, 2, 3, 1 + random.nextInt(30), 1 + random.nextInt(5000), random.nextInt(10) == 0 ? 1_000_000 : 7);
    }

    /** One more, fewer, the same, what is scheduled, or any. */
    private int otherUsers(Map<String, Object> summary) {
        int present = summary.get("managedUsers") instanceof Integer count ? count : 1;
        int near = Math.clamp(present + random.nextInt(9) - 5L, 1, 1_000_000);
        return random.nextInt(6) == 0 ? users() : near;
    }

    /** Something in so many of ten cases. */
    private <T> Optional<T> maybe(int often, Supplier<T> supplier) {
        return random.nextInt(10) < often ? Optional.of(supplier.get()) : Optional.empty();
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
