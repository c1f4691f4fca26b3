package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.EventReader;
import java.time.Instant;

/** Advances sandbox time: plays all due work in the order of its due times, each at its own time. */
public final class SandboxTime {
    private final SandboxClock clock;
    private final DueWorkRun run;
    private final EventReader events;

    public SandboxTime(SandboxClock clock, DueWorkRun run, EventReader events) {
        this.clock = clock;
        this.run = run;
        this.events = events;
    }

    /**
     * Where an advance has led.
     *
     * @param renewals how many periods' ends were decided
     * @param collections how many payment attempts, inquiries and refunds were made
     */
    public record Advanced(Instant now, int renewals, int collections) {}

    public Instant now() {
        return clock.now();
    }

    /**
     * Advances to an instant; answers when the read models show all that happened.
     *
     * @throws IllegalArgumentException if it is before the present
     */
    public synchronized Advanced advanceTo(Instant end) {
        if (end.isBefore(clock.now())) {
            throw new IllegalArgumentException("must not be before the present, " + clock.now());
        }
        // What was decided before must be on the list of due work before it is played.
        long head = events.head();
        events.after(head - 1, 1).forEach(last -> run.awaitVisible(last.subscriptionId(), last.sequence() + 1));
        DueWorkRun.Done done = run.until(end, dueAt -> {
            clock.moveTo(dueAt);
            return clock.now();
        });
        clock.moveTo(end);
        return new Advanced(clock.now(), done.renewals(), done.collections());
    }
}
