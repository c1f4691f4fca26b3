package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.payments.GatewayFailure;
import com.kore.billing.app.payments.GatewayStopped;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.StripeException;
import com.stripe.net.HttpClient;
import com.stripe.net.HttpHeaders;
import com.stripe.net.StripeRequest;
import com.stripe.net.StripeResponse;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The way to Stripe: so many requests at once, each with a deadline for the whole of its answer, and none while Stripe does not work. A
 * request is sent once; whoever repeats one knows its idempotency key.
 */
final class StripeConnection extends HttpClient {
    /** How the circuit breaker and the bulkhead are called in metrics. */
    static final String NAME = "stripe";

    /** More places than anybody ever waits for. */
    private static final int ROOM_FOR_ALL = 1_000_000;

    private final java.net.http.HttpClient client;
    private final Duration timeout;
    private final Bulkhead room;
    private final CircuitBreaker breaker;

    /** Of each request that was sent and has no answer yet: gives it up. */
    private final Set<Runnable> underWay = ConcurrentHashMap.newKeySet();

    private volatile boolean stopped;

    /** @param timeout from sending a request to the last byte of its answer */
    StripeConnection(Duration connectTimeout, Duration timeout, Bulkhead room, CircuitBreaker breaker) {
        this.client = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(connectTimeout)
                .build();
        this.timeout = timeout;
        this.room = room;
        this.breaker = breaker;
    }

    /**
     * @throws GatewayFailure if nothing was sent
     * @throws ApiConnectionException if it may have been sent, and no whole answer came
     */
    @Override
    public StripeResponse request(StripeRequest request) throws StripeException {
        if (!room.tryAcquirePermission()) {
            throw new GatewayFailure("too many requests to Stripe are under way; nothing was sent");
        }
        try {
            if (stopped) {
                throw new GatewayStopped();
            }
            if (!breaker.tryAcquirePermission()) {
                throw new GatewayFailure(
                        "Stripe has not worked lately, so it is left alone for a while; nothing was sent");
            }
            return measured(request);
        } finally {
            room.onComplete();
        }
    }

    /**
     * Sends nothing any more, and lets everybody go who waits to: what they find behind the door is that it has stopped.
     *
     * @param answeredWithin how long the answers to what was sent are waited for; later ones are lost
     */
    void stop(Duration answeredWithin) {
        stopped = true;
        room.changeConfig(BulkheadConfig.from(room.getBulkheadConfig())
                .maxConcurrentCalls(ROOM_FOR_ALL)
                .build());
        CompletableFuture.delayedExecutor(answeredWithin.toNanos(), TimeUnit.NANOSECONDS)
                .execute(() -> underWay.forEach(Runnable::run));
    }

    private StripeResponse measured(StripeRequest request) throws StripeException {
        long begun = System.nanoTime();
        try {
            StripeResponse response = send(request);
            breaker.onResult(System.nanoTime() - begun, TimeUnit.NANOSECONDS, response);
            return response;
        } catch (StripeException | RuntimeException failed) {
            breaker.onError(System.nanoTime() - begun, TimeUnit.NANOSECONDS, failed);
            throw failed;
        }
    }

    private StripeResponse send(StripeRequest request) throws StripeException {
        CompletableFuture<HttpResponse<String>> answer =
                client.sendAsync(httpRequest(request), BodyHandlers.ofString());
        Runnable givingUp = () -> answer.cancel(true);
        underWay.add(givingUp);
        try {
            HttpResponse<String> response = answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            return new StripeResponse(
                    response.statusCode(), HttpHeaders.of(response.headers().map()), response.body());
        } catch (TimeoutException late) {
            answer.cancel(true);
            throw new ApiConnectionException("no whole answer within " + timeout, late);
        } catch (InterruptedException stopping) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new ApiConnectionException("interrupted while waiting for the answer", stopping);
        } catch (CancellationException stopping) {
            throw new ApiConnectionException("the service stopped before the whole answer had come", stopping);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof ConnectException
                    || failed.getCause() instanceof HttpConnectTimeoutException) {
                throw new GatewayFailure("there is no connection to Stripe; nothing was sent");
            }
            throw new ApiConnectionException(
                    "the connection broke before the whole answer had come", failed.getCause());
        } finally {
            underWay.remove(givingUp);
        }
    }

    private static HttpRequest httpRequest(StripeRequest request) {
        BodyPublisher body = request.content() == null
                ? BodyPublishers.noBody()
                : BodyPublishers.ofByteArray(request.content().byteArrayContent());
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(request.url().toString()))
                .method(request.method().name(), body)
                .setHeader("User-Agent", buildUserAgentString(request));
        request.headers().map().forEach((name, values) -> values.forEach(value -> builder.setHeader(name, value)));
        if (request.content() != null) {
            builder.setHeader("Content-Type", request.content().contentType());
        }
        return builder.build();
    }
}
