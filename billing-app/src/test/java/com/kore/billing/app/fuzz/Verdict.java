package com.kore.billing.app.fuzz;

import com.kore.billing.app.fuzz.RawConnection.Response;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is wrong with an answer to whatever request. */
final class Verdict {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int ERRORS_FROM = 400;
    private static final int FAILURES_FROM = 500;

    private Verdict() {}

    static Optional<String> on(FuzzedRequest request, Response response) {
        if (response.status() >= FAILURES_FROM) {
            return Optional.of("the service failed");
        }
        if (response.status() >= ERRORS_FROM) {
            Optional<String> wrong = onProblem(response);
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return request.elsewhere() || request.operation().statuses().contains(response.status())
                ? Optional.empty()
                : Optional.of("the status is not documented");
    }

    private static Optional<String> onProblem(Response response) {
        if (!response.header("Content-Type").equals("application/problem+json")) {
            return Optional.of("an error is no problem document");
        }
        JsonNode problem;
        try {
            problem = JSON.readTree(response.body());
        } catch (JacksonException unreadable) {
            return Optional.of("a problem document is no JSON");
        }
        boolean whole = !problem.path("code").stringValue("").isEmpty()
                && problem.path("status").asInt() == response.status()
                && problem.path("traceId").stringValue("").matches("[0-9a-f]{32}");
        return whole ? Optional.empty() : Optional.of("a problem document lacks code, status or traceId");
    }
}
