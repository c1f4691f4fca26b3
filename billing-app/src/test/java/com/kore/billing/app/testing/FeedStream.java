package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service that follows the feed by server-sent events. It counts as whole only what ended with an empty line, as the standard has it. */
public final class FeedStream implements Flow.Subscriber<String>, AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
    private final AtomicInteger heartbeats = new AtomicInteger();
    private final CompletableFuture<Flow.Subscription> begun = new CompletableFuture<>();
    private final CompletableFuture<?> answer;
    private String id = "";
    private String event = "";
    private String data = "";

    /** An event as it came. */
    public record Item(String id, String event, String data) {
        public long position() {
            return Long.parseLong(id);
        }
    }

    private FeedStream(HttpClient client, HttpRequest request) {
        answer = client.sendAsync(request, answered -> {
            assertThat(answered.statusCode()).isEqualTo(200);
            assertThat(answered.headers().firstValue("Content-Type")).contains("text/event-stream");
            return HttpResponse.BodySubscribers.fromLineSubscriber(this);
        });
    }

    /** Begins to follow, and returns without waiting for the answer. */
    public static FeedStream open(HttpClient client, RunningService service, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(service.base().resolve(path))
                .version(HttpClient.Version.HTTP_1_1)
                .header("Authorization", "Bearer " + service.token("service"))
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return new FeedStream(client, request.build());
    }

    /** The next event; waits for it. */
    public Item next() {
        return poll(PATIENCE).orElseThrow(() -> new AssertionError("no event came; " + answer));
    }

    /** The next event, if it comes in time. */
    public Optional<Item> poll(Duration time) {
        try {
            return Optional.ofNullable(items.poll(time.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** How many comments came. */
    public int heartbeats() {
        return heartbeats.get();
    }

    /** Waits until the answer has begun. */
    public FeedStream awaitBegun() {
        begun.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        return this;
    }

    /** Waits until the stream is over; what broke it, or nothing if it was ended in order. */
    public Optional<Throwable> awaitEnd() {
        return answer.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .handle((ignored, broken) -> Optional.<Throwable>ofNullable(broken))
                .join();
    }

    /** Cuts the connection, in the middle of whatever is on its way. */
    @Override
    public void close() {
        answer.cancel(true);
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        subscription.request(Long.MAX_VALUE);
        begun.complete(subscription);
    }

    @Override
    public void onNext(String line) {
        if (line.isEmpty()) {
            if (!data.isEmpty()) {
                items.add(new Item(id, event, data));
            }
            event = "";
            data = "";
        } else if (line.startsWith(":")) {
            heartbeats.incrementAndGet();
        } else if (line.startsWith("id: ")) {
            id = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
            event = line.substring("event: ".length());
        } else if (line.startsWith("data: ")) {
            data = line.substring("data: ".length());
        }
    }

    @Override
    public void onError(@Nullable Throwable broken) {
        // The answer fails with it.
    }

    @Override
    public void onComplete() {
        // The answer completes with it.
    }
}
