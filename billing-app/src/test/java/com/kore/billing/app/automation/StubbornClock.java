package com.kore.billing.app.automation;

import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.context.annotation.Primary;

/** A clock that breaks, or lets wait, the thread that looks for due work and nobody else. Without a stereotype, so that no other test finds it. */
@Primary
class StubbornClock implements BillingClock {
    private final BillingClock clock = new SystemClock();
    private final AtomicInteger failing = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile boolean holds;
    private volatile boolean held;

    /** Looks for due work end with an Error, so many times. */
    void failNext(int looks) {
        failing.set(looks);
    }

    boolean hasFailed() {
        return failing.get() == 0;
    }

    /** The next look for due work does not come to its end. */
    void hold() {
        holds = true;
    }

    boolean holds() {
        return held;
    }

    void release() {
        holds = false;
        released.countDown();
    }

    @Override
    public Instant now() {
        if (Thread.currentThread().getName().equals("billing-run")) {
            if (failing.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                throw new NoClassDefFoundError("of a test");
            }
            if (holds) {
                held = true;
                await();
            }
        }
        return clock.now();
    }

    private void await() {
        try {
            released.await();
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
