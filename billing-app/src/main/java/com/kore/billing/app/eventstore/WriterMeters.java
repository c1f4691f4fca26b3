package com.kore.billing.app.eventstore;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Collection;
import java.util.concurrent.TimeUnit;

/** What is measured of the thread that stores events: how many commands wait for it and share a commit, and how long it takes over them. */
final class WriterMeters {
    private final MeterRegistry meters;
    private final DistributionSummary batch;
    private final Timer commit;

    WriterMeters(MeterRegistry meters) {
        this.meters = meters;
        this.batch = meters.summary("billing.writer.batch");
        this.commit = meters.timer("billing.writer.commit");
    }

    void waitingIn(Collection<?> queue) {
        Gauge.builder("billing.writer.queue", queue, Collection::size).register(meters);
    }

    void committed(int commands, long nanos) {
        batch.record(commands);
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }
}
