package com.kore.billing.app.eventstore;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/**
 * What stands in the store for a personal value: {@code sealed:1:<key id>:<base64url>}, so that its form, its version and its key can be
 * told from itself. The clear text is the value's JSON; the key id is authenticated with it.
 */
record SealedText(String keyId, String ciphertext) {
    private static final String ANY_VERSION = "sealed:";
    private static final String PREFIX = ANY_VERSION + "1:";
    private static final Pattern FORM = Pattern.compile(PREFIX + "([A-Za-z0-9_-]{1,32}):([A-Za-z0-9_-]+)");

    static SealedText seal(String keyId, SecretKey key, String clear, RandomGenerator random) {
        return new SealedText(keyId, Aes.seal(key, keyId, clear.getBytes(StandardCharsets.UTF_8), random));
    }

    /** @throws IllegalArgumentException if it has another form: nothing personal is ever read from plain text */
    static SealedText parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a sealed text");
        }
        return new SealedText(matcher.group(1), matcher.group(2));
    }

    /** Whether a text is sealed, in this version of the form or another. */
    static boolean isSealed(String text) {
        return text.startsWith(ANY_VERSION);
    }

    String open(SecretKey key) {
        return new String(Aes.open(key, keyId, ciphertext), StandardCharsets.UTF_8);
    }

    /** The keys that stored payloads need, so that they can be fetched at once. */
    static Set<String> keyIdsIn(Collection<String> payloads) {
        Set<String> keyIds = new HashSet<>();
        for (String payload : payloads) {
            Matcher matcher = FORM.matcher(payload);
            while (matcher.find()) {
                keyIds.add(matcher.group(1));
            }
        }
        return keyIds;
    }

    @Override
    public String toString() {
        return PREFIX + keyId + ":" + ciphertext;
    }
}
