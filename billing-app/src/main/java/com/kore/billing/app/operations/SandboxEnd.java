package com.kore.billing.app.operations;

import com.kore.billing.app.web.RequestRefused;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.Temporal;
import org.threeten.extra.PeriodDuration;

/**
 * How far sandbox time may be advanced. All that is due on the way is played and stays in the store, and nobody can stop it: one request leads
 * a hundred years on at most.
 */
public final class SandboxEnd {
    /** What is far enough, and what a date of four digits can say in every zone. */
    private static final Instant LATEST = Instant.parse("9990-01-01T00:00:00Z");

    private static final Duration FAR = Duration.ofDays(36_525);

    private SandboxEnd() {}

    /**
     * An end that somebody named.
     *
     * @param field in which
     * @throws RequestRefused {@code invalid} if it is before the present, or too far
     */
    public static Instant at(String field, Instant end, Instant present) {
        if (end.isBefore(present)) {
            throw RequestRefused.invalid(field, "must not lead before the present, " + present);
        }
        if (end.isAfter(LATEST)) {
            throw RequestRefused.invalid(field, "must not lead beyond " + LATEST);
        }
        if (end.isAfter(present.plus(FAR))) {
            throw RequestRefused.invalid(field, "must lead at most a hundred years on; go on from there");
        }
        return end;
    }

    /**
     * The end of a way that somebody named.
     *
     * @param by an ISO 8601 period of the UTC calendar
     * @throws RequestRefused {@code invalid} if it is none, leads back, or too far
     */
    public static Instant after(Instant present, String by) {
        try {
            Temporal end = PeriodDuration.parse(by).addTo(present.atOffset(ZoneOffset.UTC));
            return at("by", Instant.from(end), present);
        } catch (DateTimeException | ArithmeticException unreadable) {
            throw RequestRefused.invalid("by", "must be an ISO 8601 period such as P1M or P1DT12H");
        }
    }
}
