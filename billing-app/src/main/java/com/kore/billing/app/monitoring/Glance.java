package com.kore.billing.app.monitoring;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Something that the database knows, for whoever must not wait for it: probes and scrapers, which have a timeout of their own and come by the
 * dozen. One question is under way at a time, however many ask; an answer, also that there was none, is good for a moment.
 */
final class Glance<T> {
    /** Shorter than the timeout of any prober worth its name. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    static final Duration FRESH = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(Glance.class);

    private final String name;
    private final Supplier<T> question;
    private final LongSupplier nanos;
    private CompletableFuture<Optional<T>> latest = CompletableFuture.completedFuture(Optional.empty());
    private long askedNanos;

    /** @param name of what is asked, for the log */
    Glance(String name, Supplier<T> question) {
        this(name, question, System::nanoTime);
    }

    Glance(String name, Supplier<T> question, LongSupplier nanos) {
        this.name = name;
        this.question = question;
        this.nanos = nanos;
        this.askedNanos = nanos.getAsLong() - FRESH.toNanos();
    }

    /** The answer; empty if there is none within two seconds of the question. */
    Optional<T> look() {
        Asked<T> asked = asked();
        try {
            return asked.answer().get(asked.leftNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException mute) {
            LOG.debug("{} cannot be told: no answer yet", name);
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException bug) {
            throw new IllegalStateException(bug.getCause());
        }
    }

    private record Asked<T>(CompletableFuture<Optional<T>> answer, long leftNanos) {}

    /** Whoever asks while a question is under way waits for as long as the first one still does. */
    private synchronized Asked<T> asked() {
        long now = nanos.getAsLong();
        if (latest.isDone() && now - askedNanos >= FRESH.toNanos()) {
            CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
            // Never interrupted, which would close H2's file under everybody.
            Thread.ofVirtual().name("glance").start(() -> ask(answer));
            latest = answer;
            askedNanos = now;
        }
        return new Asked<>(latest, Math.max(0, PATIENCE.toNanos() - (now - askedNanos)));
    }

    /** Whatever goes wrong, there is an answer: without one nobody would ever ask again. */
    private void ask(CompletableFuture<Optional<T>> answer) {
        Optional<T> told = Optional.empty();
        try {
            told = Optional.of(question.get());
        } catch (RuntimeException away) {
            LOG.debug("{} cannot be told", name, away);
        } catch (Error broken) {
            LOG.error("{} cannot be told", name, broken);
        } finally {
            answer.complete(told);
        }
    }
}
