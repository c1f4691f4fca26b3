package com.kore.billing.app.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The body of a request: one JSON object of at most 64 KB, each key once, nothing after it, and no card number in it. Every body is
 * read here and nowhere else.
 */
public record JsonBody(JsonNode json) {
    /** The largest body, in bytes. */
    public static final int BYTES_MAX = 64 * 1024;

    private static final String ATTRIBUTE = JsonBody.class.getName();
    private static final int DEPTH_MAX = 32;
    private static final int NUMBER_LENGTH_MAX = 40;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_LENGTH_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Equal JSON values give equal bytes, however they were spaced and ordered. */
    private static final ObjectWriter CANONICAL = STRICT.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    /**
     * Reads a body; no more than one byte beyond the limit is taken from the stream.
     *
     * @throws RequestRefused {@code too-large}, {@code malformed} or {@code card-number-refused}
     */
    static JsonBody read(InputStream stream) {
        return of(parse(bytes(stream)));
    }

    /**
     * What a body says, however it was sent.
     *
     * @throws RequestRefused {@code malformed} or {@code card-number-refused}
     */
    public static JsonBody of(JsonNode json) {
        if (CardNumbers.isIn(json)) {
            throw cardNumberRefused();
        }
        if (hasUnpairedSurrogate(json)) {
            throw new RequestRefused(ProblemCode.MALFORMED, "A text holds half a character: an unpaired surrogate.");
        }
        if (!json.isObject()) {
            throw new RequestRefused(
                    ProblemCode.MALFORMED, "The body must be a JSON object; {} if there is nothing to say.");
        }
        return new JsonBody(json);
    }

    /** Whatever part of a request looks like one. */
    public static RequestRefused cardNumberRefused() {
        return new RequestRefused(
                ProblemCode.CARD_NUMBER_REFUSED,
                "This looks like a card's number. Let the payment gateway turn it into a token and send that.");
    }

    static RequestRefused tooLarge() {
        return new RequestRefused(ProblemCode.TOO_LARGE, "A body has at most " + BYTES_MAX + " bytes.");
    }

    /** @throws RequestRefused {@code too-large} or {@code malformed} */
    static byte[] bytes(InputStream stream) {
        byte[] bytes;
        try {
            bytes = stream.readNBytes(BYTES_MAX + 1);
        } catch (IOException broken) {
            throw new RequestRefused(
                    ProblemCode.MALFORMED, "The body ended before its announced length, or its chunks are broken.");
        }
        if (bytes.length > BYTES_MAX) {
            throw tooLarge();
        }
        return bytes;
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            return STRICT.readTree(bytes);
        } catch (JacksonException malformed) {
            throw unreadable(place(malformed));
        } catch (NumberFormatException beyondAllExponents) {
            throw unreadable("");
        }
    }

    /** Jackson's own words may quote the body. */
    private static RequestRefused unreadable(String place) {
        return new RequestRefused(
                ProblemCode.MALFORMED,
                "The body must be one JSON object, each key once, nested at most %d deep, numbers of at most %d characters%s."
                        .formatted(DEPTH_MAX, NUMBER_LENGTH_MAX, place));
    }

    private static String place(JacksonException malformed) {
        return malformed.getLocation() == null || malformed.getLocation().getLineNr() < 1
                ? ""
                : "; see line %d, column %d"
                        .formatted(
                                malformed.getLocation().getLineNr(),
                                malformed.getLocation().getColumnNr());
    }

    /** Half a character has no form in UTF-8, so it could neither be stored nor told back. */
    private static boolean hasUnpairedSurrogate(JsonNode json) {
        if (json.isString()) {
            return hasUnpairedSurrogate(json.stringValue());
        }
        return json.propertyStream().anyMatch(property -> hasUnpairedSurrogate(property.getKey()))
                || json.valueStream().anyMatch(JsonBody::hasUnpairedSurrogate);
    }

    private static boolean hasUnpairedSurrogate(String text) {
        return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** Keeps it with its request, for {@link #requestHash}. */
    public void keepIn(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** SHA-256 over method, path and canonical body, in hexadecimal: what an idempotency key stands for. */
    public static String requestHash(HttpServletRequest request) {
        JsonBody body = (JsonBody) Objects.requireNonNull(request.getAttribute(ATTRIBUTE), "the body was not read yet");
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java runtime has SHA-256", impossible);
        }
        digest.update((request.getMethod() + "\n" + request.getServletPath() + "\n").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest.digest(CANONICAL.writeValueAsBytes(body.json())));
    }
}
