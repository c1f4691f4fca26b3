package com.kore.billing.app.web;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * Every code that a problem can carry, with its status: the whole table. A code is part of the contract; its constant is the code in
 * upper case.
 */
public enum ProblemCode {
    // The request itself.
    MALFORMED(400, "The request cannot be read"),
    UNAUTHORIZED(401, "A bearer token is needed"),
    FORBIDDEN(403, "The token does not allow this"),
    NOT_FOUND(404, "There is nothing here"),
    METHOD_NOT_ALLOWED(405, "The resource has no such method"),
    NOT_ACCEPTABLE(406, "The answer has no such form"),
    TOO_LARGE(413, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "The body has another media type"),
    INVALID(422, "A value is not allowed"),
    CARD_NUMBER_REFUSED(422, "Card numbers never enter"),
    TOO_MANY_REQUESTS(429, "Too many requests"),

    // What a command or read is about.
    SUBSCRIPTION_NOT_FOUND(404, "There is no such subscription"),
    INVOICE_NOT_FOUND(404, "There is no such invoice"),
    VERSION_CONFLICT(412, "The subscription has changed"),
    AMOUNT_CHANGED(412, "Another amount is due"),
    IDEMPOTENCY_KEY_REUSED(422, "The idempotency key stands for another request"),

    // The rules say no.
    PLAN_UNKNOWN(422, "There is no such plan"),
    CARD_EXPIRED(422, "The card has expired"),
    CURRENCY_MISMATCH(422, "Another currency"),
    ACH_NEEDS_ADMIN(403, "ACH is set up by the vendor's staff"),
    SUBSCRIPTION_EXISTS(409, "The id is taken"),
    NO_CHANGE(409, "Nothing would change"),
    NOT_OFFERED(409, "Not on offer"),
    INTERVAL_REQUIRED(409, "A billing interval is needed"),
    PAYMENT_METHOD_REQUIRED(409, "A payment method is needed"),
    BILLING_PROFILE_REQUIRED(409, "A billing profile is needed"),
    NOT_PAID(409, "The subscription is free"),
    CANCELING(409, "The subscription is being canceled"),
    ALREADY_CANCELED(409, "Canceled already"),
    NOT_CANCELING(409, "There is no cancellation"),
    NOTHING_SCHEDULED(409, "There is no scheduled change"),
    PAYMENT_PENDING(409, "A payment is under way"),
    PAYMENT_OVERDUE(409, "An invoice is past due"),
    CONTRACT_MANAGED(409, "The contract says so"),
    NOT_CONTRACT(409, "There is no contract"),
    ALREADY_PAID(409, "Paid already"),
    NO_USER_AVAILABLE(409, "No user subscription is available"),
    CREDIT_ALREADY_GRANTED(409, "Granted already"),
    REFUND_EXCEEDS_PAID(409, "More than was paid"),
    AMOUNT_NOT_DUE(409, "Another amount is due"),
    STILL_ACTIVE(409, "The account is still active"),
    NOTHING_DUE(409, "Nothing is due"),
    ATTEMPT_SETTLED(409, "The attempt is settled"),

    // The service itself.
    INTERNAL(500, "The service failed"),
    NOT_YET_VISIBLE(503, "The version is not visible yet"),
    UNAVAILABLE(503, "The service is not available now"),
    OUTCOME_UNKNOWN(503, "It is not known whether it happened");

    private final String code;
    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.code = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.status = status;
        this.title = title;
    }

    /** As callers see it, such as {@code no-change}. */
    public String code() {
        return code;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /** The entry of a code, if it is in the table. */
    public static Optional<ProblemCode> of(String code) {
        return Arrays.stream(values()).filter(entry -> entry.code.equals(code)).findFirst();
    }

    /** What a status means that somebody else decided, such as the servlet container. */
    public static ProblemCode ofStatus(int status) {
        return switch (status) {
            case 401 -> UNAUTHORIZED;
            case 403 -> FORBIDDEN;
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 406 -> NOT_ACCEPTABLE;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            case 422 -> INVALID;
            case 429 -> TOO_MANY_REQUESTS;
            // An unknown transfer coding or version of HTTP: the caller's mistake, whatever HTTP's number says.
            case 501, 505 -> MALFORMED;
            case 503 -> UNAVAILABLE;
            default -> status >= 500 ? INTERNAL : MALFORMED;
        };
    }
}
