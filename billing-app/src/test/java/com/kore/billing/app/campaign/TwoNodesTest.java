package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Commit;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.SeveralNodes;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Verified;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two nodes on one PostgreSQL, each a process of its own, and clients that ask them in turn. Again and again one is killed, and started
 * again, or stands still for longer than all that it has claimed, and wakes (R4). Everything is done once, the other one takes over, and no answer
 * is one that the stored state does not justify, from the node that has slept neither. {@code -Dcampaign.nodes} says how often, {@code
 * -Dcampaign.seed} asks for the same commands and moments again.
 */
class TwoNodesTest {
    private static final int ROUNDS = Integer.getInteger("campaign.nodes", 2);
    private static final long SEED = Long.getLong("campaign.seed", new Random().nextLong(1_000_000_000));
    private static final int WITNESSES = 6;
    private static final int STICKLERS = 3;
    /** Each stickler's answers before a fault, and after it. */
    private static final int ANSWERS_MIN = 10;

    private static final int ANSWERS_MAX = 60;
    /** Claims and leases are of ten seconds. */
    private static final int FROZEN_MIN_MILLIS = 12_000;

    private static final int FROZEN_MAX_MILLIS = 18_000;
    private static final Duration ANSWER_MAX = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private enum Fault {
        KILLED,
        FROZEN
    }

    /** A node that runs. */
    private record Node(ServiceProcess process, URI base) {}

    @TempDir
    private Path directory;

    private final Random random = new Random(SEED);
    private final Testimony testimony = new Testimony();
    private final List<Stickler> sticklers = new ArrayList<>();
    private List<Node> nodes = List.of();
    /** Which the clients ask. */
    private volatile List<URI> asked = List.of();

    @Test
    void each_command_is_done_once_and_answered_by_what_is_stored_while_nodes_die_and_freeze() throws Exception {
        TestDatabase database = TestDatabases.freshPostgres();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            have(List.of(start(database), start(database)));
            SeveralNodes both = new SeveralNodes(() -> asked, directory, ANSWER_MAX);
            testimony.heard(Witness.openShared(both));
            for (int n = 0; n < STICKLERS; n++) {
                sticklers.add(new Stickler("stickler-" + n, random.nextLong(), both));
            }
            for (int round = 1; round <= ROUNDS; round++) {
                play(round, round % 2 == 1 ? Fault.FROZEN : Fault.KILLED, both, database, clients);
            }
            ServiceClient service = new ServiceClient(nodes.getFirst().base(), directory);
            testimony.checkWhole(service);
            assertNothingAmiss(ROUNDS);
            Verified.withoutDifferences(service);
        } finally {
            nodes.forEach(node -> node.process().kill());
        }
    }

    private void play(int round, Fault fault, SeveralNodes both, TestDatabase database, ExecutorService clients)
            throws Exception {
        List<Witness> witnesses = IntStream.range(0, WITNESSES)
                .mapToObj(n -> new Witness("round-%d-client-%d".formatted(round, n), random.nextLong(), both))
                .toList();
        Outage outage = new Outage(0);
        AtomicBoolean enough = new AtomicBoolean();
        List<Future<?>> running = new ArrayList<>();
        // The one that folds events into read models: the first to be started, then the one that has taken over.
        int victim = (round - 1) % 2;
        Takeover takeover;
        try {
            witnesses.forEach(witness -> running.add(clients.submit(() -> witness.persist(enough::get, outage))));
            sticklers.forEach(stickler -> running.add(clients.submit(() -> stickler.insist(enough::get, outage))));
            awaitAnswers(ANSWERS_MIN + random.nextInt(ANSWERS_MAX - ANSWERS_MIN), running);
            ServiceClient survivor = new ServiceClient(nodes.get(1 - victim).base(), directory);
            takeover = switch (fault) {
                case KILLED -> killed(round, victim, survivor, database);
                case FROZEN -> frozen(round, victim, survivor);
            };
            outage.heal();
            // Of each node: they are asked in turn.
            awaitAnswers(ANSWERS_MIN, running);
        } finally {
            enough.set(true);
            outage.heal();
        }
        for (Future<?> client : running) {
            client.get();
        }
        takeover.told().forEach(testimony::heard);
        sticklers.forEach(stickler -> stickler.takeTold().forEach(testimony::heard));
        testimony.check(witnesses, both);
        sticklers.forEach(stickler -> stickler.check(both));
        System.out.printf(
                Locale.ROOT,
                "R4 on=postgresql seed=%d commit=%s round=%d fault=%s %s %s %s%n",
                SEED,
                Commit.SHORT,
                round,
                fault,
                testimony,
                takeover,
                outage);
        assertNothingAmiss(round);
    }

    private Takeover killed(int round, int victim, ServiceClient survivor, TestDatabase database) {
        Node dead = nodes.get(victim);
        dead.process().kill();
        // Some have asked it, or are about to; then it is asked no more, as a balancer would see to.
        asked = List.of(survivor.base());
        Takeover takeover = Takeover.by(survivor, "takeover-" + round);
        dead.process().awaitEnd();
        List<Node> changed = new ArrayList<>(nodes);
        changed.set(victim, start(database));
        have(changed);
        return takeover;
    }

    private Takeover frozen(int round, int victim, ServiceClient survivor) throws InterruptedException {
        ServiceProcess sleeper = nodes.get(victim).process();
        long wakeAt =
                System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(FROZEN_MIN_MILLIS, FROZEN_MAX_MILLIS));
        sleeper.freeze();
        try {
            Takeover takeover = Takeover.by(survivor, "takeover-" + round);
            TimeUnit.NANOSECONDS.sleep(wakeAt - System.nanoTime());
            return takeover;
        } finally {
            sleeper.wake();
        }
    }

    private void have(List<Node> present) {
        nodes = List.copyOf(present);
        asked = nodes.stream().map(Node::base).toList();
    }

    private Node start(TestDatabase database) {
        ServiceProcess process =
                ServiceProcess.startQuickly(directory, RunningService.arguments(database, directory, Map.of()));
        return new Node(process, process.awaitReady());
    }

    /** Waits until each stickler has got so many more answers. */
    private void awaitAnswers(int more, List<Future<?>> running) {
        List<Integer> before = sticklers.stream().map(Stickler::answers).toList();
        await().atMost(PATIENCE).until(() -> {
            for (Future<?> client : running) {
                if (client.isDone()) {
                    client.get();
                }
            }
            return IntStream.range(0, STICKLERS).allMatch(n -> sticklers.get(n).answers() >= before.get(n) + more);
        });
    }

    private void assertNothingAmiss(int round) {
        assertThat(testimony.lost()).as("lost, seed %d, round %d", SEED, round).isEmpty();
        assertThat(testimony.doubled())
                .as("doubled, seed %d, round %d", SEED, round)
                .isEmpty();
    }
}
