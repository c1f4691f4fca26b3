package com.kore.billing.app.fuzz;

import java.util.List;
import java.util.Map;
import java.util.Random;

/** Values to send: those that make sense under a name, and those that make none anywhere. All are texts as they stand in JSON. */
final class Values {
    /** Few, so that histories grow long. */
    static final int ACCOUNTS = 20;

    /**
     * What the schemas do not say. Sandbox time goes on in small steps, or what is due would take all of the time; no payment is left open, or what comes after it would wait five seconds.
     */
    private static final Map<String, List<String>> SENSIBLE = Map.ofEntries(
            Map.entry("plan", List.of("\"premium\"", "\"enterprise\"", "\"free\"", "\"premium\"")),
            Map.entry("currency", List.of("\"USD\"", "\"USD\"", "\"USD\"", "\"EUR\"", "\"JPY\"")),
            Map.entry(
                    "timeZone",
                    List.of("\"UTC\"", "\"Pacific/Apia\"", "\"America/Sao_Paulo\"", "\"Etc/GMT-14\"", "\"EST5EDT\"")),
            Map.entry("token", List.of("\"tok_visa\"", "\"tok_mastercard\"", "\"tok_decline\"", "\"ba_ok\"")),
            Map.entry("last4", List.of("\"4242\"")),
            Map.entry("country", List.of("\"US\"", "\"DE\"")),
            Map.entry("email", List.of("\"ada@acme.example\"")),
            Map.entry("expiryYear", List.of("2060", "2060", "2020")),
            Map.entry("amount", List.of("1", "500", "3000")),
            Map.entry("managedUsers", List.of("1", "2", "3", "25", "1000000")),
            Map.entry("by", List.of("\"PT1M\"", "\"PT1H\"", "\"PT0S\"", "\"P1D\"")),
            Map.entry("to", List.of("\"2020-01-01T00:00:00Z\"", "\"2026-01-15T12:00:00Z\"")),
            Map.entry("at", List.of("\"2026-06-01T00:00:00Z\"", "\"2027-01-15T00:00:00Z\"")),
            Map.entry("until", List.of("\"2027-03-01T00:00:00Z\"", "\"2028-03-01T00:00:00Z\"")),
            Map.entry("renewsBefore", List.of("\"2026-02-15\"", "\"9999-12-31\"", "\"0001-01-01\"")),
            Map.entry("issuedFrom", List.of("\"2026-01-01\"", "\"2024-02-29\"")),
            Map.entry("issuedTo", List.of("\"2026-12-31\"", "\"2024-02-29\"")),
            Map.entry("minVersion", List.of("0", "-1")),
            Map.entry("after", List.of("0", "7", "900", "9223372036854775807")),
            Map.entry("item", List.of("\"billing:read\"", "\"billing:write\"", "\"account:self\"")),
            Map.entry("code", List.of("\"kore_code_4v1Rk0h6m0cVb9sS3cI1dP1Ty0aTgq5X1u7wq2hZz8E\"")),
            Map.entry("tokenId", List.of("\"01939a1c-7f00-7000-8000-000000000000\"")),
            Map.entry("limit", List.of("1", "20", "100")),
            Map.entry("q", List.of("\"acme\"", "\"%\"", "\"_\"", "\"\\\\\"")),
            Map.entry("cursor", List.of("\"MQppbnZvaWNlcwoyMDI2LTAxLTE1CjE\"", "\"MQphY2NvdW50LXN1bW1hcmllcwox\"")),
            Map.entry("If-Match", List.of("\"\\\"3\\\"\"", "\"*\"", "\"\\\"0\\\"\"", "\"\\\"999999999999999999\\\"\"")),
            Map.entry("If-None-Match", List.of("\"*\"", "\"W/\\\"0\\\"\"", "\"W/\\\"a\\\", \\\"b\\\"\"")),
            Map.entry("Prefer", List.of("\"wait=5\"", "\"respond-async, wait=1\"", "\"wait=0\"")),
            Map.entry("X-Request-Id", List.of("\"order-77\"")),
            Map.entry("traceparent", List.of("\"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01\"")),
            Map.entry("Last-Event-ID", List.of("0", "7", "900")));

