package com.kore.billing.app.eventstore;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An event as it stands in the table, before it has a position. What is read back is exactly this, on every database: the time is in
 * whole microseconds, and no text holds half a character, which has no form in UTF-8.
 */
record EventRow(
        String aggregateIdentifier,
        long sequence,
        String aggregateType,
        String eventIdentifier,
        String payloadType,
        String payloadRevision,
        Instant timeStamp,
        String payload,
        String metaData) {
    EventRow {
        timeStamp = timeStamp.truncatedTo(ChronoUnit.MICROS);
        requireWholeCharacters(payload);
        requireWholeCharacters(metaData);
    }

    /** @throws IllegalArgumentException if it holds an unpaired surrogate */
    static void requireWholeCharacters(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new IllegalArgumentException("a text of an event holds half a character, an unpaired surrogate");
        }
    }
}
