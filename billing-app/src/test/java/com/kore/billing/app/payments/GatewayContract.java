package com.kore.billing.app.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What every gateway keeps to. */
public abstract class GatewayContract {
    /** What the account's method is numbered in these examples. */
    public static final int METHOD_NUMBER = 3;

    protected abstract PaymentGateway gateway();

    /** A card that pays. */
    protected abstract PaymentMethod good();

    /** A card that is declined without a reason. */
    protected abstract PaymentMethod bad();

    /** A card that pays, and of which the answer does not come in time. */
    protected abstract PaymentMethod silent();

    /** A bank account that pays, at once. */
    protected abstract PaymentMethod bank();

    public static PaymentMethod card(String token) {
        return new PaymentMethod.Card(token, "visa", "4242", YearMonth.of(2040, 1));
    }

    public static PaymentDue payment(PaymentMethod method, int attempt) {
        return payment(method, METHOD_NUMBER, attempt, Optional.empty());
    }

    public static PaymentDue payment(PaymentMethod method, int number, int attempt, Optional<String> reference) {
        return new PaymentDue(
                new SubscriptionId("acme"),
                new InvoiceId("ACME-0001"),
                InvoiceOrigin.CHANGE,
                attempt,
                number,
                method,
                Money.parse("USD 30.00"),
                false,
                true,
                reference);
    }

    public static RefundDue refund(int number, String amount, PaymentMethod method, Optional<String> reference) {
        return new RefundDue(
                new SubscriptionId("acme"),
                CreditNoteId.of(new SubscriptionId("acme"), number),
                new InvoiceId("ACME-0001"),
                method,
                Money.parse(amount),
                reference);
    }

    protected static Declined declined(PaymentOutcome outcome) {
        return (Declined) outcome;
    }

    @Test
    void a_good_card_pays_and_the_outcome_names_the_method_and_the_payment() {
        AttemptOutcome paid = gateway().charge(payment(good(), 1));

        assertThat(paid.outcome()).isInstanceOf(Succeeded.class);
        assertThat(paid.outcome().gatewayReference()).isPresent();
        assertThat(paid.paymentMethodNumber()).isEqualTo(METHOD_NUMBER);
    }

    @Test
    void a_bank_account_pays() {
        assertThat(gateway().charge(payment(bank(), 1)).outcome()).isInstanceOf(Succeeded.class);
    }

    @Test
    void an_attempt_that_is_asked_for_again_has_the_same_outcome() {
        for (PaymentDue attempt : List.of(payment(bad(), 1), payment(good(), 2))) {
            AttemptOutcome first = gateway().charge(attempt);

            assertThat(gateway().charge(attempt)).isEqualTo(first);
            assertThat(gateway().inquire(attempt)).contains(first);
        }
    }

    @Test
    void a_decline_says_why_and_names_the_attempt() {
        Declined declined = declined(gateway().charge(payment(bad(), 1)).outcome());

        assertThat(declined.code()).isEqualTo("card_declined");
        assertThat(declined.gatewayReference()).isPresent();
    }

    @Test
    void a_token_that_it_does_not_know_is_declined() {
        assertThat(declined(gateway().charge(payment(card("pm_other"), 1)).outcome())
                        .code())
                .isEqualTo("unknown_token");
    }

    @Test
    void an_answer_that_does_not_come_in_time_is_unknown_and_the_truth_is_told_when_asked() {
        PaymentDue attempt = payment(silent(), 1);
        assertThat(gateway().charge(attempt).outcome()).isEqualTo(new Unknown("timeout"));

        assertThat(gateway().inquire(attempt).orElseThrow().outcome()).isInstanceOf(Succeeded.class);
    }

    @Test
    void another_attempt_is_another_payment() {
        AttemptOutcome first = gateway().charge(payment(bad(), 1));
        AttemptOutcome second = gateway().charge(payment(good(), 2));

        assertThat(second.outcome()).isInstanceOf(Succeeded.class);
        assertThat(second.outcome().gatewayReference())
                .isNotEqualTo(first.outcome().gatewayReference());
    }

    @Test
    void two_nodes_that_ask_at_once_make_one_payment() {
        PaymentDue attempt = payment(good(), 1);
        List<AttemptOutcome> outcomes;
        try (ExecutorService nodes = Executors.newFixedThreadPool(2)) {
            outcomes = Stream.generate(
                            () -> CompletableFuture.supplyAsync(() -> gateway().charge(attempt), nodes))
                    .limit(8)
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }

        AttemptOutcome truth = gateway().inquire(attempt).orElseThrow();
        assertThat(truth.outcome()).isInstanceOf(Succeeded.class);
        assertThat(outcomes).allMatch(each -> each.equals(truth) || each.outcome() instanceof Unknown);
    }

    @Test
    void what_was_paid_goes_back_in_parts_each_part_once() {
        Optional<String> reference =
                gateway().charge(payment(good(), 1)).outcome().gatewayReference();
        RefundDue first = refund(1, "USD 10.00", good(), reference);

        Optional<RefundOutcome> refunded = gateway().refund(first);

        assertThat(refunded).get().isInstanceOf(RefundOutcome.Refunded.class);
        assertThat(gateway().refund(first)).isEqualTo(refunded);
        assertThat(gateway().refund(refund(2, "USD 20.00", good(), reference)))
                .get()
                .isInstanceOf(RefundOutcome.Refunded.class)
                .isNotEqualTo(refunded.orElseThrow());
    }
}
