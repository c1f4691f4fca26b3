package com.kore.billing.app.security;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address at which an issuer says something of itself. All who want to know share one question, and how it ended, also if with a failure,
 * until it may be asked again. Once an issuer has not answered, who can be told what it said before waits for it no longer than it takes one that is well.
 */
final class IssuerAddress {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerAddress.class);

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration GOOD = Duration.ofHours(6);

    /** So long is an issuer left alone that has not answered, while nothing is known that it said before. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    /** Longer than a question takes as a rule, which gives up by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(250);

    private final URI address;
    private final LongSupplier nanos;
    private final Executor askers;

    private Optional<IssuerAnswer> told = Optional.empty();
    private long toldAt;
    private boolean failed;
    private CompletableFuture<IssuerAnswer> latest = new CompletableFuture<>();
    private boolean asked;
    private long askedAt;
    private long endedAt;

    /**
     * @param nanos as of {@link System#nanoTime}
     * @param askers do the asking
     */
    IssuerAddress(URI address, LongSupplier nanos, Executor askers) {
        this.address = address;
        this.nanos = nanos;
        this.askers = askers;
    }

    /** Asks the issuer. */
    @FunctionalInterface
    interface Question {
        IssuerAnswer ask() throws IOException;
    }

    /**
     * What stands for an answer now.
     *
     * @param latest the question that is under way, or how the last one ended
     * @param leftNanos how long it is waited for
     * @param kept what was told before, if that is still good
     */
    private record Standing(CompletableFuture<IssuerAnswer> latest, long leftNanos, Optional<IssuerAnswer> kept) {}

    /** @throws IOException if the issuer does not answer, nor has done so lately */
    IssuerAnswer answer(Question question) throws IOException {
        Standing now = standing(question);
        try {
            IssuerAnswer answer = now.latest().get(now.leftNanos(), TimeUnit.NANOSECONDS);
            return answer.tells() ? answer : now.kept().orElse(answer);
        } catch (ExecutionException | TimeoutException away) {
            return now.kept().orElseThrow(() -> new IOException("the issuer does not answer at " + address, away));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while the issuer was asked");
        }
    }

    /** Whoever asks while a question is under way waits for as long as the first one still does. */
    private synchronized Standing standing(Question question) {
        long now = nanos.getAsLong();
        Optional<IssuerAnswer> kept = told.filter(any -> now - toldAt < GOOD.toNanos());
        Duration patience = failed && kept.isPresent() ? LITTLE_PATIENCE : PATIENCE;
        Duration pause = failed && kept.isEmpty() ? PAUSE : FRESH;
        if (!asked || (latest.isDone() && now - endedAt >= pause.toNanos())) {
            latest = CompletableFuture.supplyAsync(() -> ask(question), askers).whenComplete(this::ended);
            // Only now: what could not be begun is no question.
            asked = true;
            askedAt = now;
        }
        return new Standing(latest, Math.max(0, patience.toNanos() - (now - askedAt)), kept);
    }

    private static IssuerAnswer ask(Question question) {
        try {
            return question.ask();
        } catch (IOException away) {
            throw new UncheckedIOException(away);
        }
    }

    private synchronized void ended(@Nullable IssuerAnswer answer, @Nullable Throwable failure) {
        endedAt = nanos.getAsLong();
        failed = answer == null || !answer.tells();
        if (answer == null) {
            LOG.warn(
                    "the issuer does not answer at {}; what it said before, if anything, is kept to", address, failure);
        } else if (answer.tells()) {
            told = Optional.of(answer);
            toldAt = endedAt;
        } else if (told.isPresent()) {
            LOG.warn("the issuer answers {} at {}; what it said before is kept to", answer.status(), address);
        }
    }
}
