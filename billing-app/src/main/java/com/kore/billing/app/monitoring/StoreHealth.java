package com.kore.billing.app.monitoring;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the database answers. */
final class StoreHealth implements HealthIndicator {
    private final Glance<Standing> standing;

    StoreHealth(Glance<Standing> standing) {
        this.standing = standing;
    }

    @Override
    public Health health() {
        return standing.look().isPresent()
                ? Health.up().build()
                : Health.down()
                        .withDetail("noAnswerWithinSeconds", Glance.PATIENCE.toSeconds())
                        .build();
    }
}
