package com.kore.billing.app.web;

import com.kore.billing.app.automation.AdvanceInterrupted;
import com.kore.billing.app.eventstore.IdempotencyKeyReused;
import com.kore.billing.app.eventstore.OutcomeUnknown;
import com.kore.billing.app.eventstore.SqlFailure;
import com.kore.billing.app.eventstore.StoreUnavailable;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.eventstore.UnknownRevision;
import com.kore.billing.app.eventstore.VersionConflict;
import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.domain.CommandRejected;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotAcceptableException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.NoHandlerFoundException;
import org.springframework.web.servlet.resource.NoResourceFoundException;
import org.springframework.web.util.DisconnectedClientHelper;

/** What each failure of an endpoint is answered with. */
@RestControllerAdvice
final class Problems {
    private static final Logger LOG = LoggerFactory.getLogger(Problems.class);
    private static final int CONFLICT = 409;

    @ExceptionHandler
    void ruleSaysNo(CommandRejected refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String detail = Objects.requireNonNull(refusal.getMessage());
        List<Violation> violations = refusal.field()
                .map(field -> List.of(new Violation(field, detail)))
                .orElse(List.of());
        String traceId = RequestTrace.of(request).traceId();
        ProblemWriter.write(
                request,
                response,
                ProblemCode.of(refusal.code())
                        .map(code -> Problem.of(code, detail, violations, traceId))
                        .orElseGet(() ->
                                Problem.of(refusal.code(), CONFLICT, "The rules say no", detail, violations, traceId)));
    }

    @ExceptionHandler
    void requestRefused(RequestRefused refusal, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(request, response, refusal.code(), refusal.detail(), refusal.violations());
    }

    @ExceptionHandler
    void versionConflict(VersionConflict conflict, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        response.setHeader(HttpHeaders.ETAG, "\"" + conflict.presentVersion() + "\"");
        ProblemWriter.write(
                request,
                response,
                ProblemCode.VERSION_CONFLICT,
                "The present version is " + conflict.presentVersion() + ". Read again, and decide on that.");
    }

    @ExceptionHandler
    void notFound(SubscriptionNotFound absent, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requestRefused(RequestRefused.subscriptionNotFound(), request, response);
    }

    @ExceptionHandler
    void keyReused(IdempotencyKeyReused reused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(
                request,
                response,
                ProblemCode.IDEMPOTENCY_KEY_REUSED,
                "This Idempotency-Key was sent with another path or body. Use a fresh key for a new intent.");
    }

    @ExceptionHandler
    void outcomeUnknown(OutcomeUnknown unknown, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("outcome of {} {} is unknown", request.getMethod(), request.getRequestURI(), unknown);
        ProblemWriter.write(
                request,
                response,
                ProblemCode.OUTCOME_UNKNOWN,
                "The database went silent at the commit. Repeat with the same Idempotency-Key to learn what happened.");
    }

    @ExceptionHandler
    void unavailable(StoreUnavailable unavailable, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("no store for {} {}", request.getMethod(), request.getRequestURI(), unavailable);
        ProblemWriter.write(
                request,
                response,
                ProblemCode.UNAVAILABLE,
                "Nothing was done. Repeat after the seconds of Retry-After.");
    }

    @ExceptionHandler
    void gatewayAway(GatewayFailure failed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn(
                "the payment gateway could not be asked for {} {}",
                request.getMethod(),
                request.getRequestURI(),
                failed);
        ProblemWriter.write(
                request, response, ProblemCode.UNAVAILABLE, "The payment gateway does not answer. Repeat later.");
    }

    @ExceptionHandler
    void advanceInterrupted(AdvanceInterrupted interrupted, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("an advance of sandbox time was interrupted", interrupted);
        ProblemWriter.write(request, response, ProblemCode.UNAVAILABLE, interrupted.detail());
    }

