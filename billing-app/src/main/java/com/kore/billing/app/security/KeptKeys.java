package com.kore.billing.app.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpRequest;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Keeps what an issuer has last said of itself and its keys: for some seconds instead of asking again, so that whoever makes up key ids does not
 * make this service ask for each; and for some hours where the issuer does not answer, so that its outage is not one of this service. A key that
 * the issuer has taken back is taken for so long if the issuer is away since.
 */
final class KeptKeys implements ClientHttpRequestInterceptor {
    private static final Logger LOG = LoggerFactory.getLogger(KeptKeys.class);

    private static final Duration FRESH = Duration.ofSeconds(10);
    private static final Duration GOOD = Duration.ofHours(6);

    private final Map<URI, Said> kept = new ConcurrentHashMap<>();
    private final LongSupplier nanos;

    /** @param nanos as of {@link System#nanoTime} */
    KeptKeys(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /**
     * @param body of JSON
     * @param askedAt when it was last asked, whether it answered or not
     */
    private record Said(HttpHeaders headers, String body, long saidAt, long askedAt) {
        Said askedAgainAt(long nanos) {
            return new Said(headers, body, saidAt, nanos);
        }
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        long now = nanos.getAsLong();
        Said before = kept.get(request.getURI());
        if (before != null && now - before.askedAt() < FRESH.toNanos()) {
            return new Kept(before);
        }
        if (before == null || now - before.saidAt() >= GOOD.toNanos()) {
            // As it comes: of several addresses that an issuer may describe itself at, those that there are not are
            // told by their answers.
            return kept(request.getURI(), execution.execute(request, body));
        }
        kept.put(request.getURI(), before.askedAgainAt(now));
        try {
            ClientHttpResponse answer = execution.execute(request, body);
            if (answer.getStatusCode().is2xxSuccessful()) {
                return kept(request.getURI(), answer);
            }
            answer.close();
            LOG.warn(
                    "the issuer answers {} at {}; what it said before is kept to",
                    answer.getStatusCode(),
                    request.getURI());
        } catch (IOException away) {
            LOG.warn("the issuer does not answer at {}; what it said before is kept to", request.getURI(), away);
        }
        return new Kept(before);
    }

    private ClientHttpResponse kept(URI address, ClientHttpResponse answer) throws IOException {
        if (!answer.getStatusCode().is2xxSuccessful()) {
            return answer;
        }
        try (answer) {
            long now = nanos.getAsLong();
            Said said = new Said(
                    answer.getHeaders(), new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8), now, now);
            kept.put(address, said);
            return new Kept(said);
        }
    }

    /** An answer as it came before. */
    private record Kept(Said said) implements ClientHttpResponse {
        @Override
        public HttpStatusCode getStatusCode() {
            return HttpStatusCode.valueOf(200);
        }

        @Override
        public String getStatusText() {
            return "OK";
        }

        @Override
        public HttpHeaders getHeaders() {
            return said.headers();
        }

        @Override
        public InputStream getBody() {
            return new ByteArrayInputStream(said.body().getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
