package com.kore.billing.app.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The one way that a problem is answered, wherever in the stack it shows: filters, security, endpoints, the container. */
public final class ProblemWriter {
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final String RETRY_AFTER_SECONDS = "2";

    private ProblemWriter() {}

    /** Answers with a code of the table; whatever was about to be answered is dropped. Nothing happens once bytes are on their way. */
    public static void write(
            HttpServletRequest request,
            HttpServletResponse response,
            ProblemCode code,
            String detail,
            List<Violation> violations)
            throws IOException {
        write(
                request,
                response,
                Problem.of(code, detail, violations, RequestTrace.of(request).traceId()));
    }

    /** The same without violations. */
    public static void write(HttpServletRequest request, HttpServletResponse response, ProblemCode code, String detail)
            throws IOException {
        write(request, response, code, detail, List.of());
    }

    /** As the security filters do, which some answers come before, or instead of. */
    private static void keepBrowsersCareful(HttpServletRequest request, HttpServletResponse response) {
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "DENY");
        response.setHeader("Referrer-Policy", "same-origin");
        response.setHeader("Permissions-Policy", "camera=(), geolocation=(), microphone=()");
        response.setHeader(
                "Content-Security-Policy",
                "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'");
        if (request.isSecure()) {
            response.setHeader("Strict-Transport-Security", "max-age=31536000 ; includeSubDomains");
        }
    }

    static void write(HttpServletRequest request, HttpServletResponse response, Problem problem) throws IOException {
        if (response.isCommitted()) {
            return;
        }
        response.resetBuffer();
        response.setStatus(problem.status());
        response.setHeader(RequestTrace.REQUEST_ID, RequestTrace.of(request).requestId());
        response.setHeader("Cache-Control", "no-store");
        keepBrowsersCareful(request, response);
        response.setHeader("Content-Encoding", null);
        if (problem.status() == SERVICE_UNAVAILABLE) {
            response.setHeader("Retry-After", RETRY_AFTER_SECONDS);
        }
        Optional<byte[]> page = ProblemPage.of(request).flatMap(pages -> pages.show(problem, request, response));
        byte[] body = page.orElseGet(problem::asJson);
        response.setContentType(page.isPresent() ? ProblemPage.MEDIA_TYPE : Problem.MEDIA_TYPE);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        response.flushBuffer();
    }
}
