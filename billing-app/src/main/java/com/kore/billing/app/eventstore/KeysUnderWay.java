package com.kore.billing.app.eventstore;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Lets commands with the same idempotency key pass one after another on this node; on another node the key's row stands in the way. */
final class KeysUnderWay {
    private final ConcurrentHashMap<Key, CompletableFuture<@Nullable Void>> underWay = new ConcurrentHashMap<>();

    private record Key(String caller, String key) {}

    /**
     * Runs a command, or waits for the one that is under way.
     *
     * @param first run if nobody else was under way
     * @param repeat run after somebody else has finished; it may find that the first one was refused, and decide anew
     */
    <T> T inTurn(IdempotencyKey key, Supplier<T> first, Supplier<T> repeat) {
        Key mine = new Key(key.caller(), key.key());
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        boolean waited = false;
        for (CompletableFuture<@Nullable Void> other = underWay.putIfAbsent(mine, done);
                other != null;
                other = underWay.putIfAbsent(mine, done)) {
            other.join();
            waited = true;
        }
        try {
            return waited ? repeat.get() : first.get();
        } finally {
            underWay.remove(mine, done);
            done.complete(null);
        }
    }
}
