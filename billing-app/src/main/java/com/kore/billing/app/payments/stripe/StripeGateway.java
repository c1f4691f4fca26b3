package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.payments.AttemptOutcome;
import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.payments.stripe.StripeCustomers.Payer;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.RefundDue;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.service.V1Services;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Takes money by Stripe: one PaymentIntent per attempt, off session, confirmed at once. What Stripe has is the truth about an attempt;
 * it is looked up before anything is taken and after anything went wrong.
 */
final class StripeGateway implements PaymentGateway {
    /** The bank has it; it may take days. */
    private static final String PROCESSING = "processing";

    private static final String CANCELED = "canceled";
    private static final String UNDER_WAY = "under_way";
    private static final String GATEWAY_ERROR = "gateway_error";
    private static final String CONNECTION_LOST = "connection_lost";
    private static final int CONFLICT = 409;

    private final StripeConnection connection;
    private final StripeCustomers customers;
    private final StripeAttempts attempts;
    private final StripeRefunds refunds;

    /** @param connection that the services speak through */
    StripeGateway(V1Services stripe, StripeConnection connection) {
        this.connection = connection;
        this.customers = new StripeCustomers(stripe);
        this.attempts = new StripeAttempts(stripe);
        this.refunds = new StripeRefunds(stripe);
    }

    @Override
    public AttemptOutcome charge(PaymentDue payment) {
        Optional<PaymentMethod> method =
                customers.method(payment.paymentMethod().token());
        return attempts.find(payment, method)
                .map(made -> isOver(made) ? outcome(payment, made) : underWay(payment, made))
                .orElseGet(() -> make(
                        payment,
                        customers.payer(method, payment.subscriptionId().value())));
    }

    /** Another node may be making it, or none any more: the inquiry will see, and cancel it then. A second one is made in no case. */
    private static AttemptOutcome underWay(PaymentDue payment, PaymentIntent made) {
        return told(payment, made, new Unknown(UNDER_WAY, reference(made)));
    }

    /** Whether Stripe does nothing more about it by itself; one that is being made just now is not. */
    private static boolean isOver(PaymentIntent intent) {
        return switch (intent.getStatus()) {
            case "succeeded", PROCESSING, CANCELED -> true;
            case "requires_payment_method" -> intent.getLastPaymentError() != null;
            default -> false;
        };
    }

    private AttemptOutcome make(PaymentDue payment, Payer payer) {
        try {
            return outcome(payment, attempts.make(payment, payer.customer()));
        } catch (CardException declined) {
            return AttemptOutcome.of(payment, new Declined(StripeCodes.of(declined), intentId(declined)));
        } catch (IdempotencyException anotherMethod) {
            // Made a moment ago with a method of another customer; the search will know it soon.
            return attempts.search(payment)
                    .map(intent -> outcome(payment, intent))
                    .orElseThrow(() -> new GatewayFailure("Stripe does not yet find an attempt that it has"));
        } catch (InvalidRequestException refused) {
            return refused(payment, payer, refused);
        } catch (ApiConnectionException lost) {
            return AttemptOutcome.of(
                    payment,
                    new Unknown(lost.getCause() instanceof TimeoutException ? Unknown.TIMEOUT : CONNECTION_LOST));
        } catch (ApiException failed) {
            return AttemptOutcome.of(
                    payment, new Unknown(failed.getStatusCode() == CONFLICT ? UNDER_WAY : GATEWAY_ERROR));
        } catch (StripeException refused) {
            throw StripeRequests.failure(refused);
        }
    }

    /** Nothing was made, now or before: the key has no answer but this one. */
    private static AttemptOutcome refused(PaymentDue payment, Payer payer, InvalidRequestException refused) {
        if (StripeCodes.isOfTheAmount(refused) && payment.origin() == InvoiceOrigin.RENEWAL) {
            throw new GatewayFailure("Stripe takes no such amount as that of %s (%s); it stays open"
                    .formatted(payment.invoiceId(), refused.getCode()));
        }
        return payer.refusal()
                .filter(known -> StripeCodes.ofMethod(refused).isPresent())
                .or(() -> StripeCodes.ofCustomer(refused))
                .map(code -> AttemptOutcome.of(payment, new Declined(code, intentId(refused))))
                .orElseThrow(() -> StripeRequests.failure(refused));
    }

    /** What Stripe calls the PaymentIntent that an error is about. */
    private static Optional<String> intentId(StripeException refused) {
        return Optional.ofNullable(refused.getStripeError())
                .flatMap(error -> Optional.ofNullable(error.getPaymentIntent()))
                .map(PaymentIntent::getId);
    }

    @Override
    public Optional<AttemptOutcome> inquire(PaymentDue payment) {
        Optional<PaymentMethod> method = payment.gatewayReference().isPresent()
                ? Optional.empty()
                : customers.method(payment.paymentMethod().token());
        return attempts.find(payment, method)
                .map(intent -> isOver(intent) ? outcome(payment, intent) : giveUp(payment, intent));
    }

    /** One that waits for the payer or for us is canceled, so that it can never take money once it is called declined. */
    private AttemptOutcome giveUp(PaymentDue payment, PaymentIntent waiting) {
        PaymentIntent canceled = attempts.cancel(waiting);
        boolean payerAsked = waiting.getStatus().equals("requires_action")
                && canceled.getStatus().equals(CANCELED);
        return payerAsked
                ? told(payment, waiting, new Declined(StripeCodes.AUTHENTICATION_REQUIRED, reference(waiting)))
                : outcome(payment, canceled);
    }

    private static AttemptOutcome outcome(PaymentDue payment, PaymentIntent intent) {
        if (intent.getStatus().equals("succeeded")) {
            return told(payment, intent, new Succeeded(reference(intent)));
        }
        boolean declined = isOver(intent) && !intent.getStatus().equals(PROCESSING);
        return told(
                payment,
                intent,
                declined
                        ? new Declined(declineCode(intent), reference(intent))
                        : new Unknown(PROCESSING, reference(intent)));
    }

    private static AttemptOutcome told(PaymentDue payment, PaymentIntent intent, PaymentOutcome outcome) {
        return new AttemptOutcome(outcome, StripeAttempts.methodNumber(intent, payment));
    }

    private static Optional<String> reference(PaymentIntent intent) {
        return Optional.of(intent.getId());
    }

    private static String declineCode(PaymentIntent intent) {
        return Optional.ofNullable(intent.getLastPaymentError())
                .map(StripeCodes::of)
                .orElse(CANCELED);
    }

    @Override
    public Optional<RefundOutcome> refund(RefundDue refund) {
        return refunds.refund(refund);
    }

    @Override
    public void stop(Duration answeredWithin) {
        connection.stop(answeredWithin);
    }
}
