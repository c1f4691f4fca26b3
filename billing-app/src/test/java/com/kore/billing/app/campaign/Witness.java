package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * A client that sends one command after the other, each under a key of its own, and keeps its own record: what it asked, and what it was
 * told. It ends with the service, some time after an outage, or when it is enough.
 */
final class Witness {
    /** An account that all witnesses send commands to. */
    static final String SHARED = "shared";

    private static final int AT_ONCE_MAX = 8;
    private static final int REQUESTS_AFTERWARDS = 5;
    private static final int SERVER_ERRORS = 500;

    private final Errands errands;
    private final ServiceClient service;
    private final List<Told> told = new ArrayList<>();
    private final List<Unanswered> unanswered = new ArrayList<>();
    private int refused;

    /**
     * What has no answer yet.
     *
     * @param undone whether it was said each time that nothing was done
     */
    record Unanswered(Asked asked, boolean undone) {}

    /** @param name of the accounts and keys that it makes; no two witnesses of a store share one */
    Witness(String name, long seed, ServiceClient service) {
        this.errands = new Errands(name, seed);
        this.service = service;
    }

    static Told openShared(ServiceClient service) {
        Asked opening = new Asked(
                "service",
                "/v1/subscriptions",
                "{\"subscriptionId\":\"%s\",\"accountName\":\"All\"}".formatted(SHARED),
                "open-shared");
        return new Told(opening, opening.send(service).is(201).json());
    }

    List<Told> told() {
        return told;
    }

    /** What it does not know whether it happened. */
    List<Unanswered> unanswered() {
        return unanswered;
    }

    int refused() {
        return refused;
    }

    /** Lets all do the same, as many at once as there are witnesses, and waits for them: a check is no test of load. */
    static <T> void atOnce(Collection<T> all, Consumer<T> what) {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE_MAX)) {
            List<Future<?>> running = new ArrayList<>();
            all.forEach(one -> running.add(threads.submit(() -> what.accept(one))));
            for (Future<?> one : running) {
                one.get();
            }
        } catch (ExecutionException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** Sends commands until no answer comes any more; {@code acknowledged} runs after each answer, before anything else. */
    void testify(Runnable acknowledged) {
        while (true) {
            Asked asked = errands.next();
            Answer answer;
            try {
                answer = asked.send(service);
            } catch (UncheckedIOException gone) {
                unanswered.add(new Unanswered(asked, false));
                return;
            }
            if (answer.status() >= SERVER_ERRORS) {
                throw new AssertionError(
                        asked + " is answered " + answer.response().body());
            }
            record(asked, answer, false, acknowledged);
        }
    }

    /**
     * Sends commands through an outage, and some more afterwards. What is answered 503 it repeats with the same key at once, or later.
     *
     * @throws AssertionError if an answer is none that may come then
     */
    void endure(Outage outage) {
        for (int afterwards = 0; afterwards < REQUESTS_AFTERWARDS; ) {
            Asked asked = errands.next();
            boolean healed = outage.isHealed();
            boolean undone = true;
            Answer answer = outage.timed(() -> asked.send(service));
            while (answer.status() >= SERVER_ERRORS && (asked.opens() || !errands.oneIn(3))) {
                undone &= outage.saysUndone(asked, answer);
                read(outage);
                healed = outage.isHealed();
                answer = outage.timed(() -> asked.send(service));
            }
            if (answer.status() >= SERVER_ERRORS) {
                unanswered.add(new Unanswered(asked, outage.saysUndone(asked, answer) && undone));
            } else {
                record(asked, answer, undone, outage::acknowledged);
                if (healed && afterwards++ == 0) {
                    outage.recovered();
                }
                read(outage);
            }
        }
    }

    /**
     * Sends commands until it is enough. What gets no answer, or 503, it repeats with the same key until it is answered; it may have been done,
     * or be done late, whatever is answered then.
     */
    void persist(BooleanSupplier enough, Outage outage) {
        while (!enough.getAsBoolean()) {
            Asked asked = errands.next();
            boolean late = false;
            Optional<Answer> answer = answered(asked, outage);
            while (answer.isEmpty()) {
                late = true;
                answer = answered(asked, outage);
            }
            if (late && answer.get().status() >= 300) {
                unanswered.add(new Unanswered(asked, false));
            } else {
                record(asked, answer.get(), false, outage::acknowledged);
            }
        }
    }

    private Optional<Answer> answered(Asked asked, Outage outage) {
        try {
            Answer answer = outage.timed(() -> asked.send(service));
            if (answer.status() < SERVER_ERRORS) {
                return Optional.of(answer);
            }
            outage.saysUndone(asked, answer);
        } catch (UncheckedIOException silent) {
            outage.unanswered();
        }
        return Optional.empty();
    }

    private void record(Asked asked, Answer answer, boolean undone, Runnable acknowledged) {
        if (answer.status() < 300) {
            acknowledged.run();
            told.add(new Told(asked, answer.json()));
            if (undone && answer.header("Idempotent-Replayed").equals("true")) {
                throw new AssertionError(asked + " was said not to be done, and was");
            }
        } else if (asked.mayBeRefused(answer)) {
            refused++;
        } else {
            throw new AssertionError(asked + " is answered " + answer.response().body());
        }
    }

    /** Now and then, what it was told last. */
    private void read(Outage outage) {
        if (told.isEmpty() || !errands.oneIn(4)) {
            return;
        }
        Told last = told.getLast();
        String path = "/v1/subscriptions/%s?minVersion=%d".formatted(last.subscription(), last.version());
        Answer answer = outage.timed(() -> service.get("service", path));
        if (answer.status() != 200) {
            outage.absence(path, answer);
        } else if (answer.json().get("version").asLong() < last.version()) {
            throw new AssertionError(path + " is answered " + answer.response().body());
        }
    }
}
