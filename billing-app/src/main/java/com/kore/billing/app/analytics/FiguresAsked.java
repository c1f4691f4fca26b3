package com.kore.billing.app.analytics;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.projections.analytics.Analytics;
import com.kore.billing.projections.analytics.MonthRange;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.joda.money.CurrencyUnit;
import org.springframework.stereotype.Component;

/** Which figures a request is about: what it leaves out, and what it must not. */
@Component
public final class FiguresAsked {
    private static final int MONTHS_MAX = 120;
    private static final int MONTHS_DEFAULT = 12;
    private static final CurrencyUnit CURRENCY_DEFAULT = CurrencyUnit.USD;

    private final Analytics analytics;
    private final BillingClock clock;

    FiguresAsked(Analytics analytics, BillingClock clock) {
        this.analytics = analytics;
        this.clock = clock;
    }

    /**
     * The currency asked for, or the only one that accounts have. Sums over several make no sense.
     *
     * @throws RequestRefused if none is named and there are several, or if there are no figures yet
     */
    public CurrencyUnit currency(Optional<CurrencyUnit> asked) {
        requireFigures();
        return asked.orElseGet(() -> {
            List<CurrencyUnit> all = analytics.currencies();
            if (all.size() > 1) {
                throw RequestRefused.invalid(
                        "currency",
                        "is required, because accounts have several: "
                                + all.stream().map(CurrencyUnit::getCode).collect(Collectors.joining(", ")));
            }
            return all.isEmpty() ? CURRENCY_DEFAULT : all.getFirst();
        });
    }

    /** @throws RequestRefused if there are no figures yet */
    void requireFigures() {
        if (!analytics.isFilled()) {
            throw RequestRefused.figuresNotYet();
        }
    }

    /** The months asked for; those of the year that ends now unless something else is said. */
    public MonthRange range(Optional<YearMonth> from, Optional<YearMonth> to) {
        YearMonth last = to.orElseGet(
                () -> from.filter(first -> first.isAfter(thisMonth())).orElse(thisMonth()));
        YearMonth first = from.orElseGet(() -> last.minusMonths(MONTHS_DEFAULT - 1L));
        if (last.isBefore(first)) {
            throw RequestRefused.invalid("from", "must not be later than to, %s".formatted(last));
        }
        if (first.until(last, ChronoUnit.MONTHS) >= MONTHS_MAX) {
            throw RequestRefused.invalid(
                    "from", "must be at most %d months before to, %s".formatted(MONTHS_MAX - 1, last));
        }
        return new MonthRange(first, last);
    }

    /** The month asked for, or this one. */
    YearMonth month(Optional<YearMonth> asked) {
        return asked.orElseGet(this::thisMonth);
    }

    private YearMonth thisMonth() {
        return YearMonth.from(LocalDate.ofInstant(clock.now(), ZoneOffset.UTC));
    }
}
