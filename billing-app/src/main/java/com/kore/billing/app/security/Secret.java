package com.kore.billing.app.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * 256 random bits behind a prefix that says what they are, so that whoever finds them in a file knows. Shown once; what is kept is the
 * SHA-256, which needs no salt: nobody chooses or guesses these.
 */
record Secret(String value) {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;
    private static final String TOKEN = "kore_at_";
    private static final String CODE = "kore_code_";
    private static final String BITS = "[A-Za-z0-9_-]{43}";
    private static final Pattern TOKEN_FORM = Pattern.compile(TOKEN + BITS);
    private static final Pattern CODE_FORM = Pattern.compile(CODE + BITS);

    /** An access token. */
    static Secret token() {
        return random(TOKEN);
    }

    /** What an access token is redeemed for. */
    static Secret code() {
        return random(CODE);
    }

    private static Secret random(String prefix) {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new Secret(prefix + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    /** Whether it is for us to know this bearer token, and for nobody else. */
    static boolean isToken(String text) {
        return TOKEN_FORM.matcher(text).matches();
    }

    static boolean isCode(String text) {
        return CODE_FORM.matcher(text).matches();
    }

    String hash() {
        return sha256(value);
    }

    /** 64 lower-case hexadecimal digits. */
    static String sha256(String secret) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }

    @Override
    public String toString() {
        return "Secret[]";
    }
}
