package com.kore.billing.app.proof;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The tree over all events of the store. It grows behind them, on any node and once for all of them, in the order of positions, which
 * become visible in that order: so no event can be left out, and none slip in before one that has its leaf.
 */
public final class ProofTree {
    /** Complete subtrees of every eighth level are kept. */
    private static final int LEVELS_KEPT = 8;

    private static final int BATCH = 1_000;

    private final EventReader events;
    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final TransactionTemplate transaction;

    /** One thread of a node at a time: others would wait for the row in the database, each with a connection. */
    private final ReentrantLock growing = new ReentrantLock();

    /** How far the tree has grown: its size, and the position of the event of its last leaf. */
    private record Head(long size, long position) {}

    private record Node(int level, long index, Hash hash) {}

    /**
     * The leaf of an event.
     *
     * @param index from 0, without gaps
     * @param position of the event, when its leaf was made
     * @param hash empty if what stands there is none any more
     */
    public record LeafEntry(long index, long position, Optional<Hash> hash) {

        /** @throws AlteredTree if it has none */
        public Hash known() {
            return hash.orElseThrow(() -> new AlteredTree("leaf %d of the proof's tree has no hash".formatted(index)));
        }
    }

    private record NewLeaf(long index, long position, Hash hash) {}

    ProofTree(EventReader events, JdbcTemplate jdbc, TransactionTemplate transaction) {
        this.events = events;
        this.jdbc = jdbc;
        this.client = JdbcClient.create(jdbc);
        this.transaction = transaction;
    }

    /**
     * Gives every event that is stored by now its leaf.
     *
     * @return how many leaves there are then
     * @throws ProofStopped if there is an event that has no canonical form, or somebody was at the tree; it ends before that event
     */
    public long grow() {
        return grow(() -> true);
    }

    /** The same, as long as it may go on. */
    long grow(BooleanSupplier mayGoOn) {
        growing.lock();
        try {
            List<StoredEvent> next;
            do {
                next = events.sealedAfter(head().position(), BATCH);
                List<StoredEvent> batch = next;
                if (!batch.isEmpty()) {
                    transaction.executeWithoutResult(status -> add(batch));
                }
            } while (next.size() == BATCH && mayGoOn.getAsBoolean());
            return head().size();
        } finally {
            growing.unlock();
        }
    }

    /** Those of them that no other node has added meanwhile. */
    private void add(List<StoredEvent> next) {
        Head head = client.sql("SELECT size, position FROM proof_tree WHERE id = 1 FOR UPDATE")
                .query((row, n) -> new Head(row.getLong(1), row.getLong(2)))
                .single();
        Frontier frontier = Frontier.of(head.size(), this::node);
        List<NewLeaf> leaves = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (StoredEvent event : next) {
            if (event.position() > head.position()) {
                Hash hash = hash(event);
                leaves.add(new NewLeaf(frontier.size(), event.position(), hash));
                frontier.add(hash, (level, index, complete) -> {
                    if (level > 0 && level % LEVELS_KEPT == 0) {
                        nodes.add(new Node(level, index, complete));
                    }
                });
            }
        }
        if (leaves.isEmpty()) {
            return;
        }
        jdbc.batchUpdate(
                "INSERT INTO proof_leaf (leaf_index, position, hash) VALUES (?, ?, ?)",
                leaves.stream()
                        .map(leaf -> new Object[] {
                            leaf.index(), leaf.position(), leaf.hash().hex()
                        })
                        .toList());
        jdbc.batchUpdate(
                "INSERT INTO proof_node (level, node_index, hash) VALUES (?, ?, ?)",
                nodes.stream()
                        .map(node -> new Object[] {
                            node.level(), node.index(), node.hash().hex()
                        })
                        .toList());
        jdbc.update(
                "UPDATE proof_tree SET size = ?, position = ? WHERE id = 1",
                frontier.size(),
                leaves.getLast().position());
    }

    private static Hash hash(StoredEvent event) {
        try {
            return Leaf.of(event).hash();
        } catch (IllegalArgumentException noCanonicalForm) {
            throw new NoCanonicalForm(event, noCanonicalForm);
        }
    }

    private Head head() {
        return client.sql("SELECT size, position FROM proof_tree WHERE id = 1")
                .query((row, n) -> new Head(row.getLong(1), row.getLong(2)))
                .single();
    }

    /** How many leaves there are. */
    public long size() {
        return head().size();
    }

    /** The position up to which events have their leaves. */
    public long position() {
        return head().position();
    }

    /**
     * The tree over the first leaves.
     *
     * @throws IllegalArgumentException if there are not so many
     */
    public MerkleTree of(long size) {
        if (size < 0 || size > size()) {
            throw new IllegalArgumentException("there are %d leaves".formatted(size()));
        }
        return new MerkleTree(size, this::node);
    }

    /** The leaf of the event that stands at a position. */
    public Optional<LeafEntry> leafAt(long position) {
        return leaves("WHERE position = ?", position).stream().findFirst();
    }

    /** The next leaves by the positions of their events. */
    List<LeafEntry> leavesAfter(long position, int limit) {
        return leaves("WHERE position > ? ORDER BY position FETCH FIRST ? ROWS ONLY", position, limit);
    }

    private List<LeafEntry> leaves(String condition, Object... parameters) {
        return client.sql("SELECT leaf_index, position, hash FROM proof_leaf " + condition)
                .params(parameters)
                .query((row, n) -> new LeafEntry(row.getLong(1), row.getLong(2), Hash.parse(row.getString(3))))
                .list();
    }

    private Hash node(int level, long index) {
        int kept = level - level % LEVELS_KEPT;
        int above = level - kept;
        long first = index << above;
        long count = 1L << above;
        List<Hash> hashes = kept == 0
                ? hashes(
                        "SELECT hash FROM proof_leaf WHERE leaf_index >= ? AND leaf_index < ? ORDER BY leaf_index",
                        first,
                        first + count)
                : hashes(
                        "SELECT hash FROM proof_node WHERE level = " + kept
                                + " AND node_index >= ? AND node_index < ? ORDER BY node_index",
                        first,
                        first + count);
        if (hashes.size() != count) {
            throw new AlteredTree("of %d hashes of the proof's tree at level %d from %d on, %d are there"
                    .formatted(count, kept, first, hashes.size()));
        }
        Frontier subtree = new Frontier();
        hashes.forEach(subtree::add);
        return subtree.root();
    }

    private List<Hash> hashes(String sql, long from, long to) {
        return client.sql(sql)
                .params(from, to)
                .query((row, n) -> hash(row.getString(1)))
                .list();
    }

    private static Hash hash(String kept) {
        return Hash.parse(kept)
                .orElseThrow(() -> new AlteredTree("the proof's tree holds %s for a hash".formatted(kept)));
    }
}
