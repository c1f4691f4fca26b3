package com.kore.billing.app.monitoring;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether what is read is nearly up to date. Time counts and not the number of events: what a busy store has handed on in a moment is no lag. */
final class LagHealth implements HealthIndicator {
    private final Glance<Standing> standing;
    private final Duration lagMax;

    LagHealth(Glance<Standing> standing, Duration lagMax) {
        this.standing = standing;
        this.lagMax = lagMax;
    }

    @Override
    public Health health() {
        return standing.look()
                .map(this::health)
                .orElseGet(() -> Health.unknown().build());
    }

    private Health health(Standing present) {
        boolean late = present.age().compareTo(lagMax) > 0;
        return (late ? Health.down() : Health.up())
                .withDetail("events", present.behind())
                .withDetail("seconds", present.age().toSeconds())
                .build();
    }
}
