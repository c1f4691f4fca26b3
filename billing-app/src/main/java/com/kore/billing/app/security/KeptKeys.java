package com.kore.billing.app.security;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * Keeps what an issuer has last said of itself and its keys: for some seconds instead of asking again, so that whoever makes up key ids does not
 * make this service ask for each; and for some hours where the issuer does not answer, so that its outage is not one of this service. A key that
 * the issuer has taken back is taken for so long if the issuer is away since. That it does not answer is kept for some seconds too: Spring Security
 * lets one caller at a time ask, and each of those who wait for their turn would wait for a silent issuer anew.
 */
final class KeptKeys implements ClientHttpRequestInterceptor {
    private final Map<URI, IssuerAddress> addresses = new ConcurrentHashMap<>();
    private final LongSupplier nanos;
    private final Executor askers;

    /**
     * @param nanos as of {@link System#nanoTime}
     * @param askers do the asking, so that it goes on when whoever asked is gone
     */
    KeptKeys(LongSupplier nanos, Executor askers) {
        this.nanos = nanos;
        this.askers = askers;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        // Of several addresses that an issuer may describe itself at, those that there are not are told by their
        // answers.
        return addresses
                .computeIfAbsent(request.getURI(), address -> new IssuerAddress(address, nanos, askers))
                .answer(() -> IssuerAnswer.whole(execution.execute(request, body)));
    }
}
