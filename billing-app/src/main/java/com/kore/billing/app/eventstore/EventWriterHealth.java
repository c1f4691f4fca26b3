package com.kore.billing.app.eventstore;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the thread that makes events durable lives. It is not meant to end; if it has, only a new process stores anything again. */
final class EventWriterHealth implements HealthIndicator {
    private final EventWriter writer;

    EventWriterHealth(EventWriter writer) {
        this.writer = writer;
    }

    @Override
    public Health health() {
        return (writer.isAlive() ? Health.up() : Health.down()).build();
    }
}
