package com.kore.billing.app.monitoring;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.ToDoubleFunction;

/** Gauges that the database knows, which every node tells alike; not a number while it does not answer, and the scrape goes on. */
final class StoreMeters {
    private static final double NANOS = 1e9;

    private final MeterRegistry meters;

    StoreMeters(
            MeterRegistry meters,
            String database,
            Glance<Standing> standing,
            Glance<DueStanding> due,
            Glance<OptionalLong> differences) {
        this.meters = meters;
        Gauge.builder("billing.store.answers", () -> standing.look().isPresent() ? 1 : 0)
                .tag("database", database)
                .register(meters);
        gauge("billing.read.models.lag.events", standing, Standing::behind);
        gauge("billing.read.models.lag.seconds", standing, present -> seconds(present.age()));
        gauge("billing.read.models.stopped.seconds", standing, present -> seconds(present.unhandled()));
        gauge("billing.dead.letters", standing, Standing::deadLetters);
        gauge("billing.work.due", due, DueStanding::count);
        gauge("billing.work.due.oldest.seconds", due, present -> seconds(present.oldest()));
        gauge(
                "billing.verification.differences",
                differences,
                latest -> latest.isPresent() ? latest.getAsLong() : Double.NaN);
    }

    private <T> void gauge(String name, Glance<T> glance, ToDoubleFunction<T> figure) {
        Gauge.builder(name, () -> glance.look().map(figure::applyAsDouble).orElse(Double.NaN))
                .register(meters);
    }

    private static double seconds(Duration duration) {
        return duration.toNanos() / NANOS;
    }
}
