package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Command.AddPrepaidUsers;
import com.kore.billing.app.oracle.Command.AssignUser;
import com.kore.billing.app.oracle.Command.RecordPayment;
import com.kore.billing.app.oracle.Command.ReleaseUser;
import com.kore.billing.app.oracle.Command.SetPreferences;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.Command.UpdateProfile;
import com.kore.billing.app.oracle.Command.UserJoined;
import com.kore.billing.app.oracle.Command.Wait;
import com.kore.billing.app.oracle.Every;
import com.kore.billing.app.oracle.Oracle;
import com.kore.billing.app.oracle.PriceList;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What random histories ask about contracts: signed for today, for days to come and for years back, from month-ends and leap days, cut short or
 * not, with follow-ups; users who come and go where there is little room; payments recorded right and wrong.
 */
final class ContractSteps {
    /** So that they meet each other again, and now and then more of them come than are prepaid. */
    private static final int USERS = 7;

    private static final Set<String> OPEN = Set.of("open", "past_due");

    private final Oracle oracle;
    private final PriceList prices;
    private final Random random;

    /** Of the last contract that was signed. */
    private Optional<LocalDate> lastEnd = Optional.empty();

    private int signed;

    /** Who was to have a subscription last. */
    private String latest = "u1";

    ContractSteps(Oracle oracle, PriceList prices, Random random) {
        this.oracle = oracle;
        this.prices = prices;
        this.random = random;
    }

    /** A command was accepted. */
    void accepted(Command command) {
        if (command instanceof SignContract sign) {
            lastEnd = Optional.of(sign.end());
            signed++;
        }
        latest = switch (command) {
            case UserJoined joined -> joined.user();
            case AssignUser assign -> assign.user();
            default -> latest;
        };
    }

    /** What fits how things are; nothing: whatever could be asked without contracts. */
    Optional<Command> next(LocalDate today, String currency) {
        Map<String, Object> summary = oracle.summary();
        boolean isFree = prices.free().equals(summary.get("plan"));
        if (isLatestUnknown() && random.nextInt(3) == 0) {
            return Optional.of(payment(currency));
        }
        if (isUnderContract(summary)) {
            return underContract(today, currency);
        }
        if (random.nextInt(6) == 0 && openInvoices().findAny().isPresent()) {
            return Optional.of(payment(currency));
        }
        if (random.nextInt(isFree ? 4 : 40) == 0) {
            return Optional.of(contract(today, currency));
        }
        return random.nextInt(25) == 0 ? Optional.of(anything(today, currency)) : Optional.empty();
    }

    static boolean isUnderContract(Map<String, Object> summary) {
        return "contract".equals(summary.get("accountKind"));
    }

    private Optional<Command> underContract(LocalDate today, String currency) {
        int kind = random.nextInt(100);
        if (kind < 75) {
            return Optional.of(anything(today, currency));
        }
        if (kind < 80) {
            return Optional.of(new UpdateProfile(true));
        }
        return kind < 86 ? Optional.of(new Wait()) : Optional.empty();
    }

    private Command anything(LocalDate today, String currency) {
        int kind = random.nextInt(100);
        if (kind < 24) {
            return new UserJoined(user());
        }
        if (kind < 36) {
            return new AssignUser(user());
        }
        if (kind < 50) {
            return new ReleaseUser(random.nextBoolean() ? latest : user());
        }
        if (kind < 62) {
            return new SetPreferences(random.nextInt(4) > 0, random.nextInt(3) > 0);
        }
        if (kind < 75) {
            return new AddPrepaidUsers(oneOf(1, 1, 2, 1 + random.nextInt(40), random.nextInt(20) == 0 ? 1_000_000 : 3));
        }
        return kind < 90 ? payment(currency) : contract(today, currency);
    }

    private String user() {
        return "u" + (1 + random.nextInt(USERS));
    }

    private SignContract contract(LocalDate today, String currency) {
        Every interval = random.nextInt(3) == 0 ? Every.ANNUAL : Every.MONTHLY;
        LocalDate start = start(today);
        int plans = prices.plans().size();
        int plan = random.nextInt(30);
        return new SignContract(
                plan == 0 ? "gold" : plan == 1 ? prices.free() : prices.plans().get(1 + random.nextInt(plans - 1)),
                interval,
                oneOf(1, 2, 2, 3, 1 + random.nextInt(300), random.nextInt(8) == 0 ? oneOf(0, 999_999, 1_000_001) : 4),
                oneOf(random.nextInt(3) * 7L, 899L, 15_000L, 1 + random.nextLong(50_000), extremePrice()),
                random.nextInt(30) == 0 ? "EUR" : currency,
                start,
                end(today, start, interval),
                "SO-" + (signed + 1));
    }