    /** What Spring says when a read finds no connection, loses it, or waits too long for a lock. */
    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        TransientDataAccessException.class,
        CannotCreateTransactionException.class
    })
    void databaseAway(Exception away, HttpServletRequest request, HttpServletResponse response) throws IOException {
        LOG.warn("no database for {} {}", request.getMethod(), request.getRequestURI(), away);
        ProblemWriter.write(
                request,
                response,
                ProblemCode.UNAVAILABLE,
                "The database does not answer. Repeat after the seconds of Retry-After.");
    }

    @ExceptionHandler({NoResourceFoundException.class, NoHandlerFoundException.class})
    void noSuchPath(HttpServletRequest request, HttpServletResponse response) throws IOException {
        RequestRefused nothing = RequestRefused.nothingHere();
        ProblemWriter.write(request, response, nothing.code(), nothing.detail());
    }

    @ExceptionHandler
    void noSuchMethod(
            HttpRequestMethodNotSupportedException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String allowed = refused.getHeaders().getFirst(HttpHeaders.ALLOW);
        response.setHeader(HttpHeaders.ALLOW, allowed == null ? "" : allowed.replace(",", ", "));
        ProblemWriter.write(
                request, response, ProblemCode.METHOD_NOT_ALLOWED, "The methods stand in the Allow header.");
    }

    @ExceptionHandler
    void mediaType(HttpMediaTypeNotSupportedException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(
                request, response, ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send Content-Type: application/json.");
    }

    @ExceptionHandler
    void notAcceptable(
            HttpMediaTypeNotAcceptableException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String forms = refused.getSupportedMediaTypes().isEmpty()
                ? MediaType.APPLICATION_JSON_VALUE
                : refused.getSupportedMediaTypes().stream()
                        .map(MediaType::toString)
                        .collect(Collectors.joining(" or "));
        ProblemWriter.write(request, response, ProblemCode.NOT_ACCEPTABLE, "Send Accept: " + forms + ", or none.");
    }

    @ExceptionHandler
    void unreadable(HttpMessageNotReadableException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(request, response, ProblemCode.MALFORMED, "Send a body: {} if there is nothing to say.");
    }

    /** Tomcat reads the query when a parameter is first asked for. */
    @ExceptionHandler
    void brokenQuery(InvalidParameterException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(
                request, response, ProblemCode.MALFORMED, "The query must be name=value pairs joined by &.");
    }

    /** Spring's firewall looks at a header when it is first asked for. */
    @ExceptionHandler
    void brokenHeader(RequestRejectedException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        ProblemWriter.write(request, response, ProblemCode.MALFORMED, "A header holds characters that no header may.");
    }

    @ExceptionHandler
    void missing(
            MissingServletRequestParameterException missing, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        requestRefused(RequestRefused.invalid(missing.getParameterName(), "is required"), request, response);
    }

    @ExceptionHandler
    void ofAnotherType(TypeMismatchException refused, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        String field = refused instanceof MethodArgumentTypeMismatchException argument
                ? argument.getName()
                : Objects.requireNonNullElse(refused.getPropertyName(), "value");
        requestRefused(RequestRefused.invalid(field, remedy(refused)), request, response);
    }

    /** Ids, dates and numbers say themselves what their form is; what made them say so may be anything. */
    private static String remedy(Throwable refused) {
        return Stream.iterate(refused, Objects::nonNull, Throwable::getCause)
                .map(cause -> Objects.requireNonNullElse(cause.getMessage(), ""))
                .filter(message -> message.startsWith("must "))
                .findFirst()
                .orElse("has another form than expected");
    }

    @ExceptionHandler
    void gone(AsyncRequestNotUsableException gone) {
        LOG.debug("the caller is gone", gone);
    }

    /**
     * What is about the caller goes on to the security filters, which know how to answer it. A database that is full, say, has no class of
     * exceptions of its own.
     */
    @ExceptionHandler
    void anythingElse(Exception failure, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (failure instanceof AccessDeniedException || failure instanceof AuthenticationException) {
            throw failure;
        }
        if (failure instanceof ErrorResponse answer && answer.getStatusCode().is4xxClientError()) {
            ProblemCode code = ProblemCode.ofStatus(answer.getStatusCode().value());
            ProblemWriter.write(request, response, code, code.title() + ".");
            return;
        }
        if (SqlFailure.isUnavailable(failure)) {
            databaseAway(failure, request, response);
            return;
        }
        if (UnknownRevision.isCauseOf(failure)) {
            laterVersion(failure, request, response);
            return;
        }
        // After that: a line that breaks may be the database's.
        if (DisconnectedClientHelper.isClientDisconnectedException(failure)) {
            LOG.debug("the caller is gone", failure);
            return;
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), failure);
        ProblemWriter.write(request, response, ProblemCode.INTERNAL, "Quote the traceId when you report this.");
    }

    /** While nodes are upgraded another one can do what this one cannot. */
    private static void laterVersion(Exception failure, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        LOG.warn("{} {} needs a later version", request.getMethod(), request.getRequestURI(), failure);
        ProblemWriter.write(
                request,
                response,
                ProblemCode.UNAVAILABLE,
                "A later version of the service has written what this node cannot read. Nothing was done. Repeat after the"
                        + " seconds of Retry-After.");
    }
}
