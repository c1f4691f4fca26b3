package com.kore.billing.app.console.operations;

import com.kore.billing.app.console.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/** How operators are told moments, spans and counts, and where a list goes on. */
final class Told {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final long MILLIS_OF_A_SECOND = 1000;

    private Told() {}

    /** {@code 1 March 2027, 14:05 UTC}. */
    static String at(Instant instant) {
        return Words.instant(instant, UTC);
    }

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** {@code 3 events}, {@code 1 event}. */
    static String counted(long count, String noun) {
        return count(count) + " " + noun + (count == 1 ? "" : "s");
    }

    /** {@code 0.4 s}, {@code 3 min 2 s}, {@code 1 h 5 min}. */
    static String took(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < Duration.ofMinutes(1).toSeconds()) {
            return String.format(Locale.ROOT, "%.1f s", (double) span.toMillis() / MILLIS_OF_A_SECOND);
        }
        return span.toHours() == 0
                ? "%d min %d s".formatted(span.toMinutes(), span.toSecondsPart())
                : "%d h %d min".formatted(span.toHours(), span.toMinutesPart());
    }

    /**
     * Part of a list.
     *
     * @param newest the address of its beginning; empty there
     * @param older the address of what follows; empty at the end
     */
    record Part<T>(List<T> rows, Optional<String> newest, Optional<String> older) {
        Part {
            rows = List.copyOf(rows);
        }

        /** @param cursor what the list was asked for with */
        static <T> Part<T> of(List<T> rows, String path, Optional<String> cursor, Optional<String> next) {
            return new Part<>(
                    rows,
                    cursor.map(any -> path),
                    next.map(text -> UriComponentsBuilder.fromPath(path)
                            .queryParam("cursor", text)
                            .toUriString()));
        }
    }
}
