package com.kore.billing.app.eventstore;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.time.Instant;
import java.util.Optional;

/**
 * A dead letter: an event that the read models could not take, or one of the same subscription that waits behind it.
 *
 * @param index its place among those of its subscription, with gaps
 * @param sequence of the event in its subscription, from 0
 * @param type of the event, as in its history
 * @param cause what kind of failure it was, the name of a Java class; empty if it only waits for one before it
 * @param waitingSince when it was set aside, by the clock of the node that did
 * @param lastTriedAt when it was last tried again, or set aside
 */
public record WaitingEvent(
        String subscriptionId,
        @JsonIgnore long index,
        long sequence,
        String eventId,
        String type,
        Optional<String> cause,
        Instant waitingSince,
        Instant lastTriedAt) {}
