package com.kore.billing.app.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.kore.billing.app.payments.stripe.StripeSetting.INTENTS;
import static com.kore.billing.app.payments.stripe.StripeSetting.answered;
import static com.kore.billing.app.payments.stripe.StripeSetting.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.GatewayContract;
import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.GatewayStopped;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.PaymentDue;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That it keeps to the contract of gateways, and what it makes of what may go wrong on the way to Stripe. */
class StripeGatewayTest extends GatewayContract {
    private final StripeSetting at = new StripeSetting();
    private final FakeStripe stripe = at.stripe();
    private final PaymentGateway gateway = at.gateway();

    @AfterEach
    void stop() {
        at.close();
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
            at.stub(post(urlPathMatching(".*/attach")), error(402, "card_error", "expired_card"));
            assertThat(gateway.charge(payment(card("pm_loose"), 1)).outcome()).isEqualTo(new Declined("expired_card"));
            at.stub(post(urlPathMatching(".*/attach")), error(400, "invalid_request_error", "resource_missing"));
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
            at.stub(post(urlPathEqualTo(INTENTS)), aResponse().withStatus(402).withBody("""
                                    {"error":{"type":"card_error","code":"%s","decline_code":"%s",
                                    "payment_intent":{"id":"pi_1","object":"payment_intent"}}}""".formatted(
                            code, declineCode)));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Declined(ours, Optional.of("pi_1")));
        }

        @Test
        void below_what_stripe_takes_is_declined() {
            at.stub(post(urlPathEqualTo(INTENTS)), error(400, "invalid_request_error", "amount_too_small"));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Declined("amount_too_small"));
        }
    }

    @Nested
    class Without_a_whole_answer {
        @Test
        void what_was_cut_after_the_money_was_taken_is_unknown_and_found() {
            StubMapping cut =
                    at.stub(post(urlPathEqualTo(INTENTS)), answered().withFault(Fault.CONNECTION_RESET_BY_PEER));
            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown("connection_lost"));
            stripe.wire().removeStub(cut);

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isInstanceOf(Succeeded.class);
            assertThat(stripe.attempts()).hasSize(1);
        }

        @Test
        void what_trickles_in_is_given_up_at_the_deadline() {
            at.stub(post(urlPathEqualTo(INTENTS)), answered().withChunkedDribbleDelay(20, 20_000));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown("timeout"));
        }

        @Test
        void what_never_came_there_was_never_seen_and_is_made_with_the_same_key() {
            StubMapping lost =
                    at.stub(post(urlPathEqualTo(INTENTS)), aResponse().withFault(Fault.EMPTY_RESPONSE));
            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown("connection_lost"));
            stripe.wire().removeStub(lost);

            assertThat(gateway.inquire(payment(good(), 1))).isEmpty();
            assertThat(gateway.charge(payment(good(), 1)).outcome()).isInstanceOf(Succeeded.class);
        }

        @ParameterizedTest
        @CsvSource({"500, gateway_error", "502, gateway_error", "503, gateway_error", "409, under_way"})
        void an_error_of_stripes_is_unknown(int status, String code) {
            at.stub(post(urlPathEqualTo(INTENTS)), error(status, "api_error", "idempotency_key_in_use"));

            assertThat(gateway.charge(payment(good(), 1)).outcome()).isEqualTo(new Unknown(code));
        }

        @Test
        void a_half_made_payment_is_not_taken_for_a_decline_while_another_node_makes_it() {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            stripe.becomes(stripe.intents().getFirst(), "requires_confirmation");
            at.stub(post(urlPathEqualTo(INTENTS)), error(409, "idempotency_error", "idempotency_key_in_use"));

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
            at.stub(post(urlPathEqualTo(INTENTS)), error(status, type, code));
            at.fails(payment(good(), 1), "Stripe answered " + status);

            stripe.wire().resetRequests();
            at.stub(any(anyUrl()), error(status, type, code));
            at.fails(payment(good(), 1), "Stripe answered " + status);
        }

        @Test
        void a_question_without_an_answer_says_nothing_new() {
            at.stub(any(anyUrl()), aResponse().withFault(Fault.EMPTY_RESPONSE));

            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.inquire(payment(good(), 1)));
            at.fails(payment(good(), 1), "no whole answer");
        }

        @Test
        void where_nobody_listens_nothing_was_sent() {
            stripe.close();

            at.fails(payment(good(), 1), "nothing was sent");
        }

        @Test
        void stripe_is_left_alone_while_it_does_not_work() {
            at.stub(any(anyUrl()), error(500, "api_error", ""));
            for (int request = 0; request < 10; request++) {
                at.fails(payment(good(), 1), "Stripe answered 500");
            }
            stripe.wire().resetRequests();

            at.fails(payment(good(), 1), "nothing was sent");

            stripe.wire().verify(0, anyRequestedFor(anyUrl()));
        }

        @Test
        void declines_do_not_open_the_circuit() {
            for (int attempt = 1; attempt <= 12; attempt++) {
                gateway.charge(payment(bad(), attempt));
            }

            assertThat(at.breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        }

        @Test
        void so_many_requests_are_under_way_at_once_and_no_more() throws Exception {
            PaymentGateway narrow = at.gateway(1);
            at.stub(
                    get(urlPathEqualTo("/v1/payment_methods/pm_visa")),
                    answered().withFixedDelay(600));
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
    class A_stop {
        private final CompletableFuture<PaymentOutcome> first = new CompletableFuture<>();
        private final CompletableFuture<PaymentOutcome> second = new CompletableFuture<>();

        private void charges(PaymentGateway asked, int attempt, CompletableFuture<PaymentOutcome> told) {
            Thread.ofVirtual().start(() -> {
                try {
                    told.complete(asked.charge(payment(good(), attempt)).outcome());
                } catch (GatewayFailure failed) {
                    told.completeExceptionally(failed);
                }
            });
        }

        @Test
        void waits_for_no_answer_for_long_and_lets_go_at_once_who_waits_for_his_turn() {
            PaymentGateway narrow = at.patientGateway(1);
            stripe.fallsSilentAt(asked -> asked.equals("POST " + INTENTS));
            charges(narrow, 1, first);
            await().until(() -> !stripe.intents().isEmpty());
            charges(narrow, 2, second);

            narrow.stop(Duration.ofMillis(500));

            assertThat(second)
                    .failsWithin(Duration.ofMinutes(1))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOf(GatewayStopped.class);
            assertThat(first).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(new Unknown("connection_lost"));
            assertThatExceptionOfType(GatewayStopped.class).isThrownBy(() -> narrow.charge(payment(good(), 3)));
            assertThat(stripe.attempts()).hasSize(1);
        }

        @Test
        void lets_what_was_sent_be_answered() {
            stripe.fallsSilentAt(asked -> asked.equals("POST " + INTENTS));
            PaymentGateway patient = at.patientGateway(2);
            charges(patient, 1, first);
            await().until(() -> !stripe.intents().isEmpty());

            patient.stop(Duration.ofMinutes(10));
            stripe.speaks();

            assertThat(first).succeedsWithin(Duration.ofMinutes(1)).isEqualTo(new Succeeded(Optional.of("pi_100001")));
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
            at.stub(
                    post(urlPathMatching(".*/cancel")),
                    error(400, "invalid_request_error", "payment_intent_unexpected_state"));

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isEqualTo(new Unknown("processing", Optional.of("pi_100001")));
        }

        @Test
        void finds_an_attempt_whose_card_was_taken_off_stripe_since() {
            stripe.took("ACME-0001", 1, 3, "pm_visa", 3000);
            at.stub(
                    get(urlPathEqualTo("/v1/payment_methods/pm_visa")),
                    error(404, "invalid_request_error", "resource_missing"));

            assertThat(gateway.inquire(payment(good(), 1)).orElseThrow().outcome())
                    .isInstanceOf(Succeeded.class);
        }
    }
}
