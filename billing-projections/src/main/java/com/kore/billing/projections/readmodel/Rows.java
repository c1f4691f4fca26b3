package com.kore.billing.projections.readmodel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The rows of one subscription that a fold works on: those loaded for it, and what it makes of them. Keys are unique in their
 * table, among all subscriptions, and in the subscription, among all tables.
 */
public final class Rows<R> {
    private final Map<String, R> present = new LinkedHashMap<>();
    private final Map<String, R> loaded = new LinkedHashMap<>();
    private final Map<Class<? extends R>, Set<String>> removedUnseen = new LinkedHashMap<>();

    public Optional<R> find(String key) {
        return Optional.ofNullable(present.get(key));
    }

    /** Adds the row or replaces the one of that key. */
    public void put(String key, R row) {
        present.put(key, row);
    }

    /** Does nothing if there is no such row. */
    public void remove(String key) {
        present.remove(key);
    }

    /** Removes a row that there is, be it at hand or not. */
    public void removeStored(Class<? extends R> type, String key) {
        if (present.remove(key) == null && !loaded.containsKey(key)) {
            removedUnseen.computeIfAbsent(type, any -> new LinkedHashSet<>()).add(key);
        }
    }

    /** All rows at hand, in the order in which they came. */
    public Map<String, R> all() {
        return Collections.unmodifiableMap(present);
    }

    void load(String key, R row) {
        loaded.put(key, row);
        present.put(key, row);
    }

    Map<String, R> loaded() {
        return loaded;
    }

    Set<String> removedUnseen(Class<?> type) {
        return removedUnseen.getOrDefault(type, Set.of());
    }

    Map<String, R> present() {
        return present;
    }
}
