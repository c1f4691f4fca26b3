package com.kore.billing.app.monitoring;

import java.time.Duration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether some node, not necessarily this one, hands events to the read models. A node that takes over from another needs some seconds, in
 * which nobody does: all nodes being sent away for that would be worse. Without the database nobody knows, and the store is what is wrong.
 */
final class ReadModelsHealth implements HealthIndicator {
    private final Glance<Standing> standing;
    private final Duration unhandledMax;

    ReadModelsHealth(Glance<Standing> standing, Duration unhandledMax) {
        this.standing = standing;
        this.unhandledMax = unhandledMax;
    }

    @Override
    public Health health() {
        return standing.look()
                .map(this::health)
                .orElseGet(() -> Health.unknown().build());
    }

    private Health health(Standing present) {
        boolean stopped = present.unhandled().compareTo(unhandledMax) > 0;
        return (stopped ? Health.down() : Health.up())
                .withDetail("unhandledSeconds", present.unhandled().toSeconds())
                .withDetail("deadLetters", present.deadLetters())
                .build();
    }
}
