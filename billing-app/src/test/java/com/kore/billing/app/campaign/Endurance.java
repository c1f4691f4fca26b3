package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.Verified;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/**
 * Clients of a service that is never started again, while its database fails under it, again and again. Each time eight of them send
 * commands before, meanwhile and afterwards, and what they were told is held against what is there.
 */
final class Endurance {
    /** Settings of the service: who finds no connection within two seconds, rather than five, is told so. */
    static final Map<String, String> QUICKLY_TOLD = Map.of("spring.datasource.hikari.connection-timeout", "2000");

    private static final int CLIENTS = 8;
    private static final int ANSWERS_MIN = 20;
    private static final int ANSWERS_MAX = 200;
    private static final int REFUSALS_MAX = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String title;
    private final long seed;
    private final ServiceClient service;
    private final Random random;
    private final Testimony testimony = new Testimony();
    private int rounds;
    private int refusals;

    /** What befalls a database. */
    interface Fault {
        /** Returns once it has happened. */
        void inflict() throws Exception;

        void heal();

        /** Whether it goes on until it is healed, so that there are commands that cannot be done. */
        boolean lasts();
    }

    /** @param title what every line that it prints begins with */
    Endurance(String title, long seed, ServiceClient service) {
        this.title = title;
        this.seed = seed;
        this.service = service;
        this.random = new Random(seed);
        testimony.heard(Witness.openShared(service));
    }

    void endure(Fault fault) throws Exception {
        rounds++;
        List<Witness> witnesses = witnesses();
        Outage outage = new Outage(ANSWERS_MIN + random.nextInt(ANSWERS_MAX - ANSWERS_MIN));
        int enough = fault.lasts() ? 1 + random.nextInt(REFUSALS_MAX) : 0;
        CompletableFuture<Void> clients =
                CompletableFuture.runAsync(() -> Witness.atOnce(witnesses, witness -> witness.endure(outage)));
        try {
            outage.awaitBegin();
            fault.inflict();
            await().atMost(PATIENCE).until(() -> clients.isDone() || outage.refusals() >= enough);
        } finally {
            fault.heal();
            outage.heal();
            awaitEnd(clients, fault, outage);
        }
        testimony.check(witnesses, service);
        refusals += outage.refusals();
        tell(fault.toString(), outage);
    }

    private void awaitEnd(CompletableFuture<Void> clients, Fault fault, Outage outage) throws InterruptedException {
        try {
            clients.get();
        } catch (ExecutionException failed) {
            throw new AssertionError(
                    "%s round=%d seed=%d fault=%s %s".formatted(title, rounds, seed, fault, outage), failed);
        }
    }

    /** All that there is, from the beginning, and all read models. */
    void finish() {
        testimony.checkWhole(service);
        assertNothingAmiss();
        assertThat(refusals).as("commands that could not be done").isPositive();
        Verified.withoutDifferences(service);
    }

    private void tell(String fault, Outage outage) {
        System.out.printf(
                Locale.ROOT,
                "%s seed=%d commit=%s round=%d fault=%s lost=%d doubled=%d %s%n",
                title,
                seed,
                Commit.SHORT,
                rounds,
                fault,
                testimony.lost().size(),
                testimony.doubled().size(),
                outage);
        assertNothingAmiss();
    }

    private void assertNothingAmiss() {
        assertThat(testimony.lost()).as("lost, seed %d, round %d", seed, rounds).isEmpty();
        assertThat(testimony.doubled())
                .as("doubled, seed %d, round %d", seed, rounds)
                .isEmpty();
    }

    private List<Witness> witnesses() {
        List<Witness> witnesses = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            witnesses.add(new Witness("outage-%d-client-%d".formatted(rounds, client), random.nextLong(), service));
        }
        return witnesses;
    }
}
