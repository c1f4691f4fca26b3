package com.kore.billing.app.web;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many requests a node works at, at once. More would not be answered sooner: they would share the same processors and connections, and
 * each would only take longer. Whoever finds no room is told so at once, and nothing was done.
 *
 * <p>Some requests wait for what others do: that a read model shows a version, that a gateway answers. They need no processor, and when nobody
 * answers there would soon be no room but for them. So no more than half of the room may wait.
 */
public final class RequestRoom {
    private final int requestsMax;
    private final Semaphore free;
    private final Semaphore mayWait;

    /** @param requestsMax at least 2 */
    RequestRoom(int requestsMax) {
        this.requestsMax = requestsMax;
        this.free = new Semaphore(requestsMax);
        this.mayWait = new Semaphore(requestsMax / 2);
    }

    /** @throws StartRefused if there would be no room for anybody */
    static RequestRoom of(BillingSettings.Load settings) {
        if (settings.requestsMax() < 2) {
            throw new StartRefused(
                    "With billing.load.requests-max %d nobody could ask anything.".formatted(settings.requestsMax()),
                    "Set BILLING_LOAD_REQUESTS_MAX to 2 or more, or leave it at %d."
                            .formatted(BillingSettings.Load.REQUESTS_MAX));
        }
        return new RequestRoom(settings.requestsMax());
    }

    int requestsMax() {
        return requestsMax;
    }

    /** Whether a request may come in; whoever did leaves again. */
    boolean enter() {
        return free.tryAcquire();
    }

    void leave() {
        free.release();
    }

    /** How many requests are in the room. */
    int present() {
        return requestsMax - free.availablePermits();
    }

    /** Something that comes to pass by others' doing. */
    @FunctionalInterface
    public interface Expected {
        /** Whether it came to pass within a time; with none it only looks. */
        boolean within(Duration patience) throws InterruptedException;
    }

    /** Waits for something on behalf of a request; while half of the room waits already it only looks. */
    public boolean await(Duration max, Expected expected) {
        boolean waits = mayWait.tryAcquire();
        try {
            return expected.within(waits ? max : Duration.ZERO);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            if (waits) {
                mayWait.release();
            }
        }
    }
}
