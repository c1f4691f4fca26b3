package com.kore.billing.app.proof;

import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A hash of the tree, SHA-256 with a prefix that tells leaves from nodes, so that none can be passed off as the other (RFC 6962,
 * section 2.1).
 *
 * @param hex 64 hexadecimal digits in lower case
 */
public record Hash(@JsonValue String hex) {
    private static final byte LEAF = 0;
    private static final byte NODE = 1;
    private static final HexFormat HEX = HexFormat.of();
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    /** The root of the tree of no leaves: the hash of nothing. */
    public static final Hash OF_NOTHING = new Hash(HEX.formatHex(sha256().digest()));

    /** @throws IllegalArgumentException unless it is 64 hexadecimal digits in lower case */
    public Hash {
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a hash is 64 hexadecimal digits in lower case");
        }
    }

    /** Empty if the text is no hash. */
    static Optional<Hash> parse(String hex) {
        return FORM.matcher(hex).matches() ? Optional.of(new Hash(hex)) : Optional.empty();
    }

    /** Of what a leaf stands for. */
    public static Hash ofLeaf(byte[] data) {
        MessageDigest digest = sha256();
        digest.update(LEAF);
        return new Hash(HEX.formatHex(digest.digest(data)));
    }

    static Hash ofLeaf(String text) {
        return ofLeaf(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of two subtrees, side by side. */
    public static Hash ofNode(Hash left, Hash right) {
        MessageDigest digest = sha256();
        digest.update(NODE);
        digest.update(left.bytes());
        return new Hash(HEX.formatHex(digest.digest(right.bytes())));
    }

    byte[] bytes() {
        return HEX.parseHex(hex);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return hex;
    }
}