    private static final List<String> ABSURD = List.of(
            "null",
            "true",
            "0",
            "-1",
            "-0",
            "1.5",
            "1.0",
            "1E2",
            "1e400",
            "-1e-400",
            "1e2147483648",
            "2147483648",
            "9007199254740992",
            "9007199254740993",
            "9223372036854775807",
            "9223372036854775808",
            "1" + "0".repeat(39),
            "1" + "0".repeat(2_000),
            "01",
            "NaN",
            "-Infinity",
            "+1",
            "0x10",
            "\"\"",
            "\" \"",
            "\"0\"",
            "\"-1\"",
            "\"\\u0000\"",
            "\"a\\u0000b\"",
            "\"\\u0007\\u001b[31m\"",
            "\"\\n\\t\"",
            "\"\\ud800\"",
            "\"\\udc00\\ud800\"",
            "\"\\uffff\\ufeff\\u202e\"",
            "\"\\ud83d\\ude48\"",
            "\"\\u0130\\u0131\"",
            "\"" + "x".repeat(256) + "\"",
            "\"" + "\\ud83d\\ude48".repeat(300) + "\"",
            "\"" + "y".repeat(5_000) + "\"",
            "\"'; DROP TABLE event; --\"",
            "\"${jndi:ldap://127.0.0.1/x}\"",
            "\"../../etc/passwd\"",
            "\"4111 1111 1111 1111\"",
            "\"2026-02-30\"",
            "\"2026-13-01\"",
            "\"+10000-01-01\"",
            "\"-0001-12-31\"",
            "\"+999999999-12-31\"",
            "\"10000-01-01T00:00:00Z\"",
            "\"+1000000000-12-31T23:59:59.999999999Z\"",
            "\"-1000000000-01-01T00:00:00Z\"",
            "\"9999-12-31T23:59:59.999999999Z\"",
            "\"2026-01-15T24:00:00Z\"",
            "\"2026-06-30T23:59:60Z\"",
            "\"2026-01-15T12:00:00+02:00\"",
            "\"2026-01-15\"",
            "\"P-1D\"",
            "\"P9999999999Y\"",
            "\"P2147483647Y2147483647M\"",
            "\"PT9223372036854775807S\"",
            "\"GMT+18:00\"",
            "\"Z\"",
            "\"+25:00\"",
            "\"SystemV/PST8PDT\"",
            "\"europe/berlin\"",
            "\"XXX\"",
            "\"XAU\"",
            "\"CLF\"",
            "\"usd\"",
            "\"acme-CN\"",
            "\"acme-CN-0001\"",
            "\"A-99999999999999999999\"",
            "\"-\"",
            "[]",
            "[[]]",
            "[null]",
            "{}",
            "{\"amount\":1,\"currency\":\"XAU\"}",
            "{\"amount\":1e3,\"currency\":\"USD\"}",
            "{\"amount\":0,\"currency\":\"USD\"}",
            "{\"amount\":-5,\"currency\":\"JPY\"}",
            "{\"amount\":9007199254740991,\"currency\":\"USD\"}",
            "{\"amount\":9223372036854775807,\"currency\":\"USD\"}",
            "{\"amount\":5}",
            "[".repeat(40) + "]".repeat(40),
            "{\"a\":".repeat(3_000) + "1" + "}".repeat(3_000),
            "\"unterminated",
            "{\"a\":1,}",
            "");

    private final Random random;

    Values(Random random) {
        this.random = random;
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    <T> T one(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** Something that belongs under a name; empty if only its schema tells. */
    String sensible(String name) {
        return switch (name) {
            case "subscriptionId" -> "\"fuzz-%d\"".formatted(random.nextInt(ACCOUNTS));
            case "invoiceId" -> "\"FUZZ-%d-%04d\"".formatted(random.nextInt(ACCOUNTS), 1 + random.nextInt(9));
            case "Idempotency-Key" -> "\"key-%d\"".formatted(random.nextInt(1_000_000));
            default -> SENSIBLE.containsKey(name) ? one(SENSIBLE.getOrDefault(name, List.of())) : "";
        };
    }

    String absurd() {
        return one(ABSURD);
    }
}
