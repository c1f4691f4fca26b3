package com.kore.billing.projections.readmodel;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The parts of one, two and three characters of which texts are made, each part once. Characters are code points: none is cut in half. */
final class Grams {
    private static final int LENGTH_MAX = 3;

    /** Enough to leave little that is not meant, and few enough for one statement. */
    private static final int ASKED_MAX = 32;

    private Grams() {}

    static List<String> of(String text) {
        int[] characters = text.codePoints().toArray();
        return IntStream.rangeClosed(1, LENGTH_MAX)
                .boxed()
                .flatMap(length -> ofLength(characters, length))
                .distinct()
                .toList();
    }

    /**
     * Some of {@link #of}, the longest that it has: a text that lacks one of them does not contain this one. From all over it, and the last ones first,
     * because many texts begin alike.
     */
    static List<String> asked(String part) {
        int[] characters = part.codePoints().toArray();
        List<String> all = ofLength(characters, Math.min(LENGTH_MAX, characters.length))
                .distinct()
                .toList();
        int asked = Math.min(ASKED_MAX, all.size());
        return IntStream.range(0, asked)
                .mapToObj(n -> all.get(all.size() - 1 - n * all.size() / asked))
                .toList();
    }

    private static Stream<String> ofLength(int[] characters, int length) {
        return IntStream.rangeClosed(0, characters.length - length)
                .mapToObj(start -> new String(characters, start, length));
    }
}
