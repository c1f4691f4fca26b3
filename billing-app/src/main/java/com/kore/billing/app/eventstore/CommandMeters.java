package com.kore.billing.app.eventstore;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is measured of commands, whoever sends them: how long each took until it was durable or refused, and what became of it. Meters are kept
 * here by what they are of, because looking one up in the registry is dearer than counting.
 */
final class CommandMeters {
    private static final Logger LOG = LoggerFactory.getLogger(CommandMeters.class);

    private final MeterRegistry meters;
    private final EventMeters events;
    private final Map<Outcome, Timer> timers = new ConcurrentHashMap<>();
    private final Map<String, Counter> refusals = new ConcurrentHashMap<>();

    /** Of one that appears with its first failure, nobody sees that it rose: what alerts ask for stands at nothing from the start on. */
    private static final List<String> WATCHED = List.of("unavailable", "unknown", "failed");

    private record Outcome(String command, String outcome) {}

    CommandMeters(MeterRegistry meters) {
        this.meters = meters;
        this.events = new EventMeters(meters);
        StoredNames.ofCommands().forEach(command -> WATCHED.forEach(outcome -> timer(new Outcome(command, outcome))));
    }

    DecidedCommand measured(SubscriptionCommand command, Supplier<DecidedCommand> decision) {
        long startedNanos = System.nanoTime();
        try {
            DecidedCommand decided = decision.get();
            took(command, decided.replayed() ? "replayed" : "accepted", startedNanos);
            if (!decided.replayed()) {
                decided.events().forEach(event -> events.stored(event.event()));
            }
            return decided;
        } catch (RuntimeException failure) {
            took(command, outcome(failure), startedNanos);
            if (failure instanceof CommandRejected rejected) {
                refusals.computeIfAbsent(rejected.code(), code -> meters.counter("billing.refusals", "code", code))
                        .increment();
            }
            throw failure;
        }
    }

    private static String outcome(RuntimeException failure) {
        return switch (failure) {
            case CommandRejected ignored -> "refused";
            case VersionConflict ignored -> "conflict";
            case SubscriptionNotFound ignored -> "not_found";
            case IdempotencyKeyReused ignored -> "key_reused";
            case StoreUnavailable ignored -> "unavailable";
            case OutcomeUnknown ignored -> "unknown";
            default -> "failed";
        };
    }

    private void took(SubscriptionCommand command, String outcome, long startedNanos) {
        LOG.debug("{} of {}: {}", StoredNames.of(command), command.subscriptionId(), outcome);
        timer(new Outcome(StoredNames.of(command), outcome))
                .record(System.nanoTime() - startedNanos, TimeUnit.NANOSECONDS);
    }

    private Timer timer(Outcome of) {
        return timers.computeIfAbsent(
                of, key -> meters.timer("billing.commands", "command", key.command(), "outcome", key.outcome()));
    }
}
