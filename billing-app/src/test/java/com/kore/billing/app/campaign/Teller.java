package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * A client that grants credit after credit to an account of its own, each under a key, on connections that it keeps. Where it is sent away, or a
 * new connection is refused, it asks the next node; anything else but an acceptance is a failure.
 */
final class Teller implements Runnable {
    private static final int REPEATED = 20;

    private final String account;
    private final Path dataDir;
    private final Supplier<List<URI>> nodes;
    private final List<String> told = new ArrayList<>();
    private volatile int answers;
    private volatile boolean enough;

    /** @param nodes those that may be asked, at any moment */
    Teller(String account, Path dataDir, Supplier<List<URI>> nodes) {
        this.account = account;
        this.dataDir = dataDir;
        this.nodes = nodes;
    }

    int answers() {
        return answers;
    }

    void enough() {
        enough = true;
    }

    /** Until it is enough, or there is no node left to ask. */
    @Override
    public void run() {
        while (!enough && !nodes.get().isEmpty()) {
            for (URI node : nodes.get()) {
                untilSentAway(new ServiceClient(node, dataDir));
            }
        }
    }

    /** A node that closes connections is about to stop; if there is no other one it is asked on, each time on a new connection. */
    private void untilSentAway(ServiceClient node) {
        boolean leaving = false;
        while (!enough && !(leaving && nodes.get().size() > 1)) {
            Answer answer;
            try {
                answer = ask(node, answers);
            } catch (UncheckedIOException failed) {
                if (leaving || failed.getCause() instanceof ConnectException) {
                    return;
                }
                throw failed;
            }
            told.add(accepted(answer).at("/version"));
            answers = told.size();
            leaving = answer.header("Connection").equals("close");
        }
    }

    private Answer accepted(Answer answer) {
        assertThat(answer.status()).as(answer.response().body()).isBetween(200, 201);
        return answer;
    }

    private Answer ask(ServiceClient node, int count) {
        String key = account + "-" + count;
        return count == 0
                ? node.post(
                        "admin",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\"}".formatted(account),
                        "Idempotency-Key",
                        key)
                : node.post(
                        "admin",
                        "/v1/subscriptions/%s/grant-credit".formatted(account),
                        "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}".formatted(count),
                        "Idempotency-Key",
                        key);
    }

    /** That all it was told is there, once, by the sum of it, and that the last it was told is told again. */
    void check(ServiceClient service) {
        for (int count = Math.max(0, answers - REPEATED); count < answers; count++) {
            Answer again = accepted(ask(service, count));
            assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
            assertThat(again.at("/version")).isEqualTo(told.get(count)).isEqualTo(Integer.toString(count + 1));
        }
        Answer summary = service.get(
                        "service", "/v1/subscriptions/%s/account-summary?minVersion=%d".formatted(account, answers))
                .is(200);
        assertThat(summary.at("/version")).isEqualTo(Integer.toString(answers));
        assertThat(summary.at("/creditBalance/amount")).isEqualTo(Long.toString(answers * (answers - 1L) / 2));
    }
}
