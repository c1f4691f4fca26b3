package com.kore.billing.app.proof;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;

/**
 * RFC 6962 a second time, from the JDK alone and by its recursive definitions, so that a mistake would have to be made twice, in two ways.
 * Proofs are checked by the paths' own recursion, not by the bits of the indexes.
 */
final class SecondVerifier {
    private SecondVerifier() {}

    private static byte[] sha256(int prefix, byte[]... parts) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            if (prefix >= 0) {
                digest.update((byte) prefix);
            }
            for (byte[] part : parts) {
                digest.update(part);
            }
            return digest.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int split(int count) {
        int k = 1;
        while (k * 2 < count) {
            k *= 2;
        }
        return k;
    }

    /** {@code MTH(D[n])}. */
    static byte[] root(List<byte[]> leaves) {
        if (leaves.isEmpty()) {
            return sha256(-1);
        }
        if (leaves.size() == 1) {
            return sha256(0, leaves.getFirst());
        }
        int k = split(leaves.size());
        return sha256(1, root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
    }

    /** Whether the data is the leaf of this index in a tree of this size and root. */
    static boolean includes(byte[] root, int size, int index, byte[] data, List<byte[]> path) {
        if (index >= size) {
            return false;
        }
        byte[] computed = climb(size, index, sha256(0, data), path);
        return Arrays.equals(computed, root);
    }

    /** No hash, of no bytes, for a path of another length. */
    private static byte[] climb(int size, int index, byte[] leaf, List<byte[]> path) {
        if (size == 1) {
            return path.isEmpty() ? leaf : new byte[0];
        }
        if (path.isEmpty()) {
            return new byte[0];
        }
        int k = split(size);
        byte[] sibling = path.getLast();
        List<byte[]> rest = path.subList(0, path.size() - 1);
        return index < k
                ? sha256(1, climb(k, index, leaf, rest), sibling)
                : sha256(1, sibling, climb(size - k, index - k, leaf, rest));
    }

    /** Whether a tree continues a smaller one that is not empty. */
    static boolean continues(byte[] earlierRoot, int earlier, byte[] root, int size, List<byte[]> path) {
        byte[][] roots = roots(earlier, size, true, earlierRoot, path);
        return Arrays.equals(roots[0], earlierRoot) && Arrays.equals(roots[1], root);
    }

    /** The roots of the smaller and of the larger tree that a path leads to. */
    private static byte[][] roots(int earlier, int size, boolean whole, byte[] earlierRoot, List<byte[]> path) {
        byte[][] none = {new byte[0], new byte[0]};
        if (earlier == size) {
            if (whole) {
                return path.isEmpty() ? new byte[][] {earlierRoot, earlierRoot} : none;
            }
            return path.size() == 1 ? new byte[][] {path.getFirst(), path.getFirst()} : none;
        }
        if (path.isEmpty()) {
            return none;
        }
        int k = split(size);
        byte[] sibling = path.getLast();
        List<byte[]> rest = path.subList(0, path.size() - 1);
        if (earlier <= k) {
            byte[][] left = roots(earlier, k, whole, earlierRoot, rest);
            return new byte[][] {left[0], sha256(1, left[1], sibling)};
        }
        byte[][] right = roots(earlier - k, size - k, false, earlierRoot, rest);
        return new byte[][] {sha256(1, sibling, right[0]), sha256(1, sibling, right[1])};
    }
}
