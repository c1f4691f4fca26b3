package com.kore.billing.app.operations;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that an operator did.
 *
 * @param at by the database's clock, also in sandbox time
 * @param by the caller
 * @param projection the read model that was replayed
 * @param subscriptionId whose dead letters were retried or given up; null if it was everybody's
 * @param eventId the event that was given up
 * @param reason why it was
 * @param handled how many dead letters went; null for a replay, and if the node died before it could tell
 * @param waiting how many of them were left
 */
public record OperatorAction(
        long id,
        Instant at,
        String by,
        Kind action,
        Optional<String> projection,
        Optional<String> subscriptionId,
        Optional<String> eventId,
        Optional<String> reason,
        Optional<Long> handled,
        Optional<Long> waiting) {

    /** What it was. */
    public enum Kind {
        REPLAY,
        RETRY,
        GIVE_UP
    }
}
