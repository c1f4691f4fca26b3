package com.kore.billing.app.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Where a list goes on. Opaque to callers: URL-safe base 64 of a version, the list's name and the keys of the last item that was seen.
 *
 * @param list which list it belongs to; a cursor of another one is refused
 * @param keys of the last item, none with a line feed
 */
public record Cursor(String list, List<String> keys) {
    private static final String VERSION = "1";
    private static final String SEPARATOR = "\n";
    private static final int LENGTH_MAX = 1024;

    public Cursor {
        keys = List.copyOf(keys);
    }

    /** As it is given to callers. */
    public String asText() {
        String plain = VERSION + SEPARATOR + list + SEPARATOR + String.join(SEPARATOR, keys);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * @param keyCount how many keys the list's cursors have
     * @throws RequestRefused {@code invalid} if it was not made by {@link #asText} for this list
     */
    public static Cursor parse(String text, String list, int keyCount) {
        List<String> parts = parts(text);
        if (parts.size() != keyCount + 2
                || !parts.get(0).equals(VERSION)
                || !parts.get(1).equals(list)) {
            throw refused();
        }
        return new Cursor(list, parts.subList(2, parts.size()));
    }

    private static List<String> parts(String text) {
        if (text.length() > LENGTH_MAX) {
            throw refused();
        }
        try {
            String plain = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(text)))
                    .toString();
            return Arrays.asList(plain.split(SEPARATOR, -1));
        } catch (IllegalArgumentException | CharacterCodingException foreign) {
            throw refused();
        }
    }

    /**
     * A key that is a number.
     *
     * @throws RequestRefused {@code invalid} if it is none
     */
    public long number(int key) {
        try {
            return Long.parseLong(keys.get(key));
        } catch (NumberFormatException madeUp) {
            throw refused();
        }
    }

    private static RequestRefused refused() {
        return RequestRefused.invalid("cursor", "must be the nextCursor of an earlier page of this list");
    }
}
