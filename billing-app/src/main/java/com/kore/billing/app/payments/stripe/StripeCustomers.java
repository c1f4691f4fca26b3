package com.kore.billing.app.payments.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodRetrieveParams;
import com.stripe.service.V1Services;
import java.util.List;
import java.util.Optional;

/**
 * Whose a payment method is with Stripe, which charges a method again only for the customer that it is attached to: the customer that
 * whoever made it attached it to, unless that is another account's, else one that is made for the account.
 */
final class StripeCustomers {
    static final String SUBSCRIPTION_ID = "subscriptionId";

    private final V1Services stripe;

    StripeCustomers(V1Services stripe) {
        this.stripe = stripe;
    }

    /** With its customer; empty if Stripe has no such method. */
    Optional<PaymentMethod> method(String token) {
        PaymentMethodRetrieveParams params =
                PaymentMethodRetrieveParams.builder().addExpand("customer").build();
        return StripeRequests.find(() -> stripe.paymentMethods().retrieve(token, params));
    }

    static Optional<String> customer(PaymentMethod method) {
        return Optional.ofNullable(method.getCustomer());
    }

    /**
     * Whom an attempt is to be made for.
     *
     * @param customer empty if there is no method either
     * @param refusal why the method can not be charged for that customer, in our words. Stripe would refuse it too, but not what was made
     *     before: only an attempt that is sent with its key tells that there was none
     */
    record Payer(Optional<String> customer, Optional<String> refusal) {
        static Payer of(String customer) {
            return new Payer(Optional.of(customer), Optional.empty());
        }
    }

    /** Attaches the method to a customer if it has none. */
    Payer payer(Optional<PaymentMethod> method, String subscription) {
        if (method.isEmpty()) {
            return new Payer(Optional.empty(), Optional.of(StripeCodes.UNKNOWN_TOKEN));
        }
        return own(method.get(), subscription).map(Payer::of).orElseGet(() -> attach(method.get(), subscription));
    }

    /** Its customer; empty if it has none, or one that is another account's. */
    private static Optional<String> own(PaymentMethod method, String subscription) {
        return customer(method)
                .filter(customer -> Optional.ofNullable(method.getCustomerObject())
                        .flatMap(known -> Optional.ofNullable(known.getMetadata()))
                        .map(metadata -> metadata.getOrDefault(SUBSCRIPTION_ID, subscription))
                        .orElse(subscription)
                        .equals(subscription));
    }

    private Payer attach(PaymentMethod method, String subscription) {
        String customer = customerOf(subscription);
        if (customer(method).isPresent()) {
            return new Payer(Optional.of(customer), Optional.of(StripeCodes.UNKNOWN_TOKEN));
        }
        PaymentMethodAttachParams params =
                PaymentMethodAttachParams.builder().setCustomer(customer).build();
        try {
            StripeRequests.ask(() -> stripe.paymentMethods().attach(method.getId(), params));
            return Payer.of(customer);
        } catch (CardException refused) {
            return new Payer(Optional.of(customer), Optional.of(StripeCodes.of(refused)));
        } catch (InvalidRequestException refused) {
            // Another node may have been faster.
            return method(method.getId())
                    .flatMap(now -> own(now, subscription))
                    .map(Payer::of)
                    .orElseGet(() -> new Payer(
                            Optional.of(customer),
                            Optional.of(
                                    StripeCodes.ofMethod(refused).orElseThrow(() -> StripeRequests.failure(refused)))));
        }
    }

    /**
     * An account has one that is made here: within a day the same key gives the same, and what is older than a minute is found by its
     * metadata.
     */
    private String customerOf(String subscription) {
        List<Customer> found = StripeRequests.demand(() -> stripe.customers()
                .search(CustomerSearchParams.builder()
                        .setQuery("metadata['%s']:'%s'".formatted(SUBSCRIPTION_ID, subscription))
                        .build())
                .getData());
        if (!found.isEmpty()) {
            return found.getFirst().getId();
        }
        return StripeRequests.demand(() -> stripe.customers()
                        .create(
                                CustomerCreateParams.builder()
                                        .putMetadata(SUBSCRIPTION_ID, subscription)
                                        .build(),
                                RequestOptions.builder()
                                        .setIdempotencyKey("customer/" + subscription)
                                        .build()))
                .getId();
    }
}
