package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** All that a service says over HTTP of what it has stored. */
record StoreOverHttp(ServiceClient service) {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    /**
     * Adds the events after a position to those before it, by subscription.
     *
     * @param after 0: from the first on
     * @return the position of the newest
     */
    long feed(long after, Map<String, List<JsonNode>> events) {
        long position = after;
        while (true) {
            Answer page = service.get("service", "/v1/events?limit=10000&after=" + position)
                    .is(200);
            for (String line : page.response().body().lines().toList()) {
                JsonNode event = JSON.readTree(line);
                if (event.get("position").asLong() <= position) {
                    throw new AssertionError("after " + position + " comes " + line);
                }
                position = event.get("position").asLong();
                events.computeIfAbsent(event.get("subscriptionId").asString(), ignored -> new ArrayList<>())
                        .add(event);
            }
            if (position >= Long.parseLong(page.header("Feed-Head"))) {
                return position;
            }
        }
    }

    /**
     * Waits until no payment of an account is under way. Which version that must be seen at is asked of the events: a read model that has
     * not yet seen an invoice shows none open.
     */
    void awaitSettled(String account) {
        String version = service.get("auditor", "/v1/audit/subscriptions/" + account)
                .is(200)
                .at("/version");
        await(account).until(() -> {
            Answer newest = service.get("service", path(account) + "/invoices?limit=100&minVersion=" + version);
            return newest.status() == 200
                    && newest.json()
                            .get("items")
                            .valueStream()
                            .noneMatch(
                                    invoice -> invoice.get("status").asString().equals("open"));
        });
    }

    /** The version that an account is shown with, once that is no older than the one given. */
    long version(String account, long atLeast) {
        await(account)
                .until(() -> service.get("service", path(account) + "?minVersion=" + atLeast)
                                .status()
                        == 200);
        return Long.parseLong(service.get("service", path(account)).is(200).at("/version"));
    }

    /** Numbers of its invoices, the newest first. */
    List<String> invoiceNumbers(String account) {
        return all(path(account) + "/invoices").stream()
                .map(invoice -> invoice.get("number").asString())
                .toList();
    }

    List<JsonNode> billingHistory(String account) {
        return all(path(account) + "/billing-history");
    }

    private List<JsonNode> all(String list) {
        List<JsonNode> items = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page =
                    service.get("service", list + "?limit=100" + cursor).is(200).json();
            page.get("items").forEach(items::add);
            cursor = page.get("hasMore").asBoolean()
                    ? "&cursor=" + page.get("nextCursor").asString()
                    : "";
        } while (!cursor.isEmpty());
        return items;
    }

    /** Asks at once: nearly always there is nothing to wait for. */
    private static ConditionFactory await(String account) {
        return Awaitility.await(account)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(POLL_INTERVAL);
    }

    private static String path(String account) {
        return "/v1/subscriptions/" + account;
    }
}
