package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Answer;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.function.Supplier;

/** A time in which the database fails, as clients see it: what they are answered meanwhile, and how long it takes. */
final class Outage {
    private static final int PATIENCE_SECONDS = 60;
    private static final Set<String> ABSENCES = Set.of("unavailable", "outcome-unknown", "not-yet-visible");

    private final CountDownLatch answersBefore;
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicInteger unavailable = new AtomicInteger();
    private final AtomicInteger unknown = new AtomicInteger();
    private final AtomicInteger unanswered = new AtomicInteger();
    private final LongAccumulator slowestNanos = new LongAccumulator(Math::max, 0);
    private final LongAccumulator recoveredNanos = new LongAccumulator(Math::max, 0);
    private volatile long healedAt;
    private volatile boolean healed;

    /** @param answersBefore how many commands are acknowledged before it begins */
    Outage(int answersBefore) {
        this.answersBefore = new CountDownLatch(answersBefore);
    }

    void awaitBegin() throws InterruptedException {
        if (!answersBefore.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError(this + " before anything failed");
        }
    }

    void acknowledged() {
        acknowledged.incrementAndGet();
        answersBefore.countDown();
    }

    /** The database is what it was. */
    void heal() {
        healedAt = System.nanoTime();
        healed = true;
    }

    boolean isHealed() {
        return healed;
    }

    /** A client is answered as ever. */
    void recovered() {
        recoveredNanos.accumulate(System.nanoTime() - healedAt);
    }

    /** No answer came, and the same is asked again. */
    void unanswered() {
        unanswered.incrementAndGet();
        requireTimely("no answer");
    }

    int refusals() {
        return unavailable.get() + unknown.get();
    }

    Answer timed(Supplier<Answer> request) {
        long begun = System.nanoTime();
        try {
            return request.get();
        } finally {
            slowestNanos.accumulate(System.nanoTime() - begun);
        }
    }

    /** Whether an answer says that nothing was done; if not, it says that nobody knows. */
    boolean saysUndone(Asked asked, Answer answer) {
        boolean isUnknown = absence(asked, answer).equals("outcome-unknown");
        requireTimely(answer.response().body());
        (isUnknown ? unknown : unavailable).incrementAndGet();
        return !isUnknown;
    }

    private void requireTimely(String said) {
        if (healed && System.nanoTime() - healedAt > TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)) {
            throw new AssertionError("after " + PATIENCE_SECONDS + " s it still has not recovered: " + said);
        }
    }

    /** @throws AssertionError if an answer is not the one that is documented for when the database is away */
    String absence(Object asked, Answer answer) {
        if (answer.status() == 503
                && answer.header("Content-Type").startsWith("application/problem+json")
                && !answer.header("Retry-After").isEmpty()
                && ABSENCES.contains(answer.at("/code"))) {
            return answer.at("/code");
        }
        throw new AssertionError("%s is answered %d %s %s"
                .formatted(
                        asked,
                        answer.status(),
                        answer.response().headers().map(),
                        answer.response().body()));
    }

    @Override
    public String toString() {
        return "acknowledged=%d unavailable=%d unknown=%d unanswered=%d slowest-ms=%d recovered-ms=%d"
                .formatted(
                        acknowledged.get(),
                        unavailable.get(),
                        unknown.get(),
                        unanswered.get(),
                        Duration.ofNanos(slowestNanos.get()).toMillis(),
                        Duration.ofNanos(recoveredNanos.get()).toMillis());
    }
}
