package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.Subscription;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import org.axonframework.eventsourcing.AggregateSnapshotter;

/** Takes snapshots at once, whatever the number of events. */
record SnapshotFixture(Node node) {

    /** Returns once the snapshot is stored: the executor has one thread, so what is submitted later runs later. */
    void take(String id) {
        node.bean(AggregateSnapshotter.class).scheduleSnapshot(Subscription.class, id);
        await();
    }

    /** Returns once every snapshot that was scheduled is stored. */
    void await() {
        try {
            node.bean(ExecutorService.class).submit(() -> {}).get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
