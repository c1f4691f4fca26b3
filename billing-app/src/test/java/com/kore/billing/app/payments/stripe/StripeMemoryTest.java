package com.kore.billing.app.payments.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.kore.billing.app.payments.GatewayContract.METHOD_NUMBER;
import static com.kore.billing.app.payments.GatewayContract.card;
import static com.kore.billing.app.payments.GatewayContract.payment;
import static com.kore.billing.app.payments.GatewayContract.refund;
import static com.kore.billing.app.payments.stripe.StripeSetting.INTENTS;
import static com.kore.billing.app.payments.stripe.StripeSetting.answered;
import static com.kore.billing.app.payments.stripe.StripeSetting.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.testing.FakeStripe;
import com.kore.billing.app.testing.FakeStripe.Behavior;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.payment.RefundOutcome.Failed;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Stripe is asked when an attempt may have been made before, for somebody else, for another amount, or not at all; and refunds. */
class StripeMemoryTest {
    private final StripeSetting at = new StripeSetting();
    private final FakeStripe stripe = at.stripe();
    private final PaymentGateway gateway = at.gateway();

    @AfterEach
    void stop() {
        at.close();
    }

    private static PaymentMethod good() {
        return card("pm_visa");
    }

    private static PaymentMethod bad() {
        return card("pm_bad");
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
    class An_amount_that_stripe_does_not_take {
        @ParameterizedTest
        @ValueSource(strings = {"amount_too_small", "amount_too_large"})
        void of_a_renewal_is_no_decline_of_the_payer(String code) {
            at.stub(post(urlPathEqualTo(INTENTS)), error(400, "invalid_request_error", code));

            at.fails(
                    due(InvoiceOrigin.RENEWAL, "USD 0.09"),
                    "Stripe takes no such amount as that of ACME-0001 (" + code + ")");
        }

        /** Neither undoes nor duns: the invoice is open, and its payment can be recorded. */
        @Test
        void of_a_contracts_invoice_is_a_decline() {
            at.stub(post(urlPathEqualTo(INTENTS)), error(400, "invalid_request_error", "amount_too_small"));

            assertThat(gateway.charge(due(InvoiceOrigin.CONTRACT, "USD 0.41")).outcome())
                    .isEqualTo(new Declined("amount_too_small"));
        }
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

            at.fails(payment(good(), 1), "does not yet find");

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
                at.stub(
                        get(urlPathEqualTo("/v1/payment_methods/" + token)),
                        error(404, "invalid_request_error", "resource_missing"));
            }
        }

        @Test
        void what_says_nothing_about_the_card_declines_nobody() {
            for (String path : new String[] {".*/customers/search", ".*/customers", ".*/attach"}) {
                StubMapping refused =
                        at.stub(any(urlPathMatching(path)), error(400, "invalid_request_error", "parameter_unknown"));
                at.fails(payment(card("pm_loose"), 1), "code parameter_unknown");
                stripe.wire().removeStub(refused);
            }
            at.stub(
                    any(urlPathMatching(".*/customers/search")),
                    error(404, "invalid_request_error", "resource_missing"));
            at.fails(payment(card("pm_loose"), 1), "Stripe answered 404");
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

            at.fails(other, "Stripe has pi_100001 for attempt ACME-0001/1, of another amount");
            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.inquire(other));
            stripe.detaches("pm_visa");
            at.fails(other, "pi_100001");
            assertThat(stripe.attempts()).hasSize(1);
        }

        @Test
        void and_has_no_more_is_a_failure() {
            PaymentDue named = payment(good(), METHOD_NUMBER, 1, Optional.of("pi_404"));

            at.fails(named, "Stripe does not have its pi_404");
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
                at.fails(payment(good(), 2, 2, Optional.empty()), "does not yet find");
                stripe.searchIsBehind(false);
            }

            AttemptOutcome again = gateway.charge(payment(good(), 2, 2, Optional.empty()));

            assertThat(again.paymentMethodNumber()).isEqualTo(1);
            assertThat(stripe.attempts()).containsExactly("ACME-0001/2 pm_elsewhere 3000 succeeded");
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
                    at.stub(post(urlPathEqualTo("/v1/refunds")), answered().withFixedDelay(StripeSetting.LATE_MILLIS));
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
            at.stub(post(urlPathEqualTo("/v1/refunds")), error(400, "invalid_request_error", "charge_disputed"));
            assertThat(gateway.refund(due)).contains(new RefundOutcome.Failed("charge_disputed"));
            at.stub(post(urlPathEqualTo("/v1/refunds")), error(500, "api_error", ""));
            assertThat(gateway.refund(due)).isEmpty();
            at.stub(post(urlPathEqualTo("/v1/refunds")), error(401, "invalid_request_error", ""));
            assertThatExceptionOfType(GatewayFailure.class).isThrownBy(() -> gateway.refund(due));
        }
    }
}
