package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.campaign.CommandStream.Command;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Clients of a service that send commands over HTTP at a steady pace, whether those before are answered or not, as long as not too many are under
 * way. What comes of sound accounts' commands is measured by a {@link LagMeter}.
 */
final class SteadyClients implements AutoCloseable {
    private static final int UNDER_WAY_MAX = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final RunningService service;
    private final LagMeter meter;
    private final long periodNanos;
    private final Map<String, Long> versions = new ConcurrentHashMap<>();
    private final SickAccounts sick = new SickAccounts();

    /** @param pace commands a second */
    SteadyClients(RunningService service, int pace) {
        this.service = service;
        this.meter = new LagMeter(service);
        this.periodNanos = TimeUnit.SECONDS.toNanos(1) / pace;
    }

    SickAccounts sick() {
        return sick;
    }

    void open(List<String> accounts) throws Exception {
        steadily(accounts.stream().<Runnable>map(account -> () -> open(account)).toList());
    }

    private void open(String account) {
        Answer answer = untilAvailable(() -> service.post(
                "service",
                "/v1/subscriptions",
                "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(account)));
        told(account, answer.is(201));
    }

    /**
     * Sends a block of commands.
     *
     * @return how late what sound accounts did was seen
     */
    Lags send(int commands, Supplier<Command> stream) throws Exception {
        List<Command> block = Stream.generate(stream).limit(commands).toList();
        steadily(block.stream().<Runnable>map(command -> () -> send(command)).toList());
        return meter.take((int) block.stream()
                .filter(command -> !CommandStream.isSick(command.account()))
                .count());
    }

    private void send(Command command) {
        Answer answer = untilAvailable(() ->
                service.post("admin", "/v1/subscriptions/" + command.account() + "/" + command.name(), command.body()));
        long version = told(command.account(), answer.is(200));
        if (CommandStream.isSick(command.account())) {
            sick.told(command, version);
        } else {
            meter.answered(command.account(), version);
        }
    }

    /** A machine with too much to do may make a service say that nothing was done. */
    private static Answer untilAvailable(Supplier<Answer> request) {
        Answer answer = request.get();
        while (answer.status() == 503 && answer.at("/code").equals("unavailable")) {
            answer = request.get();
        }
        return answer;
    }

    private long told(String account, Answer answer) {
        long version = Long.parseLong(answer.at("/version"));
        versions.merge(account, version, Math::max);
        return version;
    }

    /** Waits until everything that was ever acknowledged can be seen. */
    void awaitAllSeen() throws InterruptedException {
        Visibility visibility = service.bean(Visibility.class);
        for (Map.Entry<String, Long> each : versions.entrySet()) {
            assertThat(visibility.await(new SubscriptionId(each.getKey()), each.getValue(), PATIENCE))
                    .as("%s is seen", each)
                    .isTrue();
        }
    }

    @Override
    public void close() {
        meter.close();
    }

    private void steadily(List<Runnable> work) throws Exception {
        Semaphore room = new Semaphore(UNDER_WAY_MAX);
        List<Future<?>> underWay = new ArrayList<>();
        try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
            long due = System.nanoTime();
            for (Runnable each : work) {
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                due += periodNanos;
                room.acquire();
                underWay.add(clients.submit(() -> {
                    try {
                        each.run();
                    } finally {
                        room.release();
                    }
                }));
            }
            for (Future<?> each : underWay) {
                each.get();
            }
        }
    }
}
