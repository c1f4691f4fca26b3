package com.kore.billing.app.payments.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.model.Customer;
import com.stripe.model.PaymentMethod;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.CustomerSearchParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.service.V1Services;
import java.util.List;
import java.util.Optional;

/**
 * Whose a payment method is with Stripe, which charges a method again only for the customer that it is attached to: the customer that
 * whoever made it attached it to, else one that is made for the account.
 */
final class StripeCustomers {
    static final String SUBSCRIPTION_ID = "subscriptionId";

    private final V1Services stripe;

    StripeCustomers(V1Services stripe) {
        this.stripe = stripe;
    }

    /** Empty if Stripe has no such method. */
    Optional<PaymentMethod> method(String token) {
        return StripeRequests.find(() -> stripe.paymentMethods().retrieve(token));
    }

    static Optional<String> customer(PaymentMethod method) {
        return Optional.ofNullable(method.getCustomer());
    }

    /**
     * The customer to charge a method for; attaches it if need be.
     *
     * @throws InvalidRequestException if the method can not be used, or not any more
     * @throws CardException if the issuer refuses it
     */
    String toCharge(PaymentMethod method, String subscription) throws InvalidRequestException, CardException {
        Optional<String> own = customer(method);
        return own.isPresent() ? own.get() : attach(method, customerOf(subscription));
    }

    private String attach(PaymentMethod method, String customer) throws InvalidRequestException, CardException {
        try {
            StripeRequests.ask(() -> stripe.paymentMethods()
                    .attach(
                            method.getId(),
                            PaymentMethodAttachParams.builder()
                                    .setCustomer(customer)
                                    .build()));
            return customer;
        } catch (InvalidRequestException refused) {
            // Another node may have been faster.
            return method(method.getId()).flatMap(StripeCustomers::customer).orElseThrow(() -> refused);
        }
    }

    /**
     * An account has one that is made here: within a day the same key gives the same, and what is older than a minute is found by its
     * metadata.
     */
    private String customerOf(String subscription) throws InvalidRequestException, CardException {
        List<Customer> found = StripeRequests.ask(() -> stripe.customers()
                .search(CustomerSearchParams.builder()
                        .setQuery("metadata['%s']:'%s'".formatted(SUBSCRIPTION_ID, subscription))
                        .build())
                .getData());
        if (!found.isEmpty()) {
            return found.getFirst().getId();
        }
        return StripeRequests.ask(() -> stripe.customers()
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
