package com.kore.billing.app.proof;

import com.kore.billing.app.eventstore.StoredEvent;
import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/**
 * What is proved of an event: all that its row says, but for its position. Its canonical form is one JSON object of these eight members
 * (RFC 8785), in UTF-8; its hash is that of a leaf of a Merkle tree (RFC 6962): SHA-256 over a zero byte and the canonical form.
 *
 * <p>Sealed values are hashed as they are stored, so that erasing a key breaks no proof. Never changed: whoever keeps a root has hashed
 * this very form (docs/decisions/0090).
 *
 * @param occurredAt in UTC, as in every answer: {@code 2026-01-15T10:00:00.123456Z}, the fraction left out where it is zero and in three
 *     digits where they suffice
 * @param metadata the stored JSON, a value of the leaf and not a text in it
 * @param payload likewise
 */
public record Leaf(
        String subscriptionId,
        long sequence,
        String eventId,
        String type,
        String revision,
        Instant occurredAt,
        String metadata,
        String payload) {
    public static Leaf of(StoredEvent event) {
        return new Leaf(
                event.account(),
                event.sequence(),
                event.eventId(),
                event.type(),
                event.revision(),
                event.occurredAt(),
                event.metadata(),
                event.payload());
    }

    /**
     * The canonical form.
     *
     * @throws IllegalArgumentException if there is none: what is stored is no JSON, or says a number or a text that readers of JSON
     *     understand differently. No event of ours is so; one that somebody else has put there may be
     */
    public String canonical() {
        ObjectNode leaf = CanonicalJson.object();
        leaf.put("subscriptionId", subscriptionId);
        leaf.put("sequence", sequence);
        leaf.put("eventId", eventId);
        leaf.put("type", type);
        leaf.put("revision", revision);
        leaf.put("occurredAt", occurredAt.toString());
        leaf.set("metadata", CanonicalJson.read(metadata));
        leaf.set("payload", CanonicalJson.read(payload));
        return CanonicalJson.write(leaf);
    }

    /** What stands for the event in the tree. */
    public Hash hash() {
        return Hash.ofLeaf(canonical());
    }
}