    private long extremePrice() {
        return random.nextInt(5) > 0 ? 1001L : oneOf(1_000_000_000L, 1_000_000_001L);
    }

    private LocalDate start(LocalDate today) {
        Optional<LocalDate> followUp = lastEnd.filter(end -> end.isAfter(today));
        if (followUp.isPresent() && random.nextInt(10) > 0) {
            return followUp.get();
        }
        int kind = random.nextInt(100);
        if (kind < 30) {
            return today;
        }
        if (kind < 62) {
            LocalDate day = today.plusDays(1 + random.nextInt(50));
            return random.nextInt(4) == 0 ? day.with(TemporalAdjusters.lastDayOfMonth()) : day;
        }
        if (kind < 94) {
            LocalDate day = today.minusDays(1 + random.nextInt(400));
            return switch (random.nextInt(6)) {
                case 0 -> day.minusMonths(1).with(TemporalAdjusters.lastDayOfMonth());
                case 1 -> leapDayUntil(day);
                default -> day;
            };
        }
        return oneOf(today.minusYears(10), today.minusYears(10).minusDays(1), today.minusDays(random.nextInt(3_600)));
    }

    private static LocalDate leapDayUntil(LocalDate day) {
        LocalDate leapDay = LocalDate.of(day.getYear() - day.getYear() % 4, 2, 29);
        return leapDay.isAfter(day) ? leapDay.minusYears(4) : leapDay;
    }

    /** With a period's end, in the middle of one, or such as no contract has. */
    private LocalDate end(LocalDate today, LocalDate start, Every interval) {
        LocalDate later = start.isAfter(today) ? start : today;
        int kind = random.nextInt(100);
        if (kind < 40) {
            int more = random.nextInt(interval == Every.MONTHLY ? 6 : 2);
            return IntStream.iterate(1, n -> n + 1)
                    .mapToObj(n -> after(start, interval, n))
                    .filter(day -> day.isAfter(later))
                    .skip(more)
                    .findFirst()
                    .orElseThrow();
        }
        if (kind < 80) {
            return later.plusDays(1 + random.nextInt(interval == Every.MONTHLY ? 150 : 500));
        }
        if (kind < 92) {
            return later.plusDays(1 + random.nextInt(25));
        }
        return switch (random.nextInt(4)) {
            case 0 -> today.plusYears(100);
            case 1 -> today.plusYears(100).plusDays(1);
            case 2 -> start;
            default -> today;
        };
    }

    private static LocalDate after(LocalDate start, Every interval, int n) {
        return interval == Every.MONTHLY ? start.plusMonths(n) : start.plusYears(n);
    }

    /** Mostly of an invoice that waits for it, and of what is due. */
    private RecordPayment payment(String currency) {
        List<Integer> open = openInvoices().boxed().toList();
        List<Map<String, Object>> invoices = oracle.invoices();
        int number = open.isEmpty() || random.nextInt(6) == 0
                ? 1 + random.nextInt(invoices.size() + 1)
                : random.nextBoolean() ? open.getLast() : open.get(random.nextInt(open.size()));
        long due = number <= invoices.size() ? due(invoices.get(number - 1)) : 1;
        long amount = switch (random.nextInt(8)) {
            case 0 -> due + 1;
            case 1 -> Math.max(1, due - 1);
            default -> Math.max(1, due);
        };
        return new RecordPayment(number, amount, random.nextInt(25) == 0 ? "EUR" : currency);
    }

    /** The outcome of an attempt, for as long as a minute. */
    private boolean isLatestUnknown() {
        return openInvoices().max().stream()
                .mapToObj(number -> oracle.invoices().get(number - 1).get("payments"))
                .anyMatch(payments -> String.valueOf(payments).contains("outcome=unknown"));
    }

    /** Mostly of contracts, because of those without a method nobody takes the money. */
    private IntStream openInvoices() {
        List<Map<String, Object>> invoices = oracle.invoices();
        return IntStream.rangeClosed(1, invoices.size())
                .filter(number ->
                        OPEN.contains(String.valueOf(invoices.get(number - 1).get("status"))));
    }

    private static long due(Map<String, Object> invoice) {
        return invoice.get("amountDue") instanceof Map<?, ?> money && money.get("amount") instanceof Long due ? due : 0;
    }

    @SafeVarargs
    private <T> T oneOf(T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
