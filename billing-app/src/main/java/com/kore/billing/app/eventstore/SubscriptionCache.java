package com.kore.billing.app.eventstore;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.kore.billing.domain.account.SubscriptionId;
import java.util.concurrent.atomic.AtomicLong;
import org.axonframework.common.Registration;
import org.axonframework.common.caching.Cache;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.messaging.unitofwork.UnitOfWork;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions that were used last, as this node knows them: bounded, and never checked for freshness, because what another node
 * wrote meanwhile is found out when it matters (see {@link BillingCommandBus}).
 */
final class SubscriptionCache implements Cache {
    private static final String FOUND = SubscriptionCache.class.getName() + ".found";

    private final com.github.benmanes.caffeine.cache.Cache<Object, Object> entries;
    private final AtomicLong removals = new AtomicLong();

    SubscriptionCache(int entriesMax) {
        entries = Caffeine.newBuilder().maximumSize(entriesMax).build();
    }

    void evict(SubscriptionId id) {
        remove(id.value());
    }

    /** How many were taken out so far because they may be too old; to be asked before the store is read for {@link #putIfCurrent}. */
    long removals() {
        return removals.get();
    }

    /**
     * Puts what was read beside the commands, unless one of them has put something or taken something out meanwhile: what was read may be
     * the very thing that was found to be too old.
     */
    void putIfCurrent(long removalsBefore, String id, Object entry) {
        entries.asMap().computeIfAbsent(id, key -> removals.get() == removalsBefore ? entry : null);
    }

    /** Whether the subscription that was asked for last in a unit of work was here. */
    static boolean foundIn(UnitOfWork<?> unitOfWork) {
        return unitOfWork.getOrDefaultResource(FOUND, false);
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <K, V> @Nullable V get(K key) {
        V entry = (V) entries.getIfPresent(key);
        CurrentUnitOfWork.ifStarted(unitOfWork -> unitOfWork.resources().put(FOUND, entry != null));
        return entry;
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
        removals.incrementAndGet();
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
