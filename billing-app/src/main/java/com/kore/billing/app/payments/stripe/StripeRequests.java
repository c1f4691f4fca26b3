package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.payments.GatewayFailure;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.HasId;
import com.stripe.model.StripeCollection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** How Stripe is asked, and what is done about answers that are none. */
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

    /** Asks for what no customer can be the reason of not getting. */
    static <T> T demand(Request<T> request) {
        try {
            return request.send();
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

    /** A list, a page at a time. */
    @FunctionalInterface
    interface Pages<T extends HasId> {
        /** @param after the id that the last page ended with; empty for the first */
        Optional<StripeCollection<T>> after(Optional<String> after);
    }

    /** The first of a list that is wanted, however long the list is. */
    static <T extends HasId> Optional<T> findListed(Pages<T> pages, Predicate<T> wanted) {
        Optional<StripeCollection<T>> page = pages.after(Optional.empty());
        while (page.isPresent()) {
            List<T> items = page.get().getData();
            Optional<T> found = items.stream().filter(wanted).findFirst();
            if (found.isPresent() || items.isEmpty() || !page.get().getHasMore()) {
                return found;
            }
            page = pages.after(Optional.of(items.getLast().getId()));
        }
        return Optional.empty();
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
