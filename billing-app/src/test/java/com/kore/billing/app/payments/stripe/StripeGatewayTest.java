package com.kore.billing.app.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.containing;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.client.MappingBuilder;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.GatewayContract;
import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.payment.RefundOutcome.Failed;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StripeGatewayTest extends GatewayContract {
    private static final String INTENTS = "/v1/payment_intents";
    private static final Duration TIMEOUT = Duration.ofMillis(700);
    private static final int LATE_MILLIS = 2_000;

    private FakeStripe stripe = new FakeStripe();
    private CircuitBreaker breaker = CircuitBreaker.of("stripe", StripeConfiguration.leavesAloneWhatFails());
    private PaymentGateway gateway = gateway(stripe.base(), 10);

    private PaymentGateway gateway(String base, int requestsMax) {
        Bulkhead room = Bulkhead.of(
                "stripe",
                BulkheadConfig.custom()
                        .maxConcurrentCalls(requestsMax)
                        .maxWaitDuration(Duration.ofMillis(50))
                        .build());
        return new StripeGateway(StripeConfiguration.client(
                new BillingSettings.Stripe(
                        "sk_test_secret", base, "", Duration.ofSeconds(2), TIMEOUT, requestsMax, Duration.ofMillis(50)),
                room,
                breaker));
    }

    @BeforeEach
    void methods() {
        stripe.has("pm_visa", Behavior.PAYS, "cus_acme")
                .has("pm_bad", Behavior.DECLINES, "cus_acme")
                .has("pm_silent", Behavior.PAYS, "cus_acme")
                .has("pm_bank", Behavior.PAYS_BY_BANK, "cus_acme")
                .has("pm_days", Behavior.TAKES_DAYS, "cus_acme")
                .has("pm_poor", Behavior.LACKS_MONEY, "cus_acme")
                .has("pm_3ds", Behavior.ASKS_THE_PAYER, "cus_acme")
                .has("pm_loose", Behavior.PAYS);
        stub(
                post(urlPathEqualTo(INTENTS)).withRequestBody(containing("payment_method=pm_silent")),
                answered().withFixedDelay(LATE_MILLIS));
    }

    @AfterEach
    void stop() {
        stripe.close();
    }

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected PaymentMethod good() {
        return card("pm_visa");
    }

    @Override
    protected PaymentMethod bad() {
        return card("pm_bad");
    }

    @Override
    protected PaymentMethod silent() {
        return card("pm_silent");
    }

    @Override
    protected PaymentMethod bank() {
        return new PaymentMethod.AchDebit("pm_bank", "First Bank", "6789");
    }

    /** What Stripe does is done, whatever becomes of its answer. */
    private static ResponseDefinitionBuilder answered() {
        return aResponse().withTransformers(FakeStripe.ANSWER);
    }

    private StubMapping stub(MappingBuilder request, ResponseDefinitionBuilder response) {
        return stripe.wire().stubFor(request.atPriority(1).willReturn(response));
    }

    private static ResponseDefinitionBuilder error(int status, String type, String code) {
        return aResponse()
                .withStatus(status)
                .withHeader("Request-Id", "req_1")
                .withBody(
                        "{\"error\":{\"type\":\"%s\",\"code\":\"%s\",\"message\":\"Invalid key sk_test_secret of ada@acme.example\"}}"
                                .formatted(type, code));
    }

    private void fails(PaymentDue payment, String saying) {
        assertThatExceptionOfType(GatewayFailure.class)
                .isThrownBy(() -> gateway.charge(payment))
                .withMessageContaining(saying)
                .withMessageNotContaining("sk_test")
                .withMessageNotContaining("ada@")
                .withNoCause();
    }

    @Nested
    class A_charge {
        @Test
        void is_one_payment_intent_off_session_with_our_key_and_what_it_is_for() {
            gateway.charge(payment(good(), 2));

            stripe.wire()
                    .verify(
                            1,
                            postRequestedFor(urlPathEqualTo(INTENTS))
                                    .withHeader("Idempotency-Key", equalTo("ACME-0001/2"))
                                    .withHeader("Authorization", equalTo("Bearer sk_test_secret"))
                                    .withFormParam("amount", equalTo("3000"))
                                    .withFormParam("currency", equalTo("usd"))
                                    .withFormParam("customer", equalTo("cus_acme"))
                                    .withFormParam("payment_method", equalTo("pm_visa"))
                                    .withFormParam("payment_method_types[0]", equalTo("card"))
                                    .withFormParam("off_session", equalTo("true"))
                                    .withFormParam("confirm", equalTo("true"))
                                    .withFormParam("error_on_requires_action", equalTo("true"))
                                    .withFormParam("metadata[subscriptionId]", equalTo("acme"))
                                    .withFormParam("metadata[invoice]", equalTo("ACME-0001"))
                                    .withFormParam("metadata[attempt]", equalTo("2"))
                                    .withFormParam("metadata[paymentMethodNumber]", equalTo("3")));
        }

        @Test
        void takes_the_money_once_however_often_and_however_late_it_is_asked_for() {
            AttemptOutcome first = gateway.charge(payment(good(), 1));
            stripe.forgetKeys();

            assertThat(gateway.charge(payment(good(), 1))).isEqualTo(first);
            assertThat(stripe.attempts()).containsExactly("ACME-0001/1 pm_visa 3000 succeeded");
        }

        @Test
        void finds_its_attempt_behind_more_payments_than_a_page_of_stripes_list_has() {
            AttemptOutcome first = gateway.charge(payment(good(), 1));
            for (int other = 1; other <= 101; other++) {
                stripe.took("ACME-0002", other, 3, "pm_visa", 100);
            }
            stripe.forgetKeys();

            assertThat(gateway.charge(payment(good(), 1))).isEqualTo(first);
        }

        @Test
        void of_a_method_without_a_customer_makes_one_for_the_account_once() {
            stripe.has("pm_loose_too", Behavior.PAYS);
            gateway.charge(payment(card("pm_loose"), 1));
            gateway.charge(payment(card("pm_loose"), 2));
            stripe.forgetKeys();
            gateway.charge(payment(card("pm_loose_too"), 3));

            assertThat(stripe.customers()).isEqualTo(2);
            assertThat(stripe.attempts())
                    .containsExactly(
                            "ACME-0001/1 pm_loose 3000 succeeded",
                            "ACME-0001/2 pm_loose 3000 succeeded",
                            "ACME-0001/3 pm_loose_too 3000 succeeded");
        }

        @Test
        void of_a_card_that_cannot_be_attached_is_declined() {
            stub(post(urlPathMatching(".*/attach")), error(402, "card_error", "expired_card"));
            assertThat(gateway.charge(payment(card("pm_loose"), 1)).outcome()).isEqualTo(new Declined("expired_card"));
            stub(post(urlPathMatching(".*/attach")), error(400, "invalid_request_error", "resource_missing"));
            assertThat(gateway.charge(payment(card("pm_loose"), 2)).outcome()).isEqualTo(new Declined("unknown_token"));
        }

        @ParameterizedTest
        @CsvSource({"pm_poor, insufficient_funds", "pm_3ds, authentication_required", "pm_bad, card_declined"})
        void that_is_declined_says_why_in_our_words(String token, String code) {
            assertThat(declined(gateway.charge(payment(card(token), 1)).outcome())
                            .code())
                    .isEqualTo(code);
        }

        @ParameterizedTest
        @CsvSource({
            "card_declined, lost_card, card_declined",
            "card_declined, do_not_honor, card_declined",
            "card_declined, currency_not_supported, currency_not_supported",
            "card_declined, authentication_required, authentication_required",
            "expired_card, '', expired_card",
            "incorrect_cvc, '', incorrect_cvc",
            "a_code_of_tomorrow, '', a_code_of_tomorrow"
        })
        void that_is_declined_never_tells_what_stripe_asks_not_to_tell(String code, String declineCode, String ours) {
            stub(post(urlPathEqualTo(INTENTS)), aResponse().withStatus(402).withBody("""
                                    {"error":{"type":"card_error","code":"%s","decline_code":"%s",
                                    "payment_intent":{"id":"pi_1","object":"payment_intent"}}}""".formatted(code, declineCode)));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Declined(ours, Optional.of("pi_1")));
        }

        @Test
        void below_what_stripe_takes_is_declined() {
            stub(post(urlPathEqualTo(INTENTS)), error(400, "invalid_request_error", "amount_too_small"));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Declined("amount_too_small"));
        }
    }

    @Nested
    class An_amount_that_stripe_does_not_take {
        @ParameterizedTest
        @CsvSource({"RENEWAL, amount_too_small", "CONTRACT, amount_too_small", "RENEWAL, amount_too_large"})
        void of_an_invoice_that_stays_open_is_no_decline_of_the_payer(InvoiceOrigin origin, String code) {
            stub(post(urlPathEqualTo(INTENTS)), error(400, "invalid_request_error", code));

            fails(due(origin, "USD 0.09"), "Stripe takes no such amount as that of ACME-0001 (" + code + ")");
        }
    }

    private static PaymentDue due(InvoiceOrigin origin, String amount) {
        PaymentDue usual = payment(card("pm_visa"), 1);
        return new PaymentDue(
                usual.subscriptionId(),
                usual.invoiceId(),
                origin,
                usual.attempt(),
                usual.paymentMethodNumber(),
                usual.paymentMethod(),
                Money.parse(amount),
                usual.outcomeUnknown(),
                usual.owed(),
                usual.gatewayReference());
    }

    @Nested
    class With_a_card_that_was_taken_off_its_customer {
        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void an_attempt_that_took_money_is_not_declined_while_the_search_is_behind(boolean gone) {
            AttemptOutcome first = gateway.charge(payment(good(), 1));
            takeOff("pm_visa", gone);
            stripe.searchIsBehind(true);
            assertThat(gateway.inquire(payment(good(), 1))).isEmpty();

            fails(payment(good(), 1), "does not yet find");

            stripe.searchIsBehind(false);
            assertThat(gateway.charge(payment(good(), 1))).isEqualTo(first);
        }

        @Test
        void an_attempt_for_a_customer_of_ours_is_told_by_its_key_at_once() {
            AttemptOutcome first = gateway.charge(payment(card("pm_loose"), 1));
            stripe.detaches("pm_loose");
            stripe.searchIsBehind(true);

            assertThat(gateway.charge(payment(card("pm_loose"), 1))).isEqualTo(first);
            assertThat(stripe.attempts()).containsExactly("ACME-0001/1 pm_loose 3000 succeeded");
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void an_attempt_that_was_never_made_is_declined(boolean gone) {
            takeOff("pm_visa", gone);

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Declined("unknown_token"));
            assertThat(stripe.attempts()).isEmpty();
        }

        private void takeOff(String token, boolean gone) {
            stripe.detaches(token);
            if (gone) {
                stub(
                        get(urlPathEqualTo("/v1/payment_methods/" + token)),
                        error(404, "invalid_request_error", "resource_missing"));
            }
        }

        @Test
        void what_says_nothing_about_the_card_declines_nobody() {
            for (String path : new String[] {".*/customers/search", ".*/customers", ".*/attach"}) {
                StubMapping refused =
                        stub(any(urlPathMatching(path)), error(400, "invalid_request_error", "parameter_unknown"));
                fails(payment(card("pm_loose"), 1), "code parameter_unknown");
                stripe.wire().removeStub(refused);
            }
            stub(any(urlPathMatching(".*/customers/search")), error(404, "invalid_request_error", "resource_missing"));
            fails(payment(card("pm_loose"), 1), "Stripe answered 404");
        }
    }

    @Nested
    class A_card_of_another_account {
        @Test
        void is_not_charged() {
            stripe.isOf("cus_acme", "globex");

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Declined("unknown_token"));
            assertThat(stripe.attempts()).isEmpty();
        }

        @Test
        void is_one_whose_customer_names_another_and_no_other() {
            stripe.isOf("cus_acme", "acme");

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isInstanceOf(Succeeded.class);
        }
    }

    /** As after a restore: the number of the invoice has been given before. */
    @Nested
    class What_stripe_has_under_the_same_name {
        @ParameterizedTest
        @ValueSource(strings = {"USD 30.01", "EUR 30.00"})
        void for_another_amount_is_neither_believed_nor_charged_again(String amount) {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            PaymentDue other = due(InvoiceOrigin.RENEWAL, amount);

            fails(other, "Stripe has pi_100001 for attempt ACME-0001/1, of another amount");
            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.inquire(other));
            stripe.detaches("pm_visa");
            fails(other, "pi_100001");
            assertThat(stripe.attempts()).hasSize(1);
        }

        @Test
        void and_has_no_more_is_a_failure() {
            PaymentDue named = payment(good(), METHOD_NUMBER, 1, Optional.of("pi_404"));

            fails(named, "Stripe does not have its pi_404");
            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.inquire(named));
            assertThatExceptionOfType(GatewayFailure.class)
                    .isThrownBy(() -> gateway.refund(refund(1, "USD 1.00", good(), Optional.of("pi_404"))));
        }

        @Test
        void but_another_gateway_has_named_is_looked_for() {
            assertThat(gateway.inquire(payment(good(), METHOD_NUMBER, 1, Optional.of("simulated/ACME-0001/1"))))
                    .isEmpty();
        }
    }

    @Nested
    class Made_with_another_method {
        @Test
        void an_attempt_that_nobody_wrote_down_is_not_made_again_and_names_the_method_that_paid() {
            gateway.charge(payment(good(), 1, 2, Optional.empty()));

            AttemptOutcome again = gateway.charge(payment(bad(), 2, 2, Optional.empty()));

            assertThat(again.paymentMethodNumber()).isEqualTo(1);
            assertThat(again.outcome()).isInstanceOf(Succeeded.class);
            assertThat(stripe.attempts()).containsExactly("ACME-0001/2 pm_visa 3000 succeeded");
        }

        @Test
        void of_an_account_that_has_had_one_method_it_is_looked_for_without_a_search() {
            gateway.charge(payment(good(), 1, 2, Optional.empty()));

            stripe.wire().verify(0, anyRequestedFor(urlPathMatching(".*/search")));
        }

        @ParameterizedTest
        @ValueSource(booleans = {true, false})
        void of_another_customer_it_is_found_too_once_stripes_search_knows_it(boolean keysForgotten) {
            stripe.has("pm_elsewhere", Behavior.PAYS, "cus_other");
            gateway.charge(payment(card("pm_elsewhere"), 1, 2, Optional.empty()));
            if (keysForgotten) {
                stripe.forgetKeys();
            } else {
                stripe.searchIsBehind(true);
                fails(payment(good(), 2, 2, Optional.empty()), "does not yet find");
                stripe.searchIsBehind(false);
            }

            AttemptOutcome again = gateway.charge(payment(good(), 2, 2, Optional.empty()));

            assertThat(again.paymentMethodNumber()).isEqualTo(1);
            assertThat(stripe.attempts()).containsExactly("ACME-0001/2 pm_elsewhere 3000 succeeded");
        }
    }

    @Nested
    class Without_a_whole_answer {
        @Test
        void what_was_cut_after_the_money_was_taken_is_unknown_and_found() {
            StubMapping cut = stub(post(urlPathEqualTo(INTENTS)), answered().withFault(Fault.CONNECTION_RESET_BY_PEER));
            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown("connection_lost"));
            stripe.wire().removeStub(cut);

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isInstanceOf(Succeeded.class);
            assertThat(stripe.attempts()).hasSize(1);
        }

        @Test
        void what_trickles_in_is_given_up_at_the_deadline() {
            stub(post(urlPathEqualTo(INTENTS)), answered().withChunkedDribbleDelay(20, 20_000));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown("timeout"));
        }

        @Test
        void what_never_came_there_was_never_seen_and_is_made_with_the_same_key() {
            StubMapping lost = stub(post(urlPathEqualTo(INTENTS)), aResponse().withFault(Fault.EMPTY_RESPONSE));
            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown("connection_lost"));
            stripe.wire().removeStub(lost);

            assertThat(gateway.inquire(payment(good(), 1))).isEmpty();
            assertThat(gateway.charge(payment(good(), 1)).outcome()).isInstanceOf(Succeeded.class);
        }

        @ParameterizedTest
        @CsvSource({"500, gateway_error", "502, gateway_error", "503, gateway_error", "409, under_way"})
        void an_error_of_stripes_is_unknown(int status, String code) {
            stub(post(urlPathEqualTo(INTENTS)), error(status, "api_error", "idempotency_key_in_use"));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown(code));
        }

        @Test
        void a_half_made_payment_is_not_taken_for_a_decline_while_another_node_makes_it() {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            stripe.becomes(stripe.intents().getFirst(), "requires_confirmation");
            stub(post(urlPathEqualTo(INTENTS)), error(409, "idempotency_error", "idempotency_key_in_use"));

            assertThat(gateway.charge(payment(good(), 1)).outcome())
                    .isEqualTo(new Unknown("under_way", Optional.of("pi_100001")));
        }

        @Test
        void a_half_made_payment_is_not_made_a_second_time_when_its_key_is_forgotten() {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            stripe.becomes("pi_100001", "requires_confirmation");
            stripe.forgetKeys();

            assertThat(gateway.charge(payment(good(), 1)).outcome())
                    .isEqualTo(new Unknown("under_way", Optional.of("pi_100001")));
            assertThat(gateway.inquire(payment(good(), METHOD_NUMBER, 1, Optional.of("pi_100001"))))
                    .map(AttemptOutcome::outcome)
                    .contains(new Declined("canceled", Optional.of("pi_100001")));
            assertThat(stripe.attempts()).containsExactly("ACME-0001/1 pm_visa 3000 canceled");
        }
    }

    @Nested
    class Asking_nothing_of_the_customer {
        @ParameterizedTest
        @CsvSource({
            "401, invalid_request_error, api_key_expired",
            "403, invalid_request_error, more_permissions_required",
            "429, invalid_request_error, rate_limit",
            "400, invalid_request_error, parameter_unknown"
        })
        void what_stripe_refuses_as_a_whole_declines_nobody(int status, String type, String code) {
            stub(post(urlPathEqualTo(INTENTS)), error(status, type, code));
            fails(payment(good(), 1), "Stripe answered " + status);

            stripe.wire().resetRequests();
            stub(any(anyUrl()), error(status, type, code));
            fails(payment(good(), 1), "Stripe answered " + status);
        }

        @Test
        void a_question_without_an_answer_says_nothing_new() {
            stub(any(anyUrl()), aResponse().withFault(Fault.EMPTY_RESPONSE));

            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.inquire(payment(good(), 1)));
            fails(payment(good(), 1), "no whole answer");
        }

        @Test
        void where_nobody_listens_nothing_was_sent() {
            stripe.close();

            fails(payment(good(), 1), "nothing was sent");
        }

        @Test
        void stripe_is_left_alone_while_it_does_not_work() {
            stub(any(anyUrl()), error(500, "api_error", ""));
            for (int request = 0; request < 10; request++) {
                fails(payment(good(), 1), "Stripe answered 500");
            }
            stripe.wire().resetRequests();

            fails(payment(good(), 1), "nothing was sent");

            stripe.wire().verify(0, anyRequestedFor(anyUrl()));
        }

        @Test
        void declines_do_not_open_the_circuit() {
            for (int attempt = 1; attempt <= 12; attempt++) {
                gateway.charge(payment(bad(), attempt));
            }

            assertThat(breaker.getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        }

        @Test
        void so_many_requests_are_under_way_at_once_and_no_more() throws Exception {
            PaymentGateway narrow = gateway(stripe.base(), 1);
            stub(get(urlPathEqualTo("/v1/payment_methods/pm_visa")), answered().withFixedDelay(600));
            Thread first = Thread.ofVirtual().start(() -> narrow.charge(payment(good(), 1)));
            await().until(() ->
                    !stripe.wire().findAll(anyRequestedFor(anyUrl())).isEmpty());

            assertThatExceptionOfType(GatewayFailure.class)
                    .isThrownBy(() -> narrow.charge(payment(good(), 2)))
                    .withMessageContaining("nothing was sent");
            first.join();
        }
    }

    @Nested
    class An_inquiry {
        @Test
        void into_a_bank_debit_is_open_for_days_and_then_tells_how_it_ended() {
            PaymentMethod days = new PaymentMethod.AchDebit("pm_days", "First Bank", "6789");
            Optional<String> reference = Optional.of("pi_100001");
            assertThat(gateway.charge(payment(days, 1)).outcome()).isEqualTo(new Unknown("processing", reference));
            PaymentDue asked = payment(days, METHOD_NUMBER, 1, reference);
            assertThat(gateway.inquire(asked).orElseThrow().outcome()).isEqualTo(new Unknown("processing", reference));

            stripe.fails("pi_100001", "debit_not_authorized");
            assertThat(gateway.inquire(asked).orElseThrow().outcome())
                    .isEqualTo(new Declined("debit_not_authorized", reference));
            stripe.becomes("pi_100001", "succeeded");
            assertThat(gateway.inquire(asked).orElseThrow().outcome()).isEqualTo(new Succeeded(reference));
        }

        @ParameterizedTest
        @CsvSource({"requires_action, authentication_required", "requires_confirmation, canceled"})
        void into_a_payment_that_waits_for_somebody_cancels_it_for_good(String status, String code) {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            stripe.becomes("pi_100001", status);

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isEqualTo(new Declined(code, Optional.of("pi_100001")));
            assertThat(stripe.attempts()).containsExactly("ACME-0001/1 pm_visa 3000 canceled");
        }

        @Test
        void into_a_payment_that_is_paid_after_all_while_it_is_canceled_asks_again() {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            stripe.becomes("pi_100001", "requires_action");
            stub(
                    post(urlPathMatching(".*/cancel")),
                    error(400, "invalid_request_error", "payment_intent_unexpected_state"));

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isEqualTo(new Unknown("processing", Optional.of("pi_100001")));
        }

        @Test
        void finds_an_attempt_whose_card_was_taken_off_stripe_since() {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            stub(
                    get(urlPathEqualTo("/v1/payment_methods/pm_visa")),
                    error(404, "invalid_request_error", "resource_missing"));

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isInstanceOf(Succeeded.class);
        }
    }

    @Nested
    class A_refund {
        private RefundDue due(int number, String amount) {
            Optional<String> reference =
                    gateway.charge(payment(good(), 1)).outcome().gatewayReference();
            return refund(number, amount, good(), reference);
        }

        @Test
        void of_which_the_answer_is_lost_is_made_once() {
            RefundDue due = due(1, "USD 10.00");
            StubMapping late =
                    stub(post(urlPathEqualTo("/v1/refunds")), answered().withFixedDelay(LATE_MILLIS));
            assertThat(gateway.refund(due)).isEmpty();
            stripe.wire().removeStub(late);
            stripe.forgetKeys();

            assertThat(gateway.refund(due)).get().isInstanceOf(Refunded.class);
            assertThat(stripe.refunds()).containsExactly("ACME-CN-0001 1000");
        }

        @Test
        void that_takes_its_time_is_asked_about_until_it_is_over() {
            stripe.refundsBecome("pending");
            RefundDue due = due(1, "USD 10.00");
            assertThat(gateway.refund(due)).isEmpty();

            stripe.becomes(stripe.refundIds().getFirst(), "failed");

            assertThat(gateway.refund(due))
                    .contains(new Failed(
                            "refund_failed", Optional.of(stripe.refundIds().getFirst())));
        }

        @Test
        void of_more_than_is_left_or_of_what_another_gateway_took_fails() {
            assertThat(gateway.refund(due(1, "USD 30.01"))).contains(new Failed("refund_exceeds_paid"));
            assertThat(gateway.refund(refund(2, "USD 1.00", good(), Optional.of("simulated/ACME-0001/1"))))
                    .contains(new Failed("payment_unknown"));
            assertThat(gateway.refund(refund(3, "USD 1.00", good(), Optional.empty())))
                    .contains(new Failed("payment_unknown"));
        }

        @Test
        void of_another_amount_under_the_same_credit_note_is_not_believed() {
            RefundDue due = due(1, "USD 10.00");
            assertThat(gateway.refund(due)).get().isInstanceOf(Refunded.class);

            assertThatExceptionOfType(GatewayFailure.class)
                    .isThrownBy(() -> gateway.refund(refund(1, "USD 5.00", good(), due.gatewayReference())))
                    .withMessageContaining(stripe.refundIds().getFirst());
        }

        @Test
        void that_stripe_refuses_for_good_fails_and_for_now_is_tried_again() {
            RefundDue due = due(1, "USD 10.00");
            stub(post(urlPathEqualTo("/v1/refunds")), error(400, "invalid_request_error", "charge_disputed"));
            assertThat(gateway.refund(due)).contains(new RefundOutcome.Failed("charge_disputed"));
            stub(post(urlPathEqualTo("/v1/refunds")), error(500, "api_error", ""));
            assertThat(gateway.refund(due)).isEmpty();
            stub(post(urlPathEqualTo("/v1/refunds")), error(401, "invalid_request_error", ""));
            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.refund(due));
        }
    }
}
