package com.kore.billing.app.simulation;

import com.kore.billing.app.simulation.PaymentsAsTold.Payments;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Future commands, and how payments go.
 *
 * @param steps in the order of their times
 * @param until not before the last step
 */
public record Scenario(List<Step> steps, Instant until) {
    public Scenario {
        steps = List.copyOf(steps);
    }

    /**
     * @param payments how they go from this instant on, this step's own included
     */
    public record Step(Instant at, Optional<Planned> command, Optional<Payments> payments) {}

    /** @param name what callers call it */
    public record Planned(String name, SubscriptionCommand command) {}
}
