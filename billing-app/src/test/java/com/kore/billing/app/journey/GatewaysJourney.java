package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * One account's story through both gateways: it buys, upgrades, renews, is declined, recovers with another card and gets money back.
 * Through Stripe, besides, what a crash may do between a charge and its record.
 */
abstract class GatewaysJourney {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String START = "2026-01-15T12:00:00Z";

    private final FakeStripe stripe = new FakeStripe();

    abstract Vendor database();

    @AfterEach
    void stop() {
        stripe.close();
    }

    private RunningService throughStripe(Path dataDir) {
        Map<String, String> settings = new HashMap<>(stripe.settings());
        settings.put("billing.clock", "sandbox");
        settings.put("billing.clock-start", START);
        return RunningService.start(database(), dataDir, settings);
    }

    /** All that other services are told of the story. */
    private static List<ObjectNode> story(RunningService service, UnaryOperator<String> token) {
        Accounts accounts = new Accounts(service);
        accounts.open("acme");
        buy(accounts, token.apply("tok_visa"));
        accounts.advanceTo("2026-01-20T12:00:00Z");
        accounts.command("acme", "change-plan", "{\"plan\":\"enterprise\"}", "Prefer", "wait=5")
                .is(200);
        accounts.changeCard("acme", token.apply("tok_decline"));
        accounts.advanceTo("2026-02-17T09:00:00Z");
        accounts.changeCard("acme", token.apply("tok_mastercard"));
        accounts.advanceTo("2026-03-16T00:00:00Z");
        service.post(
                        "admin",
                        "/v1/invoices/ACME-0001/refund",
                        "{\"amount\":{\"amount\":1000,\"currency\":\"USD\"},\"reason\":\"Goodwill\"}",
                        "Prefer",
                        "wait=5")
                .is(200);
        return service.get("service", "/v1/events?after=0&limit=1000")
                .is(200)
                .response()
                .body()
                .lines()
                .map(line -> (ObjectNode) JSON.readTree(line))
                .toList();
    }

    private static void buy(Accounts accounts, String token) {
        accounts.command(
                        "acme",
                        "change-plan",
                        "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s}"
                                .formatted(Accounts.card(token)),
                        "Prefer",
                        "wait=5")
                .is(200);
    }

    /** Without what each gateway says in words of its own. */
    private static String withoutNames(ObjectNode event) {
        ObjectNode common = event.deepCopy();
        common.remove("eventId");
        if (common.path("payload") instanceof ObjectNode payload) {
            payload.remove(List.of("gatewayReference", "code"));
        }
        return common.toString();
    }

    @Test
    void the_same_story_through_both_gateways_gives_the_same_events_but_for_names_and_codes(@TempDir Path dataDir)
            throws Exception {
        stripe.has("pm_visa", Behavior.PAYS)
                .has("pm_decline", Behavior.LACKS_MONEY)
                .has("pm_mastercard", Behavior.PAYS);
        List<ObjectNode> simulated;
        try (RunningService service =
                RunningService.inSandboxTime(database(), Files.createDirectory(dataDir.resolve("simulated")), START)) {
            simulated = story(service, token -> token);
        }
        List<ObjectNode> real;
        try (RunningService service = throughStripe(Files.createDirectory(dataDir.resolve("stripe")))) {
            real = story(service, token -> token.replace("tok_", "pm_"));
        }

        assertThat(real.stream().map(GatewaysJourney::withoutNames))
                .containsExactlyElementsOf(
                        simulated.stream().map(GatewaysJourney::withoutNames).toList());
        assertThat(real).hasSizeGreaterThan(15);
        assertThat(codes(simulated)).containsExactly("card_declined");
        assertThat(codes(real)).containsExactly("insufficient_funds");
        assertThat(stripe.attempts())
                .containsExactly(
                        "ACME-0001/1 pm_visa 3000 succeeded",
                        "ACME-0002/1 pm_visa 2516 succeeded",
                        "ACME-0003/1 pm_decline 6000 requires_payment_method",
                        "ACME-0003/2 pm_decline 6000 requires_payment_method",
                        "ACME-0003/3 pm_mastercard 6000 succeeded",
                        "ACME-0004/1 pm_mastercard 6000 succeeded");
        assertThat(stripe.refunds()).containsExactly("ACME-CN-0001 1000");
    }

    private static Set<String> codes(List<ObjectNode> events) {
        return events.stream()
                .map(event -> event.at("/payload/code"))
                .filter(JsonNode::isString)
                .map(JsonNode::asString)
                .collect(Collectors.toSet());
    }

    @Test
    void what_was_charged_before_a_crash_is_recorded_with_the_card_that_paid_although_another_one_came(
            @TempDir Path dataDir) {
        stripe.has("pm_visa", Behavior.PAYS)
                .has("pm_decline", Behavior.DECLINES)
                .has("pm_second", Behavior.PAYS, "cus_other");
        try (RunningService service = throughStripe(dataDir)) {
            Accounts accounts = new Accounts(service);
            accounts.open("acme");
            buy(accounts, "pm_visa");
            accounts.changeCard("acme", "pm_decline");
            accounts.advanceTo("2026-02-15T12:00:00Z");
            // The process that made the second attempt, with the card on file then, has not lived to write it down.
            stripe.has("pm_paid", Behavior.PAYS, "cus_acme").took("ACME-0002", 2, 2, "pm_paid", 3000);

            accounts.changeCard("acme", "pm_second");
            accounts.advanceTo("2026-02-15T13:00:00Z");

            assertThat(accounts.attempts("ACME-0002"))
                    .containsExactly("2026-02-15T00:00:00Z declined", "2026-02-15T12:00:00Z succeeded");
            assertThat(stripe.attempts())
                    .containsExactly(
                            "ACME-0001/1 pm_visa 3000 succeeded",
                            "ACME-0002/1 pm_decline 3000 requires_payment_method",
                            "ACME-0002/2 pm_paid 3000 succeeded");
            assertThat(service.get("service", "/v1/events?after=0&limit=1000")
                            .is(200)
                            .response()
                            .body()
                            .lines()
                            .map(JSON::readTree)
                            .filter(event -> event.get("type").asString().equals("PaymentSucceeded"))
                            .map(event ->
                                    event.at("/payload/paymentMethod/number").asInt()))
                    .containsExactly(1, 2);
        }
    }
}
