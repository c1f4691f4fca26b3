package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.payments.GatewayFailure;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import java.util.Optional;

/** What is done about answers of Stripe that are none. */
final class StripeRequests {
    private StripeRequests() {}

    /** A request, or several. */
    @FunctionalInterface
    interface Request<T> {
        T send() throws StripeException;
    }

    /**
     * Asks what changes nothing, or what may be repeated at any time.
     *
     * @throws InvalidRequestException if there is no such thing, or it is not possible
     * @throws CardException if the card's issuer says no
     * @throws GatewayFailure if there is no answer
     */
    static <T> T ask(Request<T> request) throws InvalidRequestException, CardException {
        try {
            return request.send();
        } catch (InvalidRequestException | CardException answer) {
            throw answer;
        } catch (StripeException failed) {
            throw failure(failed);
        }
    }

    /** Looks for one thing; empty if Stripe does not have it. */
    static <T> Optional<T> find(Request<T> request) {
        try {
            return Optional.of(request.send());
        } catch (InvalidRequestException absent) {
            if (absent.getStatusCode() == 404 || "resource_missing".equals(absent.getCode())) {
                return Optional.empty();
            }
            throw failure(absent);
        } catch (StripeException failed) {
            throw failure(failed);
        }
    }

    /** Without the message, which may quote the key or what an account has told us; the request's id leads to it in Stripe's log. */
    static GatewayFailure failure(StripeException failed) {
        if (failed instanceof ApiConnectionException) {
            return new GatewayFailure("Stripe gave no whole answer");
        }
        return new GatewayFailure("Stripe answered %s, code %s%s, request %s"
                .formatted(
                        failed.getStatusCode(),
                        failed.getCode(),
                        failed instanceof InvalidRequestException invalid ? ", param " + invalid.getParam() : "",
                        failed.getRequestId()));
    }
}
