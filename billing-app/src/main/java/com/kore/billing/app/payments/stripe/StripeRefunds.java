package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.payment.RefundOutcome.Failed;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.RefundDue;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.stripe.service.V1Services;
import java.util.Objects;
import java.util.Optional;

/**
 * Refunds with Stripe, of a PaymentIntent each. One that was made is found among the PaymentIntent's refunds by the credit note in its
 * metadata, however long ago that was.
 */
final class StripeRefunds {
    private static final String CREDIT_NOTE = "creditNote";
    private static final String PAYMENT_UNKNOWN = "payment_unknown";
    private static final long PAGE = 100;

    private final V1Services stripe;

    StripeRefunds(V1Services stripe) {
        this.stripe = stripe;
    }

    /** @return empty while the money is neither on its way nor refused for good, or nobody knows */
    Optional<RefundOutcome> refund(RefundDue refund) {
        Optional<PaymentIntent> payment = StripeAttempts.named(stripe, refund.gatewayReference());
        if (payment.isEmpty()) {
            return Optional.of(new Failed(PAYMENT_UNKNOWN));
        }
        Optional<Refund> made = made(refund, payment.get().getId());
        return made.isPresent()
                ? outcome(made.get())
                : make(refund, payment.get().getId());
    }

    private Optional<Refund> made(RefundDue refund, String payment) {
        return StripeRequests.findListed(
                        after -> StripeRequests.find(() -> stripe.refunds().list(page(payment, after))),
                        each -> each.getMetadata() != null
                                && refund.creditNote()
                                        .value()
                                        .equals(each.getMetadata().get(CREDIT_NOTE)))
                .map(found -> ofTheAmount(refund, found));
    }

    /** As with attempts: a store that was restored has given the credit note's number before. */
    private static Refund ofTheAmount(RefundDue refund, Refund found) {
        if (Objects.equals(found.getAmount(), refund.amount().getAmountMinorLong())) {
            return found;
        }
        throw new GatewayFailure("Stripe has %s for credit note %s, of another amount; was the database restored?"
                .formatted(found.getId(), refund.creditNote()));
    }

    private static RefundListParams page(String payment, Optional<String> after) {
        RefundListParams.Builder page =
                RefundListParams.builder().setPaymentIntent(payment).setLimit(PAGE);
        return after.map(page::setStartingAfter).orElse(page).build();
    }

    private Optional<RefundOutcome> make(RefundDue refund, String payment) {
        RefundCreateParams params = RefundCreateParams.builder()
                .setPaymentIntent(payment)
                .setAmount(refund.amount().getAmountMinorLong())
                .putMetadata(
                        StripeCustomers.SUBSCRIPTION_ID, refund.subscriptionId().value())
                .putMetadata(StripeAttempts.INVOICE, refund.invoiceId().value())
                .putMetadata(CREDIT_NOTE, refund.creditNote().value())
                .build();
        RequestOptions once = RequestOptions.builder()
                .setIdempotencyKey(refund.creditNote().value())
                .build();
        try {
            return outcome(stripe.refunds().create(params, once));
        } catch (InvalidRequestException refused) {
            return Optional.of(
                    new Failed(StripeCodes.ofRefund(refused).orElseThrow(() -> StripeRequests.failure(refused))));
        } catch (CardException refused) {
            return Optional.of(new Failed(StripeCodes.of(refused)));
        } catch (ApiConnectionException | ApiException unknown) {
            return Optional.empty();
        } catch (StripeException failed) {
            throw StripeRequests.failure(failed);
        }
    }

    private static Optional<RefundOutcome> outcome(Refund refund) {
        Optional<String> reference = Optional.of(refund.getId());
        return switch (refund.getStatus()) {
            case "succeeded" -> Optional.of(new Refunded(reference));
            case "failed", "canceled" -> Optional.of(new Failed(failureCode(refund), reference));
            default -> Optional.empty();
        };
    }

    private static String failureCode(Refund refund) {
        return Optional.ofNullable(refund.getFailureReason()).orElse("refund_" + refund.getStatus());
    }
}
