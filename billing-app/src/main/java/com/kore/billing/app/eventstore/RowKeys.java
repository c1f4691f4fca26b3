package com.kore.billing.app.eventstore;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.kore.billing.projections.readmodel.AlteredValue;
import com.kore.billing.projections.readmodel.RowSeals;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * Seals what is personal in rows, under keys of the whole store that are made of the master key: {@code row:1:<base64url>}, AES-256-GCM.
 *
 * <p>The nonce is HMAC-SHA-256 of place and value, under a key of its own, cut to 96 bits: the same in the same place is the same text. Two values that
 * differ have the same nonce, which would betray what they have in common, with a chance of n^2 / 2^97 for n of them; up to 2^32 it is below
 * 2^-32, the bound of NIST SP 800-38D for nonces by chance.
 */
final class RowKeys implements RowSeals {
    private static final String PREFIX = "row:1:";

    /** Of a hash, for search: four characters. Of a million accounts some four have one that is meant for another text. */
    private static final int HASH_BYTES = 3;

    private static final int HASHES_KEPT = 20_000;

    private final SecretKey sealing;
    private final Mac nonces;
    private final Mac hashes;

    /** Names share most of their parts, and a name is hashed with every change of its row. */
    private final Cache<String, String> hashed =
            Caffeine.newBuilder().maximumSize(HASHES_KEPT).build();

    RowKeys(MasterKey master) {
        this.sealing = master.of("rows", "AES");
        this.nonces = Hmac.keyed(master.of("nonces of rows", Hmac.ALGORITHM));
        this.hashes = Hmac.keyed(master.of("search in rows", Hmac.ALGORITHM));
    }

    @Override
    public String seal(String place, String clear) {
        byte[] value = clear.getBytes(StandardCharsets.UTF_8);
        return PREFIX + Aes.seal(sealing, place, value, nonce(place.getBytes(StandardCharsets.UTF_8), value));
    }

    /** The length of the place goes before it, so that nothing else reads the same. */
    private byte[] nonce(byte[] place, byte[] value) {
        Mac mac = Hmac.copy(nonces);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(place.length).flip());
        mac.update(place);
        return Arrays.copyOf(mac.doFinal(value), Aes.NONCE_BYTES);
    }

    @Override
    public String open(String place, String sealed) {
        try {
            if (!sealed.startsWith(PREFIX)) {
                throw new IllegalArgumentException("not a sealed text");
            }
            return new String(Aes.open(sealing, place, sealed.substring(PREFIX.length())), StandardCharsets.UTF_8);
        } catch (IllegalStateException | IllegalArgumentException altered) {
            throw new AlteredValue(place, altered);
        }
    }

    @Override
    public List<String> hashes(List<String> texts) {
        return texts.stream().map(text -> hashed.get(text, this::hash)).toList();
    }

    /** In base64url, but for the underscore, which is a wildcard of {@code LIKE}. */
    private String hash(String text) {
        byte[] hash = Hmac.copy(hashes).doFinal(text.getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder()
                .encodeToString(Arrays.copyOf(hash, HASH_BYTES))
                .replace('_', '.');
    }
}
