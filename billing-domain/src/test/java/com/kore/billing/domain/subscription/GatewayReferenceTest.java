package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.creditNote;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.refund;
import static com.kore.billing.domain.subscription.Given.refundTheRest;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the gateway calls a payment is known for as long as something may have to be done about it. */
class GatewayReferenceTest {
    private static final Optional<String> PAYMENT = Optional.of("pi_1");

    private static Story bought(SubscriptionCommand... then) {
        return Story.after(
                Stream.concat(Stream.of(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3)), Stream.of(then))
                        .toArray(SubscriptionCommand[]::new));
    }

    private static SubscriptionCommand paid() {
        return outcome("2026-01-15", 1, 1, new Succeeded(PAYMENT));
    }

    private static SubscriptionCommand unknown(Optional<String> reference) {
        return outcome("2026-01-15", 1, 1, new Unknown("processing", reference));
    }

    private static Optional<String> asked(Story story) {
        return story.paymentDue(1).orElseThrow().gatewayReference();
    }

    private static RecordRefundOutcome settled(int creditNote, RefundOutcome outcome) {
        return new RecordRefundOutcome(Given.ACME, noon("2026-01-20"), creditNote(creditNote), outcome);
    }

    private static Optional<String> refunds(Story story, int creditNote) {
        return ((OpenedState) story.state())
                .account()
                .refundDue(creditNote(creditNote))
                .orElseThrow()
                .gatewayReference();
    }

    @Test
    void an_attempt_whose_outcome_is_unknown_is_asked_for_by_its_name_once_it_has_one() {
        assertThat(asked(bought())).isEmpty();
        assertThat(asked(bought(unknown(Optional.empty())))).isEmpty();
        assertThat(asked(bought(unknown(PAYMENT)))).isEqualTo(PAYMENT);
        assertThat(asked(bought(unknown(PAYMENT), unknown(Optional.empty())))).isEqualTo(PAYMENT);
    }

    @Test
    void the_outcome_names_the_attempt_even_if_only_an_earlier_answer_did() {
        Story unknown = bought(unknown(PAYMENT));

        assertThat(((PaymentSucceeded) unknown.events(outcome("2026-01-16", 1, 1, new Succeeded()))
                                .getFirst())
                        .gatewayReference())
                .isEqualTo(PAYMENT);
        assertThat(((PaymentDeclined) unknown.events(outcome("2026-01-16", 1, 1, new Declined("card_declined")))
                                .getFirst())
                        .gatewayReference())
                .isEqualTo(PAYMENT);
    }

    @Test
    void a_refund_is_of_the_payment_that_the_gateway_knows() {
        assertThat(refunds(bought(paid(), refund("2026-01-20", 1, "10.00")), 1)).isEqualTo(PAYMENT);
        assertThat(refunds(bought(paid(), refund("2026-01-20", 1, "10.00"), refundTheRest("2026-01-20", 1)), 2))
                .isEqualTo(PAYMENT);
    }

    @Test
    void what_could_not_be_paid_back_is_asked_for_again_by_the_same_name() {
        Story again = bought(
                paid(),
                refundTheRest("2026-01-20", 1),
                settled(1, new RefundOutcome.Failed("account_closed")),
                refundTheRest("2026-01-20", 1));

        assertThat(refunds(again, 2)).isEqualTo(PAYMENT);
    }

    @Test
    void a_refund_says_what_the_gateway_calls_it() {
        assertThat(((PaymentRefunded) bought(paid(), refund("2026-01-20", 1, "10.00"))
                                .events(settled(1, new RefundOutcome.Refunded(Optional.of("re_1"))))
                                .getFirst())
                        .gatewayReference())
                .contains("re_1");
    }
}
