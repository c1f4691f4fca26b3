package com.kore.billing.app.eventstore;

import java.time.Instant;

/** An event as it stands in the table, before it has a position. */
record EventRow(
        String aggregateIdentifier,
        long sequence,
        String aggregateType,
        String eventIdentifier,
        String payloadType,
        String payloadRevision,
        Instant timeStamp,
        String payload,
        String metaData) {}
