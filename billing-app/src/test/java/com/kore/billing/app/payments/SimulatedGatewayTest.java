package com.kore.billing.app.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.PaymentDue;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedGatewayTest extends GatewayContract {
    private final SimulatedGateway gateway = new SimulatedGateway();

    @Override
    protected PaymentGateway gateway() {
        return gateway;
    }

    @Override
    protected PaymentMethod good() {
        return card("tok_visa");
    }

    @Override
    protected PaymentMethod bad() {
        return card("tok_decline");
    }

    @Override
    protected PaymentMethod silent() {
        return card("tok_timeout");
    }

    @Override
    protected PaymentMethod bank() {
        return new PaymentMethod.AchDebit("ba_ok", "First Bank", "6789");
    }

    private static PaymentDue payment(String token, int attempt) {
        return payment(card(token), attempt);
    }

    private static Declined declined(String code, int attempt) {
        return new Declined(code, Optional.of("simulated/ACME-0001/" + attempt));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tok_visa", "tok_mastercard", "ba_ok"})
    void good_tokens_succeed(String token) {
        assertThat(gateway.charge(payment(token, 1)).outcome())
                .isEqualTo(new Succeeded(Optional.of("simulated/ACME-0001/1")));
    }

    @Test
    void a_declining_token_declines_every_attempt() {
        assertThat(gateway.charge(payment("tok_decline", 1)).outcome()).isEqualTo(declined("card_declined", 1));
        assertThat(gateway.charge(payment("tok_decline", 9)).outcome()).isEqualTo(declined("card_declined", 9));
    }

    @Test
    void another_declines_the_first_two_attempts_only() {
        assertThat(gateway.charge(payment("tok_decline_2", 2)).outcome()).isEqualTo(declined("card_declined", 2));
        assertThat(gateway.charge(payment("tok_decline_2", 3)).outcome())
                .isEqualTo(new Succeeded(Optional.of("simulated/ACME-0001/3")));
    }

    @Test
    void a_timeout_has_taken_the_money_and_says_so_when_asked() {
        assertThat(gateway.charge(payment("tok_timeout", 1)).outcome()).isEqualTo(new Unknown("timeout"));
        assertThat(gateway.inquire(payment("tok_timeout", 1)).orElseThrow().outcome())
                .isEqualTo(new Succeeded(Optional.of("simulated/ACME-0001/1")));
    }

    @Test
    void an_attempt_is_recognized_by_invoice_and_count() {
        assertThat(PaymentGateway.idempotencyKey(payment("tok_visa", 2))).isEqualTo("ACME-0001/2");
    }
}
