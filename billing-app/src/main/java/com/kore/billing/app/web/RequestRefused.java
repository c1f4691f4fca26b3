package com.kore.billing.app.web;

import java.util.List;
import java.util.Objects;

/** The request is refused before any rule is asked. */
public final class RequestRefused extends RuntimeException {
    private final ProblemCode code;
    private final List<Violation> violations;

    private RequestRefused(ProblemCode code, String detail, List<Violation> violations) {
        super(detail, null, false, false);
        this.code = code;
        this.violations = List.copyOf(violations);
    }

    public RequestRefused(ProblemCode code, String detail) {
        this(code, detail, List.of());
    }

    /** One or more values that are not allowed. */
    public static RequestRefused invalid(List<Violation> violations) {
        Violation first = violations.getFirst();
        String others = violations.size() == 1 ? "" : " (and %d more)".formatted(violations.size() - 1);
        return new RequestRefused(
                ProblemCode.INVALID, first.field() + " " + first.message() + "." + others, violations);
    }

    /** One value that is not allowed. */
    public static RequestRefused invalid(String field, String message) {
        return invalid(List.of(new Violation(field, message)));
    }

    public static RequestRefused nothingHere() {
        return new RequestRefused(ProblemCode.NOT_FOUND, "The paths stand in /v3/api-docs.");
    }

    public static RequestRefused subscriptionNotFound() {
        return new RequestRefused(ProblemCode.SUBSCRIPTION_NOT_FOUND, "Check the id; ids are told apart by case here.");
    }

    public static RequestRefused invoiceNotFound() {
        return new RequestRefused(
                ProblemCode.INVOICE_NOT_FOUND, "Check the number; an account's invoices stand in its list.");
    }

    public static RequestRefused figuresNotYet() {
        return new RequestRefused(
                ProblemCode.UNAVAILABLE,
                "The figures are being made from the history, for the first time. GET /v1/operations/projections tells how far"
                        + " analytics is.");
    }

    public ProblemCode code() {
        return code;
    }

    public List<Violation> violations() {
        return violations;
    }

    /** What is wrong, and what to do instead. */
    public String detail() {
        return Objects.requireNonNull(getMessage());
    }
}
