package com.kore.billing.app.proof;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.proof.ProofTree.LeafEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** The events of the store side by side with their leaves, also where one of the two is missing: what auditors export. */
public final class ProvenHistory {
    private final EventReader events;
    private final ProofTree tree;

    ProvenHistory(EventReader events, ProofTree tree) {
        this.events = events;
        this.tree = tree;
    }

    /**
     * What stands at a position; at least one of the two. A leaf without an event: it was removed from the store. An event without a
     * leaf: it was put there behind the tree's back, or is so new that the tree has not come to it.
     */
    public record Entry(long position, Optional<LeafEntry> leaf, Optional<StoredEvent> event) {}

    /**
     * Lets the tree come to all that is stored by now; the position of its last leaf. If it cannot go on, that of the newest
     * event: from there on they are told without leaves, and the auditor sees which.
     */
    public long upToDate() {
        try {
            tree.grow();
            return tree.position();
        } catch (ProofStopped stuck) {
            return Math.max(tree.position(), events.head());
        }
    }

    /**
     * The next positions.
     *
     * @param position 0 for the first; what stands before all positions that the store gives is told too
     * @param limit how many at most; all of them are held in memory
     * @return in order; empty if there are no more
     */
    public List<Entry> after(long position, int limit) {
        long after = position == 0 ? Long.MIN_VALUE : position;
        Map<Long, StoredEvent> stored = new HashMap<>();
        events.sealedAfter(after, limit).forEach(event -> stored.put(event.position(), event));
        Map<Long, LeafEntry> leaves = new HashMap<>();
        tree.leavesAfter(after, limit).forEach(leaf -> leaves.put(leaf.position(), leaf));
        // The first so many of the union are among the first so many of each.
        TreeSet<Long> positions = new TreeSet<>(stored.keySet());
        positions.addAll(leaves.keySet());
        List<Entry> entries = new ArrayList<>();
        for (long next : positions.stream().limit(limit).toList()) {
            entries.add(new Entry(next, Optional.ofNullable(leaves.get(next)), Optional.ofNullable(stored.get(next))));
        }
        return entries;
    }
}
