package com.kore.billing.app.proof;

import java.util.ArrayList;
import java.util.List;

/**
 * A Merkle tree over a number of leaves (RFC 6962, section 2.1): its root and proofs, from the hashes of complete subtrees. A tree of
 * fewer leaves than there are is asked for like any other, because a complete subtree never changes.
 */
public final class MerkleTree {
    private final long size;
    private final Nodes nodes;

    /** The hashes of complete subtrees. */
    @FunctionalInterface
    public interface Nodes {
        /**
         * @param level 0 for leaves
         * @param index from the left; the subtree covers the leaves from {@code index << level}, {@code 1 << level} of them
         */
        Hash at(int level, long index);
    }

    /** @param size how many leaves it covers, the first of those that there are */
    public MerkleTree(long size, Nodes nodes) {
        this.size = size;
        this.nodes = nodes;
    }

    /** The root: {@code MTH(D[n])}. */
    public Hash root() {
        return size == 0 ? Hash.OF_NOTHING : subtree(0, size);
    }

    /**
     * What proves that a leaf is in this tree: {@code PATH(m, D[n])}, section 2.1.1; from the leaf up.
     *
     * @throws IllegalArgumentException if there is no such leaf
     */
    public List<Hash> inclusion(long index) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("there are %d leaves, counted from 0".formatted(size));
        }
        List<Hash> path = new ArrayList<>();
        long from = 0;
        long to = size;
        while (to - from > 1) {
            long middle = from + left(to - from);
            if (index < middle) {
                path.addFirst(subtree(middle, to));
                to = middle;
            } else {
                path.addFirst(subtree(from, middle));
                from = middle;
            }
        }
        return path;
    }

    /**
     * What proves that this tree continues one of fewer leaves: {@code PROOF(m, D[n])}, section 2.1.2. Empty if that has as many
     * leaves, or none.
     *
     * @throws IllegalArgumentException if it has more leaves than this one
     */
    public List<Hash> consistency(long earlierSize) {
        if (earlierSize < 0 || earlierSize > size) {
            throw new IllegalArgumentException("there are %d leaves".formatted(size));
        }
        List<Hash> path = new ArrayList<>();
        if (earlierSize == 0) {
            return path;
        }
        long from = 0;
        long to = size;
        while (earlierSize < to) {
            long middle = from + left(to - from);
            if (earlierSize <= middle) {
                path.addFirst(subtree(middle, to));
                to = middle;
            } else {
                path.addFirst(subtree(from, middle));
                from = middle;
            }
        }
        // The earlier tree's own root is known to whoever asks.
        if (from > 0) {
            path.addFirst(subtree(from, to));
        }
        return path;
    }

    /** The largest power of two below a count of two or more. */
    private static long left(long count) {
        return Long.highestOneBit(count - 1);
    }

    /** Of the leaves from one to another, that one excluded; the first is where a complete subtree of as many or more begins. */
    private Hash subtree(long from, long to) {
        long count = to - from;
        if (Long.bitCount(count) == 1) {
            int level = Long.numberOfTrailingZeros(count);
            return nodes.at(level, from >> level);
        }
        long middle = from + left(count);
        return Hash.ofNode(subtree(from, middle), subtree(middle, to));
    }
}
