package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.axonframework.eventhandling.pooled.PooledStreamingEventProcessor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * What an online account lives through, each story on an account of its own. Sandbox time begins at noon of 15 January 2026 and stands
 * still.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OnlineAccountJourney {
    private static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";
    private static final String CARD = """
            {"kind":"card","token":"%s","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040}""";

    private static final String PREMIUM = "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s}"
            .formatted(CARD.formatted("tok_visa"));

    private RunningService service;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private Answer open(String id) {
        return service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"Acme","managedUsers":3,"billingProfile":%s}""".formatted(id, PROFILE))
                .is(201);
    }

    private Answer command(String id, String name, String body, String... headers) {
        return service.post("service", "/v1/subscriptions/" + id + "/" + name, body, headers);
    }

    private Answer goPaid(String id, String plan, String interval, String token) {
        return command(
                id,
                "change-plan",
                "{\"plan\":\"%s\",\"interval\":\"%s\",\"paymentMethod\":%s}"
                        .formatted(plan, interval, CARD.formatted(token)),
                "Prefer",
                "wait=5");
    }

    private String amount(Answer answer, String pointer) {
        return answer.at(pointer + "/amount") + " " + answer.at(pointer + "/currency");
    }

    private List<JsonNode> history(String id) {
        List<JsonNode> items = new ArrayList<>();
        service.get("service", "/v1/subscriptions/" + id + "/billing-history")
                .is(200)
                .json()
                .get("items")
                .forEach(items::add);
        return items;
    }

    @Test
    void an_account_opens_goes_paid_goes_up_and_sees_it_all() {
        Answer opened = open("story");
        assertThat(opened.header("Location")).endsWith("/v1/subscriptions/story");
        assertThat(service.summaryAfter(opened).at("/statement")).isEqualTo("You are currently on the Free plan.");

        Answer paid = goPaid("story", "premium", "monthly", "tok_visa").is(200);
        assertThat(amount(paid, "/invoice/amountDue")).isEqualTo("3000 USD");
        assertThat(paid.at("/invoice/number")).isEqualTo("STORY-0001");

        Answer up = command("story", "change-plan", "{\"plan\":\"enterprise\"}", "Prefer", "wait=5")
                .is(200);
        assertThat(amount(up, "/invoice/amountDue")).isEqualTo("3000 USD");
        assertThat(up.at("/invoice/status")).isEqualTo("paid");

        Answer summary = service.summaryAfter(up);
        assertThat(summary.at("/status")).isEqualTo("active");
        assertThat(summary.at("/statement"))
                .isEqualTo("You are currently on the Enterprise plan for $20.00 per user per month, billed monthly."
                        + " You are currently paying a total of $60.00 per month for 3 user subscriptions.");
        assertThat(summary.at("/renewsOn")).isEqualTo("2026-02-15");
        assertThat(amount(summary, "/nextBill/amountDue")).isEqualTo("6000 USD");
        assertThat(summary.at("/paymentMethod/last4")).isEqualTo("4242");
        assertThat(summary.response().body()).doesNotContain("tok_visa");
        assertThat(history("story"))
                .extracting(item -> item.get("chargeType").asString() + " "
                        + item.get("amount").get("amount"))
                .containsExactly("credit_card 3000", "credit_card 3000");
    }

    @Test
    void a_declined_purchase_leaves_the_account_free_and_the_invoice_void() {
        open("declined");
        Answer bought = goPaid("declined", "premium", "monthly", "tok_decline").is(200);
        assertThat(bought.at("/invoice/status")).isEqualTo("void");
        Answer summary = service.summaryAfter(bought);
        assertThat(summary.at("/status")).isEqualTo("free");
        assertThat(history("declined"))
                .extracting(item -> item.get("chargeType").asString())
                .containsExactly("notify");
    }

    @Test
    void a_declined_upgrade_leaves_no_trace_in_terms_and_credit_balance() {
        open("up-declined");
        goPaid("up-declined", "premium", "monthly", "tok_visa").is(200);
        service.post(
                        "admin",
                        "/v1/subscriptions/up-declined/grant-credit",
                        "{\"kind\":\"goodwill\",\"amount\":{\"amount\":500,\"currency\":\"USD\"}}")
                .is(200);
        Answer changed = command("up-declined", "change-payment-method", CARD.formatted("tok_decline"))
                .is(200);
        JsonNode before = service.summaryAfter(changed).json();

        Answer up = command("up-declined", "change-plan", "{\"plan\":\"enterprise\"}", "Prefer", "wait=5")
                .is(200);

        assertThat(up.at("/invoice/status")).isEqualTo("void");
        JsonNode after = service.summaryAfter(up).json();
        for (String field : new String[] {
            "plan", "interval", "managedUsers", "currentPeriod", "creditBalance", "status", "statement"
        }) {
            assertThat(after.get(field)).as(field).isEqualTo(before.get(field));
        }
    }

    @Test
    void monthly_to_annual_is_charged_now_and_annual_to_monthly_waits_for_the_paid_year() {
        open("yearly");
        goPaid("yearly", "premium", "monthly", "tok_visa").is(200);
        Answer annual = command("yearly", "change-billing-interval", "{\"interval\":\"annual\"}", "Prefer", "wait=5")
                .is(200);
        assertThat(amount(annual, "/invoice/amountDue")).isEqualTo("27000 USD");
        Answer monthly = command("yearly", "change-billing-interval", "{\"interval\":\"monthly\"}")
                .is(200);
        assertThat(monthly.json().has("invoice")).isFalse();
        Answer summary = service.summaryAfter(monthly);
        assertThat(summary.at("/interval")).isEqualTo("annual");
        assertThat(summary.at("/scheduledChange/interval")).isEqualTo("monthly");
        assertThat(summary.at("/scheduledChange/effectiveOn")).isEqualTo("2027-01-15");
    }

    @Test
    void of_sixteen_racing_cancels_one_is_accepted() throws Exception {
        open("race");
        goPaid("race", "premium", "monthly", "tok_visa").is(200);
        List<Answer> answers = sixteen(n -> command("race", "cancel", "{}"));
        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(1);
        answers.stream()
                .filter(answer -> answer.status() != 200)
                .forEach(answer -> answer.isRefused(409, "already-canceled"));
    }

    @Test
    void sixteen_racing_repeats_of_one_idempotency_key_have_one_effect_and_one_answer() throws Exception {
        open("repeat");
        List<Answer> answers = sixteen(
                n -> command("repeat", "change-managed-users", "{\"managedUsers\":9}", "Idempotency-Key", "k-1"));
        assertThat(answers).allSatisfy(answer -> answer.is(200));
        assertThat(answers)
                .extracting(answer -> answer.response().body())
                .containsOnly(answers.getFirst().response().body());
        assertThat(answers)
                .filteredOn(answer -> answer.header("Idempotent-Replayed").equals("true"))
                .hasSize(15);
    }

    @Test
    void a_command_on_an_older_version_is_refused_before_any_rule() {
        Answer opened = open("version");
        command("version", "change-managed-users", "{\"managedUsers\":4}", "If-Match", opened.header("ETag"))
                .is(200);
        Answer refused =
                command("version", "change-managed-users", "{\"managedUsers\":4}", "If-Match", opened.header("ETag"));
        refused.isRefused(412, "version-conflict");
    }

    @Test
    void what_a_caller_expected_to_pay_is_what_is_charged() {
        open("expected");
        String body =
                "{\"plan\":\"premium\",\"interval\":\"monthly\",\"paymentMethod\":%s,\"expectedAmountDue\":{\"amount\":%d,\"currency\":\"USD\"}}";
        command("expected", "change-plan", body.formatted(CARD.formatted("tok_visa"), 2999))
                .isRefused(412, "amount-changed");
        command("expected", "change-plan", body.formatted(CARD.formatted("tok_visa"), 3000))
                .is(200);
    }

    @Test
    void an_id_that_differs_only_in_case_is_taken() {
        open("Case");
        service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"cASE\",\"accountName\":\"Other\"}")
                .isRefused(409, "subscription-exists");
        service.get("service", "/v1/subscriptions/cASE").isRefused(404, "subscription-not-found");
        service.get("service", "/v1/subscriptions/Case").is(200);
    }

    @Test
    void a_payment_whose_outcome_is_unknown_is_asked_for_and_then_known() {
        open("timeout");
        Answer bought = goPaid("timeout", "premium", "monthly", "tok_timeout").is(200);
        assertThat(bought.at("/invoice/status")).isEqualTo("open");
        service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"PT1M\"}")
                .is(200);
        Answer invoice = service.get("service", "/v1/invoices/TIMEOUT-0001").is(200);
        assertThat(invoice.at("/status")).isEqualTo("paid");
        assertThat(invoice.json().get("payments"))
                .extracting(payment -> payment.get("outcome").asString())
                .containsExactly("succeeded");
    }

    @Test
    void invoices_of_an_account_that_no_read_shows_yet_are_waited_for_and_known_to_refunds() {
        PooledStreamingEventProcessor readModels =
                service.bean(EventProcessors.class).processor("read-models");
        readModels.shutDown();
        CompletableFuture<Answer> read;
        try {
            open("Late_1");
            Answer bought = command("Late_1", "change-plan", PREMIUM).is(200);
            read = CompletableFuture.supplyAsync(
                    () -> service.get("service", "/v1/invoices/LATE_1-0001?minVersion=" + bought.at("/version")));

            service.post("admin", "/v1/invoices/LATE_1-0001/refund", "{\"reason\":\"Too soon\"}")
                    .isRefused(409, "refund-exceeds-paid");
            service.post("admin", "/v1/invoices/NOBODY-0001/refund", "{\"reason\":\"Nobody\"}")
                    .isRefused(404, "invoice-not-found");
        } finally {
            readModels.start();
        }
        assertThat(read.join().is(200).at("/subscriptionId")).isEqualTo("Late_1");
    }

    private static List<Answer> sixteen(IntFunction<Answer> call) throws Exception {
        CyclicBarrier together = new CyclicBarrier(16);
        try (ExecutorService clients = Executors.newFixedThreadPool(16)) {
            List<Callable<Answer>> calls = IntStream.range(0, 16)
                    .<Callable<Answer>>mapToObj(n -> () -> {
                        together.await();
                        return call.apply(n);
                    })
                    .toList();
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> answer : clients.invokeAll(calls)) {
                answers.add(answer.get());
            }
            return answers;
        }
    }

    /** Rule 8. */
    @Test
    void a_bank_account_is_set_up_by_the_staff_and_given_up_for_a_card_by_whoever_may_send_commands() {
        String ach = """
                {"kind":"ach","token":"ba_ok","bankName":"First Bank","last4":"6789"}""";
        open("bank");
        goPaid("bank", "premium", "monthly", "tok_visa").is(200);
        command("bank", "change-payment-method", ach).isRefused(403, "ach-needs-admin");
        service.post("admin", "/v1/subscriptions/bank/change-payment-method", ach)
                .is(200);
        command("bank", "change-managed-users", "{\"managedUsers\":4}", "Prefer", "wait=5")
                .is(200);

        command("bank", "change-payment-method", CARD.formatted("tok_visa")).is(200);
        Answer five = command("bank", "change-managed-users", "{\"managedUsers\":5}", "Prefer", "wait=5")
                .is(200);

        assertThat(service.summaryAfter(five).at("/paymentMethod/kind")).isEqualTo("card");
        assertThat(history("bank").stream().map(row -> row.get("chargeType").asString()))
                .containsExactly("credit_card", "ach", "credit_card");
    }
}
