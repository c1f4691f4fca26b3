package com.kore.billing.app.web;

import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.headers.Header;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.Set;

/** Which headers an operation of the OpenAPI document honours and answers with; what is not said here is ignored. */
final class OperationHeaders {
    private static final String SUCCESS = "2";
    private static final String PRECONDITION_FAILED = "412";
    private static final String ETAG = "ETag";

    /** What is asked of these is answered anew each time, and nothing is written. */
    private static final Set<String> QUESTIONS = Set.of("/preview", "/simulations");

    private static final Set<String> ABOUT_ACCOUNTS = Set.of("/v1/subscriptions", "/v1/invoices");
    private static final Set<String> LISTS = Set.of("/v1/account-summaries", "/v1/catalog");
    private static final String FIGURES = "/v1/analytics/";

    /** How something goes on is asked until it has ended, and is no figure. */
    private static final String PROGRESS = FIGURES + "reconciliations/";

    private OperationHeaders() {}

    static void complete(String path, PathItem.HttpMethod method, Operation operation) {
        boolean aboutAccounts = ABOUT_ACCOUNTS.stream().anyMatch(path::startsWith);
        boolean question = QUESTIONS.stream().anyMatch(path::endsWith);
        if (method == PathItem.HttpMethod.POST && aboutAccounts) {
            decided(operation, question);
        }
        if (method == PathItem.HttpMethod.POST && aboutAccounts && !question) {
            once(operation);
        }
        boolean figures = path.startsWith(FIGURES) && !path.startsWith(PROGRESS);
        if (method == PathItem.HttpMethod.GET && (aboutAccounts || LISTS.contains(path) || figures)) {
            conditional(operation);
        }
        operation.getResponses().computeIfPresent("202", (status, begun) -> {
            begun.addHeaderObject("Location", header("The path of its progress."));
            return begun;
        });
        operation.addParametersItem(parameter(
                "X-Request-Id",
                "1 to 128 letters, digits, dots, dashes or underscores; comes back, and stands in the events as correlationId.",
                "order-77"));
        operation.addParametersItem(parameter(
                "traceparent", "W3C trace context.", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"));
        operation
                .getResponses()
                .forEach((status, response) ->
                        response.addHeaderObject("X-Request-Id", header("The caller's X-Request-Id, or a fresh one.")));
    }

    /** On the present version, or on the one that is expected. */
    private static void decided(Operation operation, boolean question) {
        operation.addParametersItem(parameter(
                "If-Match", "The version that the decision rests on, in quotes; refused 412 on any other.", "\"3\""));
        onSuccess(
                operation,
                ETAG,
                question
                        ? "The subscription's version that the answer rests on, in quotes."
                        : "The subscription's version afterwards, in quotes.");
        response(operation, PRECONDITION_FAILED)
                .addHeaderObject(ETAG, header("The present version, in quotes, if another one was expected."));
    }

    private static void once(Operation operation) {
        operation.addParametersItem(parameter(
                "Idempotency-Key",
                "1 to 255 visible characters, no card number; a repeat within 30 days gives the stored answer.",
                "8c0c9b7e-signup-acme"));
        operation.addParametersItem(parameter(
                "Prefer", "How many seconds to wait for what becomes of the payment or refund, 5 at most.", "wait=5"));
        onSuccess(operation, "Idempotent-Replayed", "true if this is the stored answer of an earlier request.");
        operation.getResponses().computeIfPresent("201", (status, opened) -> {
            opened.addHeaderObject("Location", header("The path of the subscription."));
            return opened;
        });
    }

    private static void conditional(Operation operation) {
        String tag = "A weak tag of all that the answer says.";
        operation.addParametersItem(parameter(
                "If-None-Match",
                "The ETag of an answer that the caller has.",
                "W/\"4b1c0a35f0f24d1d9f3a7d7c0f5e8a21\""));
        onSuccess(operation, ETAG, tag);
        operation
                .getResponses()
                .addApiResponse(
                        "304",
                        new ApiResponse()
                                .description("What the caller has is the present answer.")
                                .addHeaderObject(ETAG, header(tag)));
    }

    private static void onSuccess(Operation operation, String name, String description) {
        operation.getResponses().forEach((status, response) -> {
            if (status.startsWith(SUCCESS)) {
                response.addHeaderObject(name, header(description));
            }
        });
    }

    private static ApiResponse response(Operation operation, String status) {
        return operation.getResponses().computeIfAbsent(status, absent -> new ApiResponse());
    }

    private static Parameter parameter(String name, String description, String example) {
        return new Parameter()
                .in("header")
                .name(name)
                .description(description)
                .schema(text())
                .example(example);
    }

    private static Header header(String description) {
        return new Header().description(description).schema(text());
    }

    private static Schema<String> text() {
        Schema<String> text = new Schema<>();
        text.setTypes(Set.of("string"));
        return text;
    }
}
