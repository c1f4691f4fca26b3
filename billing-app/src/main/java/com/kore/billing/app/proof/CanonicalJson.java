package com.kore.billing.app.proof;

import java.io.IOException;
import org.erdtman.jcs.JsonCanonicalizer;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * JSON in the one form that RFC 8785 allows. The RFC demands more of its input than that it be JSON (I-JSON, RFC 7493), and the library
 * that does the work does not ask: it rounds integers from 2 to the power of 53 on, and writes a question mark for half a character, so that different
 * values would have one hash. They are refused here.
 */
final class CanonicalJson {
    private static final long INTEGER_LIMIT = 1L << 53;

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private CanonicalJson() {}

    static ObjectNode object() {
        return STRICT.createObjectNode();
    }

    /** @throws IllegalArgumentException if it is not exactly one JSON value, each key once */
    static JsonNode read(String json) {
        try {
            JsonNode value = STRICT.readTree(json);
            if (value.isMissingNode()) {
                throw new IllegalArgumentException("there is nothing where JSON should be");
            }
            return value;
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("not one JSON value, each key once", malformed);
        }
    }

    /** @throws IllegalArgumentException if it holds a fraction, an integer that is not below 2 to the power of 53, or half a character */
    static String write(JsonNode value) {
        requireExact(value);
        try {
            return new JsonCanonicalizer(value.toString()).getEncodedString();
        } catch (IOException impossible) {
            throw new IllegalStateException("JSON that Jackson has written is not understood", impossible);
        }
    }

    /** @throws IllegalArgumentException like {@link #write} */
    static void requireExact(JsonNode value) {
        if (value.isNumber()) {
            require(
                    value.isIntegralNumber()
                            && value.canConvertToLong()
                            && value.longValue() > -INTEGER_LIMIT
                            && value.longValue() < INTEGER_LIMIT,
                    "a number is no integer below 2^53");
        }
        if (value.isString()) {
            requireWhole(value.stringValue());
        }
        value.propertyStream().forEach(property -> requireWhole(property.getKey()));
        value.forEach(CanonicalJson::requireExact);
    }

    private static void requireWhole(String text) {
        require(
                text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE),
                "a text holds half a character, an unpaired surrogate");
    }

    private static void require(boolean allowed, String message) {
        if (!allowed) {
            throw new IllegalArgumentException(message);
        }
    }
}
