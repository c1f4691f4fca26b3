package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.projections.duework.WorkItem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What is measured of billing runs; the names stand in docs/operators.md. */
final class RunMetrics {
    private final MeterRegistry meters;

    /** @param due counts what is due; asked whenever somebody looks, so that it goes on rising where nothing is done */
    RunMetrics(MeterRegistry meters, Supplier<Number> due) {
        this.meters = meters;
        Gauge.builder("billing.work.due", due).register(meters);
    }

    void done(WorkItem item, DecidedCommand decided) {
        if (item.kind() == WorkItem.Kind.RENEWAL) {
            meters.counter("billing.renewals", "outcome", "decided").increment((double) RunTally.periodsEnded(decided));
        } else {
            count("billing.collections", outcome(decided));
        }
    }

    private static String outcome(DecidedCommand decided) {
        return decided.events().stream()
                .map(RecordedEvent::event)
                .flatMap(event -> switch (event) {
                    case PaymentSucceeded ignored -> Stream.of("succeeded");
                    case PaymentDeclined ignored -> Stream.of("declined");
                    case PaymentOutcomeUnknown ignored -> Stream.of("unknown");
                    case PaymentRefunded ignored -> Stream.of("refunded");
                    case RefundFailed ignored -> Stream.of("refund_failed");
                    default -> Stream.empty();
                })
                .findFirst()
                .orElse("other");
    }

    /** Somebody else had done it already, or it has to wait for something else. */
    void nothingToDo(WorkItem item) {
        count(counter(item), "nothing_to_do");
    }

    void failed(WorkItem item) {
        count(counter(item), "failed");
        meters.counter("billing.work.failures", "kind", item.kind().name().toLowerCase(Locale.ROOT))
                .increment();
    }

    private static String counter(WorkItem item) {
        return item.kind() == WorkItem.Kind.RENEWAL ? "billing.renewals" : "billing.collections";
    }

    private void count(String counter, String outcome) {
        meters.counter(counter, "outcome", outcome).increment();
    }

    void ran(Duration duration, RunReport.Status status) {
        meters.timer("billing.run", "status", status.name().toLowerCase(Locale.ROOT))
                .record(duration);
    }
}
