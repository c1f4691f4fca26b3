package com.kore.billing.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.web.context.request.ServletWebRequest;
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

    /** The view with its tag. */
    public <T> ResponseEntity<T> of(T view) {
        return answer(HttpStatus.OK, tag(view)).body(view);
    }

    /**
     * What is made of the view, with the view's tag; it is made only for whoever does not have it yet.
     *
     * @param make the answer, of a builder that has the tag
     */
    public <T> ResponseEntity<T> of(
            Object view, HttpServletRequest request, Function<ResponseEntity.BodyBuilder, ResponseEntity<T>> make) {
        String tag = tag(view);
        // Without a response it only compares.
        if (new ServletWebRequest(request).checkNotModified(tag)) {
            return answer(HttpStatus.NOT_MODIFIED, tag).build();
        }
        return make.apply(answer(HttpStatus.OK, tag));
    }

    /** Caches must ask before they use it again. */
    private static ResponseEntity.BodyBuilder answer(HttpStatus status, String tag) {
        return ResponseEntity.status(status)
                .eTag(tag)
                .cacheControl(CacheControl.noCache().cachePrivate());
    }

    private String tag(Object view) {
        return "W/\"" + hash(json.writeValueAsBytes(view)) + "\"";
    }

    private static String hash(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(Arrays.copyOf(digest, TAG_BYTES));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
    }
}
