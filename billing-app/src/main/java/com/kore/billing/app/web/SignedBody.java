package com.kore.billing.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The body of a request whose sender has signed its bytes, so that they must be read as they are. It is nobody's command: whoever reads
 * it stores and logs nothing of it.
 */
public final class SignedBody {
    private SignedBody() {}

    /**
     * At most as many bytes as any body has.
     *
     * @throws RequestRefused {@code too-large} or {@code malformed}
     */
    public static String read(HttpServletRequest request) {
        try {
            return new String(JsonBody.bytes(request.getInputStream()), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new RequestRefused(ProblemCode.MALFORMED, "The body cannot be read.");
        }
    }
}
