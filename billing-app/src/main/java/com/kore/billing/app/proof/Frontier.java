package com.kore.billing.app.proof;

import java.util.ArrayList;
import java.util.List;

/** A Merkle tree that grows leaf by leaf and remembers only its largest complete subtrees, one for each bit of its size. */
final class Frontier {
    private final List<Hash> peaks = new ArrayList<>();
    private long size;

    /** Told of every complete subtree, a leaf being the smallest, as soon as it is complete. */
    @FunctionalInterface
    interface Completed {
        void node(int level, long index, Hash hash);
    }

    /** Of no leaves. */
    Frontier() {}

    /** Of the first leaves of a tree. */
    static Frontier of(long size, MerkleTree.Nodes nodes) {
        Frontier frontier = new Frontier();
        long from = 0;
        for (long left = size; left > 0; left -= Long.highestOneBit(left)) {
            int level = Long.numberOfTrailingZeros(Long.highestOneBit(left));
            frontier.peaks.add(nodes.at(level, from >> level));
            from += Long.highestOneBit(left);
        }
        frontier.size = size;
        return frontier;
    }

    void add(Hash leaf) {
        add(leaf, (level, index, hash) -> {});
    }

    void add(Hash leaf, Completed completed) {
        Hash hash = leaf;
        long index = size;
        int level = 0;
        completed.node(level, index, hash);
        while ((index & 1) == 1) {
            hash = Hash.ofNode(peaks.removeLast(), hash);
            index >>= 1;
            level++;
            completed.node(level, index, hash);
        }
        peaks.add(hash);
        size++;
    }

    long size() {
        return size;
    }

    Hash root() {
        return peaks.reversed().stream()
                .reduce((right, left) -> Hash.ofNode(left, right))
                .orElse(Hash.OF_NOTHING);
    }
}
