package com.kore.billing.app.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What an issuer has answered, whole, so that it can be given to all who asked.
 *
 * @param body of JSON, unless it is a failure
 */
record IssuerAnswer(HttpStatusCode status, String statusText, HttpHeaders headers, String body)
        implements ClientHttpResponse {

    static IssuerAnswer whole(ClientHttpResponse answer) throws IOException {
        try (answer) {
            return new IssuerAnswer(
                    answer.getStatusCode(),
                    answer.getStatusText(),
                    answer.getHeaders(),
                    new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    /** Whether it says what it was asked for. */
    boolean tells() {
        return status.is2xxSuccessful();
    }

    @Override
    public HttpStatusCode getStatusCode() {
        return status;
    }

    @Override
    public String getStatusText() {
        return statusText;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public InputStream getBody() {
        return new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
