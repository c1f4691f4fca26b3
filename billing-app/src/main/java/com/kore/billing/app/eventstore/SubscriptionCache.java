package com.kore.billing.app.eventstore;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.kore.billing.domain.account.SubscriptionId;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that were used last, as this node knows them: bounded, and never checked for freshness, because what another node
 * wrote meanwhile is found out when it matters (see {@link BillingCommandBus}).
 */
final class SubscriptionCache implements Cache {
    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;

    SubscriptionCache(int entriesMax) {
        entries = Caffeine.newBuilder().maximumSize(entriesMax).build();
    }

    void evict(SubscriptionId id) {
        entries.invalidate(id.value());
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K key) {
        return (V) entries.getIfPresent(key);
    }

    @Override
    public void put(Object key, Object value) {
        entries.put(key, value);
    }

    @Override
    public boolean putIfAbsent(Object key, Object value) {
        return entries.asMap().putIfAbsent(key, value) == null;
    }

    @Override
    public boolean remove(Object key) {
        return entries.asMap().remove(key) != null;
    }

    @Override
    public void removeAll() {
        entries.invalidateAll();
    }

    @Override
    public boolean containsKey(Object key) {
        return entries.asMap().containsKey(key);
    }

    /** Nobody listens. */
    @Override
    public Registration registerCacheEntryListener(EntryListener listener) {
        throw new UnsupportedOperationException("entries come and go unnoticed");
    }
}
