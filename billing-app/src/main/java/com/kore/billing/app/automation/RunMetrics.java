package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.projections.duework.WorkItem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** What is measured of billing runs; the names stand in docs/operators.md. */
final class RunMetrics {
    private final MeterRegistry meters;

    /** Counters stand at nothing from the start on: of one that appears with its first failure, nobody sees that it rose. */
    RunMetrics(MeterRegistry meters) {
        this.meters = meters;
        Stream.of("decided", "failed", "nothing_to_do")
                .forEach(outcome -> meters.counter("billing.renewals", "outcome", outcome));
        Stream.of("succeeded", "declined", "unknown", "refunded", "refund_failed", "other", "failed", "nothing_to_do")
                .forEach(outcome -> meters.counter("billing.collections", "outcome", outcome));
        Stream.of(WorkItem.Kind.values()).forEach(this::failures);
        Stream.of(RunReport.Status.COMPLETED, RunReport.Status.FAILED).forEach(this::runs);
    }

    private Counter failures(WorkItem.Kind kind) {
        return meters.counter("billing.work.failures", "kind", kind.name().toLowerCase(Locale.ROOT));
    }

    private Timer runs(RunReport.Status status) {
        return meters.timer("billing.run", "status", status.name().toLowerCase(Locale.ROOT));
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
        failures(item.kind()).increment();
    }

    private static String counter(WorkItem item) {
        return item.kind() == WorkItem.Kind.RENEWAL ? "billing.renewals" : "billing.collections";
    }

    private void count(String counter, String outcome) {
        meters.counter(counter, "outcome", outcome).increment();
    }

    void ran(Duration duration, RunReport.Status status) {
        runs(status).record(duration);
    }
}
