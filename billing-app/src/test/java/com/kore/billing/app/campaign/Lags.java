package com.kore.billing.app.campaign;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** How long it took, each time, until what was acknowledged could be seen. */
final class Lags {
    /** The shortest first. */
    private final long[] nanos;

    Lags(Collection<Long> nanos) {
        this.nanos = nanos.stream().mapToLong(each -> each).sorted().toArray();
    }

    /** What this share of them did not exceed, in milliseconds. */
    double millis(double share) {
        int rank = (int) Math.ceil(share * nanos.length);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }

    /** Of all blocks together. */
    static Lags of(List<Lags> blocks) {
        return new Lags(blocks.stream()
                .flatMap(block -> Arrays.stream(block.nanos).boxed())
                .toList());
    }

    /** The median over blocks of what a share of each did not exceed, in milliseconds. */
    static double median(List<Lags> blocks, double share) {
        double[] sorted = blocks.stream()
                .mapToDouble(block -> block.millis(share))
                .sorted()
                .toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
