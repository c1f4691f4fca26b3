package com.kore.billing.app.web;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers reads with a weak entity tag over everything that they say, so that whoever has it already is answered 304 without a body
 * (Spring compares {@code If-None-Match} itself).
 */
@Component
public final class ConditionalReads {
    private static final int TAG_BYTES = 16;

    private final JsonMapper json;

    ConditionalReads(JsonMapper json) {
        this.json = json;
    }

    /** The view with its tag; caches must ask before they use it again. */
    public <T> ResponseEntity<T> of(T view) {
        return ResponseEntity.ok()
                .eTag("W/\"" + tag(json.writeValueAsBytes(view)) + "\"")
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(view);
    }

    private static String tag(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
