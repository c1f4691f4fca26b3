package com.kore.billing.app.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The seeds of {@link ParsersFuzz}, as they are and a little altered: the short form of it, without Jazzer. */
class ParsersTest {
    private static final long SEED = 28112026;
    private static final int ALTERED = 2_000;

    @ParameterizedTest
    @EnumSource
    void only_the_documented_refusal_comes_of_any_input(FuzzTargets target) {
        List<byte[]> seeds = target.seedInputs();
        assertThat(seeds).isNotEmpty();
        seeds.forEach(seed -> play(target, seed));
        Random random = new Random(SEED);
        for (int altered = 0; altered < ALTERED; altered++) {
            play(target, altered(seeds.get(random.nextInt(seeds.size())), seeds, random));
        }
    }

    private static void play(FuzzTargets target, byte[] input) {
        try {
            target.play(input);
        } catch (RuntimeException | Error failure) {
            throw new AssertionError(target + " on " + HexFormat.of().formatHex(input), failure);
        }
    }

    /** A byte changed, a piece left out, or the end of another one instead of its own. */
    private static byte[] altered(byte[] seed, List<byte[]> seeds, Random random) {
        if (seed.length == 0) {
            return new byte[] {(byte) random.nextInt()};
        }
        int at = random.nextInt(seed.length);
        byte[] other = seeds.get(random.nextInt(seeds.size()));
        return switch (random.nextInt(3)) {
            case 0 -> {
                byte[] copy = seed.clone();
                copy[at] = (byte) random.nextInt();
                yield copy;
            }
            case 1 -> joined(Arrays.copyOf(seed, at), seed, Math.min(seed.length, at + 1 + random.nextInt(8)));
            default -> joined(Arrays.copyOf(seed, at), other, Math.min(other.length, at));
        };
    }

    private static byte[] joined(byte[] start, byte[] rest, int from) {
        byte[] both = Arrays.copyOf(start, start.length + rest.length - from);
        System.arraycopy(rest, from, both, start.length, rest.length - from);
        return both;
    }
}
