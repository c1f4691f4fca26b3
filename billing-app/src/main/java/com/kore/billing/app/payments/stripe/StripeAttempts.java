package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.payment.PaymentMethod.Kind;
import com.kore.billing.domain.subscription.PaymentDue;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentListParams;
import com.stripe.param.PaymentIntentSearchParams;
import com.stripe.service.V1Services;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Attempts with Stripe: each is one PaymentIntent, which says in its metadata whose it is.
 *
 * <p>An idempotency key protects for a day at least; later Stripe would take the money again. So an attempt is looked for before it is
 * made: in the list of the customer's PaymentIntents, which shows what was made the moment before. Of an attempt that may have been made
 * for another customer there is a search, which is a minute behind and within that minute helped by the key.
 */
final class StripeAttempts {
    static final String INVOICE = "invoice";
    private static final String ATTEMPT = "attempt";
    private static final String METHOD_NUMBER = "paymentMethodNumber";
    private static final String NAMED_BY_STRIPE = "pi_";
    private static final long PAGE = 100;

    private final V1Services stripe;

    StripeAttempts(V1Services stripe) {
        this.stripe = stripe;
    }

    /**
     * What stands for an attempt.
     *
     * @param method the one that the attempt would be made with now; empty if Stripe has it no more
     * @throws GatewayFailure if Stripe has something for it that can not be the attempt, or no more what it has named
     */
    Optional<PaymentIntent> find(PaymentDue payment, Optional<PaymentMethod> method) {
        return named(stripe, payment.gatewayReference())
                .or(() -> known(payment, method))
                .map(intent -> ofTheAmount(payment, intent));
    }

    /**
     * What Stripe has named before; empty if it has not, or another gateway has.
     *
     * @throws GatewayFailure if Stripe does not have it: it forgets none, so it is asked for another account than it was
     */
    static Optional<PaymentIntent> named(V1Services stripe, Optional<String> reference) {
        return reference
                .filter(each -> each.startsWith(NAMED_BY_STRIPE))
                .map(each -> StripeRequests.find(() -> stripe.paymentIntents().retrieve(each))
                        .orElseThrow(() -> new GatewayFailure(
                                "Stripe does not have its %s; is the API key one of the same account?"
                                        .formatted(each))));
    }

    /** A store that was restored from a backup gives numbers to invoices that had been given: then Stripe has them for other ones. */
    private static PaymentIntent ofTheAmount(PaymentDue payment, PaymentIntent intent) {
        if (Objects.equals(intent.getAmount(), payment.amount().getAmountMinorLong())
                && currency(payment).equals(intent.getCurrency())) {
            return intent;
        }
        throw new GatewayFailure("Stripe has %s for attempt %s, of another amount; was the database restored?"
                .formatted(intent.getId(), PaymentGateway.idempotencyKey(payment)));
    }

    private Optional<PaymentIntent> known(PaymentDue payment, Optional<PaymentMethod> method) {
        Optional<String> customer = method.flatMap(StripeCustomers::customer);
        Optional<PaymentIntent> listed = customer.flatMap(each -> list(payment, each));
        // A first attempt is always made with the method of its invoice, and whoever has had one method has had one
        // customer.
        boolean mayBeAnothers = customer.isEmpty() || (payment.attempt() > 1 && payment.paymentMethodNumber() > 1);
        return listed.or(() -> mayBeAnothers ? searched(payment) : Optional.empty());
    }

    /** The newest first, as Stripe lists them. */
    private Optional<PaymentIntent> list(PaymentDue payment, String customer) {
        return StripeRequests.findListed(
                after -> StripeRequests.find(() -> stripe.paymentIntents().list(page(customer, after))),
                intent -> isOf(payment, intent));
    }

    private static PaymentIntentListParams page(String customer, Optional<String> after) {
        PaymentIntentListParams.Builder page =
                PaymentIntentListParams.builder().setCustomer(customer).setLimit(PAGE);
        return after.map(page::setStartingAfter).orElse(page).build();
    }

    private static boolean isOf(PaymentDue payment, PaymentIntent intent) {
        Map<String, String> metadata = intent.getMetadata();
        return metadata != null
                && payment.invoiceId().value().equals(metadata.get(INVOICE))
                && Integer.toString(payment.attempt()).equals(metadata.get(ATTEMPT));
    }

    /** Whoever it was made for, unless it was made within the last minute. */
    Optional<PaymentIntent> search(PaymentDue payment) {
        return searched(payment).map(intent -> ofTheAmount(payment, intent));
    }

    private Optional<PaymentIntent> searched(PaymentDue payment) {
        PaymentIntentSearchParams query = PaymentIntentSearchParams.builder()
                .setQuery("metadata['%s']:'%s' AND metadata['%s']:'%d'"
                        .formatted(INVOICE, payment.invoiceId(), ATTEMPT, payment.attempt()))
                .build();
        return StripeRequests.find(() -> stripe.paymentIntents().search(query))
                .flatMap(found -> found.getData().stream()
                        .filter(intent -> isOf(payment, intent))
                        .findFirst());
    }

    /** Makes the attempt, or is told what became of it if it was made with the same method within a day. */
    PaymentIntent make(PaymentDue payment, Optional<String> customer) throws StripeException {
        PaymentIntentCreateParams.Builder params = PaymentIntentCreateParams.builder()
                .setAmount(payment.amount().getAmountMinorLong())
                .setCurrency(currency(payment))
                .setPaymentMethod(payment.paymentMethod().token())
                .addPaymentMethodType(payment.paymentMethod().kind() == Kind.ACH ? "us_bank_account" : "card")
                .setOffSession(true)
                .setConfirm(true)
                .setErrorOnRequiresAction(true)
                .putMetadata(
                        StripeCustomers.SUBSCRIPTION_ID,
                        payment.subscriptionId().value())
                .putMetadata(INVOICE, payment.invoiceId().value())
                .putMetadata(ATTEMPT, Integer.toString(payment.attempt()))
                .putMetadata(METHOD_NUMBER, Integer.toString(payment.paymentMethodNumber()));
        customer.ifPresent(params::setCustomer);
        return stripe.paymentIntents()
                .create(
                        params.build(),
                        RequestOptions.builder()
                                .setIdempotencyKey(PaymentGateway.idempotencyKey(payment))
                                .build());
    }

    /** Stripe writes currencies in lower case, in whatever language the service runs. */
    private static String currency(PaymentDue payment) {
        return payment.amount().getCurrencyUnit().getCode().toLowerCase(Locale.ROOT);
    }

    /** Cancels one that waits for somebody; as it is if that is not possible, because it is being paid after all. */
    PaymentIntent cancel(PaymentIntent waiting) {
        try {
            return StripeRequests.ask(() -> stripe.paymentIntents().cancel(waiting.getId()));
        } catch (InvalidRequestException | CardException beingPaid) {
            return waiting;
        }
    }

    /** The method that an attempt was made with, by its number; the one that is asked for if somebody took that out. */
    static int methodNumber(PaymentIntent intent, PaymentDue payment) {
        String number =
                intent.getMetadata() == null ? null : intent.getMetadata().get(METHOD_NUMBER);
        return number != null && number.matches("[1-9][0-9]{0,8}")
                ? Integer.parseInt(number)
                : payment.paymentMethodNumber();
    }
}
