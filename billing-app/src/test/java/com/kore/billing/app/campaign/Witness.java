package com.kore.billing.app.campaign;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;

/**
 * A client that sends one command after the other, each under a key of its own, and keeps its own record: what it asked, and what it was
 * told. It ends with the service.
 */
final class Witness {
    /** An account that all witnesses send commands to. */
    static final String SHARED = "shared";

    private static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"%d Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";
    private static final List<String> PLANS = List.of("premium", "enterprise", "premium", "enterprise", "free");
    private static final List<String> INTERVALS = List.of("monthly", "annual");
    private static final List<String> CARDS = List.of("tok_visa", "tok_mastercard", "tok_visa", "tok_decline");

    private final String name;
    private final Random random;
    private final ServiceClient service;
    private final List<Told> told = new ArrayList<>();
    private Optional<Asked> unanswered = Optional.empty();
    private String account = "";
    private int count;
    private int refused;

    /** A command as it was sent, and would be again. */
    record Asked(String role, String path, String body, String key) {
        Answer send(ServiceClient service) {
            return service.post(role, path, body, "Idempotency-Key", key);
        }
    }

    /** What it was answered: its events are durable. */
    record Told(Asked asked, JsonNode answer) {
        String subscription() {
            return answer.get("subscriptionId").asString();
        }

        long version() {
            return answer.get("version").asLong();
        }

        List<String> types() {
            return answer.get("events")
                    .valueStream()
                    .map(event -> event.get("type").asString())
                    .toList();
        }

        List<String> eventIds() {
            return answer.get("events")
                    .valueStream()
                    .map(event -> event.get("eventId").asString())
                    .toList();
        }
    }

    /** @param name of the accounts and keys that it makes; no two witnesses of a store share one */
    Witness(String name, long seed, ServiceClient service) {
        this.name = name;
        this.random = new Random(seed);
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

    /** What it does not know whether it happened: the last thing that it asked. */
    Optional<Asked> unanswered() {
        return unanswered;
    }

    int refused() {
        return refused;
    }

    /** Lets all do the same at once, and waits for them. */
    static void atOnce(List<Witness> witnesses, Consumer<Witness> what) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            witnesses.forEach(witness -> all.add(threads.submit(() -> what.accept(witness))));
            for (Future<?> one : all) {
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
            Asked asked = next();
            Answer answer;
            try {
                answer = asked.send(service);
            } catch (UncheckedIOException gone) {
                unanswered = Optional.of(asked);
                return;
            }
            if (answer.status() < 300) {
                acknowledged.run();
                told.add(new Told(asked, answer.json()));
            } else if (answer.status() < 500) {
                refused++;
            } else {
                throw new AssertionError(
                        asked + " is answered " + answer.response().body());
            }
        }
    }

    private Asked next() {
        int dice = account.isEmpty() ? 0 : random.nextInt(20);
        return switch (dice) {
            case 0 -> {
                account = name + "-" + count;
                yield asked("service", "", """
                        {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":%s}""".formatted(account, PROFILE.formatted(count)));
            }
            case 1, 2, 3, 4, 5 -> about("change-plan", """
                    {"plan":"%s","interval":"%s","managedUsers":%d,"paymentMethod":%s}""".formatted(one(PLANS), one(INTERVALS), users(), card()));
            case 6, 7, 8, 9, 10 -> about("change-managed-users", "{\"managedUsers\":%d}".formatted(users()));
            case 11 -> about("change-billing-interval", "{\"interval\":\"%s\"}".formatted(one(INTERVALS)));
            case 12 -> about("change-payment-method", card());
            case 13 -> about("cancel", "{}");
            case 14, 15 -> about("withdraw-cancellation", "{}");
            case 16 -> about("update-billing-profile", PROFILE.formatted(count));
            case 17 -> asked("admin", "/" + account + "/grant-credit", credit());
            default -> asked("admin", "/" + SHARED + "/grant-credit", credit());
        };
    }

    private Asked about(String command, String body) {
        return asked("service", "/" + account + "/" + command, body);
    }

    private Asked asked(String role, String path, String body) {
        return new Asked(role, "/v1/subscriptions" + path, body, name + "-key-" + count++);
    }

    private int users() {
        return 1 + random.nextInt(60);
    }

    private String card() {
        return """
                {"kind":"card","token":"%s","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2060}""".formatted(one(CARDS));
    }

    private String credit() {
        return "{\"kind\":\"goodwill\",\"amount\":{\"amount\":%d,\"currency\":\"USD\"}}"
                .formatted(1 + random.nextInt(5_000));
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
