package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

/**
 * A client with an account on the free plan that nobody else commands, so that it knows of each command, before it sends it, whether it is
 * accepted, with which version, or refused, and why. No node may see it otherwise, whatever it remembers.
 */
final class Stickler {
    /** So far on that no command that is done late finds it: one version on would do. */
    private static final int NEVER_REACHED = 1_000_000;

    private final String account;
    private final Random random;
    private final ServiceClient service;
    private final List<Told> told = new ArrayList<>();
    private final AtomicInteger answers = new AtomicInteger();
    private int count;
    private long version;
    private int users = 1;
    private long credit;

    /** @param account that it opens; no two of a store share one */
    Stickler(String account, long seed, ServiceClient service) {
        this.account = account;
        this.random = new Random(seed);
        this.service = service;
    }

    /** How many of its commands have been answered, refusals counted. */
    int answers() {
        return answers.get();
    }

    /** What it was told since it was last asked this. */
    List<Told> takeTold() {
        List<Told> taken = List.copyOf(told);
        told.clear();
        return taken;
    }

    /** Sends one command after the other, until it is enough. */
    void insist(BooleanSupplier enough, Outage outage) {
        if (version == 0) {
            open(outage);
            grant(1, outage);
        }
        while (!enough.getAsBoolean()) {
            switch (random.nextInt(8)) {
                case 0 -> refused(users(users), version, 409, "no-change", outage);
                case 1 -> refused(asked("service", "/cancel", "{}"), version, 409, "not-paid", outage);
                case 2 ->
                    refused(
                            credit(1),
                            version + (random.nextBoolean() ? NEVER_REACHED : -1),
                            412,
                            "version-conflict",
                            outage);
                case 3, 4 -> grant(1 + random.nextInt(100), outage);
                default -> change(1 + (users + random.nextInt(50)) % 60, outage);
            }
        }
    }

    /** That the account is what it must be by all that it was told. */
    void check(ServiceClient anyNode) {
        Answer shown = anyNode.get(
                        "service", "/v1/subscriptions/%s/account-summary?minVersion=%d".formatted(account, version))
                .is(200);
        assertThat(List.of(shown.at("/version"), shown.at("/managedUsers"), shown.at("/creditBalance/amount")))
                .as(account)
                .containsExactly(Long.toString(version), Integer.toString(users), Long.toString(credit));
    }

    private void open(Outage outage) {
        Asked opening = new Asked(
                "service",
                "/v1/subscriptions",
                "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\",\"managedUsers\":%d}".formatted(account, users),
                account + "-opens");
        accepted(opening, 0, outage);
    }

    private void grant(int amount, Outage outage) {
        accepted(credit(amount), version, outage);
        credit += amount;
    }

    private void change(int toUsers, Outage outage) {
        if (toUsers != users) {
            accepted(users(toUsers), version, outage);
            users = toUsers;
        }
    }

    private void accepted(Asked asked, long onVersion, Outage outage) {
        Answer answer = answer(asked, onVersion, outage);
        assertThat(answer.status())
                .as("%s on version %d: %s", asked, onVersion, answer.response().body())
                .isBetween(200, 201);
        assertThat(answer.at("/version")).as("%s", asked).isEqualTo(Long.toString(onVersion + 1));
        outage.acknowledged();
        told.add(new Told(asked, answer.json()));
        version = onVersion + 1;
    }

    private void refused(Asked asked, long onVersion, int status, String code, Outage outage) {
        Answer answer = answer(asked, onVersion, outage);
        assertThat(answer.status() + " " + answer.at("/code"))
                .as("%s on version %d: %s", asked, onVersion, answer.response().body())
                .isEqualTo(status + " " + code);
        if (status == 412) {
            assertThat(answer.header("ETag")).isEqualTo("\"" + version + "\"");
        }
    }

    /** Asks again, whichever node, until one answers. Each names the version, so that none that is late does anything. */
    private Answer answer(Asked asked, long onVersion, Outage outage) {
        while (true) {
            try {
                Answer answer =
                        onVersion == 0 ? asked.send(service) : asked.send(service, "If-Match", "\"" + onVersion + "\"");
                if (answer.status() < 500) {
                    answers.incrementAndGet();
                    return answer;
                }
                outage.saysUndone(asked, answer);
            } catch (UncheckedIOException silent) {
                outage.unanswered();
            }
        }
    }

    private Asked users(int number) {
        return asked("service", "/change-managed-users", "{\"managedUsers\":%d}".formatted(number));
    }

    private Asked credit(int amount) {
        return asked(
                "admin",
                "/grant-credit",
                "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(amount));
    }

    private Asked asked(String role, String command, String body) {
        return new Asked(role, "/v1/subscriptions/" + account + command, body, account + "-" + count++);
    }
}
