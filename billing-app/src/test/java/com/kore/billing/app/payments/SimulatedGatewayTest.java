package com.kore.billing.app.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.PaymentDue;
import java.time.YearMonth;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SimulatedGatewayTest {
    private final SimulatedGateway gateway = new SimulatedGateway();

    private static PaymentDue payment(String token, int attempt) {
        return new PaymentDue(
                new SubscriptionId("acme"),
                new InvoiceId("ACME-0001"),
                attempt,
                1,
                new PaymentMethod.Card(token, "visa", "4242", YearMonth.of(2040, 1)),
                Money.parse("USD 10.00"),
                false,
                true,
                Optional.empty());
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
    void a_token_that_it_does_not_know_is_declined() {
        assertThat(gateway.charge(payment("tok_other", 1)).outcome()).isEqualTo(declined("unknown_token", 1));
    }

    @Test
    void an_attempt_is_recognized_by_invoice_and_count() {
        assertThat(PaymentGateway.idempotencyKey(payment("tok_visa", 2))).isEqualTo("ACME-0001/2");
    }
}
