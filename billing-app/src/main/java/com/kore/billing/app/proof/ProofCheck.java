package com.kore.billing.app.proof;

import java.util.List;

/** Checks what {@link MerkleTree} claims, from nothing but the claim (the algorithms of RFC 9162, sections 2.1.3.2 and 2.1.4.2). */
public final class ProofCheck {
    private ProofCheck() {}

    /** Whether a leaf stands at an index of the tree of this size and root. */
    public static boolean includes(Hash root, long size, long index, Hash leaf, List<Hash> path) {
        if (index < 0 || index >= size) {
            return false;
        }
        long node = index;
        long last = size - 1;
        Hash hash = leaf;
        for (Hash sibling : path) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                hash = Hash.ofNode(sibling, hash);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                hash = Hash.ofNode(hash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && hash.equals(root);
    }

    /** Whether the tree of the later size and root begins with the one of the earlier. */
    public static boolean continues(Hash earlierRoot, long earlierSize, Hash root, long size, List<Hash> path) {
        if (earlierSize < 0 || earlierSize > size) {
            return false;
        }
        if (earlierSize == size) {
            return path.isEmpty() && earlierRoot.equals(root);
        }
        if (earlierSize == 0) {
            return path.isEmpty() && earlierRoot.equals(Hash.OF_NOTHING);
        }
        boolean complete = Long.bitCount(earlierSize) == 1;
        if (!complete && path.isEmpty()) {
            return false;
        }
        Hash first = complete ? earlierRoot : path.getFirst();
        long node = earlierSize - 1;
        long last = size - 1;
        while ((node & 1) == 1) {
            node >>= 1;
            last >>= 1;
        }
        Hash earlier = first;
        Hash later = first;
        for (Hash sibling : complete ? path : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                earlier = Hash.ofNode(sibling, earlier);
                later = Hash.ofNode(sibling, later);
                while ((node & 1) == 0 && node != 0) {
                    node >>= 1;
                    last >>= 1;
                }
            } else {
                later = Hash.ofNode(later, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && earlier.equals(earlierRoot) && later.equals(root);
    }
}
