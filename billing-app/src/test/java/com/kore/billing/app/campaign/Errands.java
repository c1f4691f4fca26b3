package com.kore.billing.app.campaign;

import java.util.List;
import java.util.Random;

/** What a witness asks for, one random command after the other, each under a key of its own: mostly about the account that it has opened last. */
final class Errands {
    private static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"%d Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";
    private static final List<String> PLANS = List.of("premium", "enterprise", "premium", "enterprise", "free");
    private static final List<String> INTERVALS = List.of("monthly", "annual");
    private static final List<String> CARDS = List.of("tok_visa", "tok_mastercard", "tok_visa", "tok_decline");

    private final String name;
    private final Random random;
    private String account = "";
    private int count;

    /** @param name of the accounts and keys; no two of a store share one */
    Errands(String name, long seed) {
        this.name = name;
        this.random = new Random(seed);
    }

    /** The account that it has opened last; empty before the first. */
    String account() {
        return account;
    }

    /** Whether something is so, in one of so many cases. */
    boolean oneIn(int cases) {
        return random.nextInt(cases) == 0;
    }

    Asked next() {
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
            default -> asked("admin", "/" + Witness.SHARED + "/grant-credit", credit());
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
