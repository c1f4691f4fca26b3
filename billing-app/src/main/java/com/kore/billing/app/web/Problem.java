package com.kore.billing.app.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/**
 * What went wrong, as RFC 9457 has it, with three members of ours.
 *
 * @param type names the code once more, as a URN
 * @param title the same for every problem of this code
 * @param detail what is wrong with this request, and what to do instead
 * @param code the stable name that programs compare
 * @param violations the values at fault; left out if there are none
 * @param traceId what to quote when asking about it; 32 hexadecimal digits
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Violation> violations,
        String traceId) {

    /** The media type of a problem. */
    public static final String MEDIA_TYPE = "application/problem+json";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public Problem {
        violations = List.copyOf(violations);
    }

    /** A problem of the table. */
    public static Problem of(ProblemCode code, String detail, List<Violation> violations, String traceId) {
        return of(code.code(), code.status(), code.title(), detail, violations, traceId);
    }

    static Problem of(
            String code, int status, String title, String detail, List<Violation> violations, String traceId) {
        return new Problem("urn:kore-billing:problem:" + code, title, status, detail, code, violations, traceId);
    }

    byte[] asJson() {
        return JSON.writeValueAsBytes(this);
    }
}
