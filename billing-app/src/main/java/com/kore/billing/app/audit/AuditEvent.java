package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.proof.Hash;
import com.kore.billing.app.proof.ProofTree.LeafEntry;
import com.kore.billing.app.proof.ProvenHistory;
import com.kore.billing.app.proof.StoredJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * An event as auditors see it: all that its row says, whatever that is, encrypted values as their ciphertext, and its leaf in the proof's tree. A leaf whose
 * event is gone from the store stands alone.
 *
 * @param leafIndex from 0 without gaps; null for an event that the tree does not know
 * @param position in the whole store; grows, with gaps; what to go on after
 * @param sequence in its subscription's history, counted from 0
 * @param occurredAt when it was decided, in business time
 * @param actor who sent the command: a name within its {@code actorKind}
 * @param actorKind {@code token}, {@code jwt}, {@code account}, {@code automation} or {@code in_process}
 * @param tokenId in {@code GET /v1/access-tokens}, if the token was made over HTTP
 * @param command that led to it
 * @param correlationId the caller's {@code X-Request-Id}; for due work the run, the subscription and when it was due
 * @param causationId the event that made the work due; null for what a caller asked
 * @param metadata all of it, as stored
 * @param leafHash what the tree remembers of it: SHA-256 over a zero byte and the canonical JSON (RFC 8785) of {@code subscriptionId},
 *     {@code sequence}, {@code eventId}, {@code type}, {@code revision}, {@code occurredAt}, {@code metadata} and {@code payload}
 */
record AuditEvent(
        Optional<Long> leafIndex,
        long position,
        Optional<String> subscriptionId,
        Optional<Long> sequence,
        Optional<String> eventId,
        @Schema(example = "ManagedUsersChanged") Optional<String> type,
        Optional<String> revision,
        Optional<Instant> occurredAt,
        Optional<String> actor,
        @Schema(example = "token") Optional<String> actorKind,
        Optional<String> tokenId,
        Optional<String> command,
        Optional<String> commandId,
        Optional<String> correlationId,
        Optional<String> causationId,
        Optional<JsonNode> metadata,
        Optional<JsonNode> payload,
        Optional<Hash> leafHash) {
    static AuditEvent of(ProvenHistory.Entry entry) {
        return entry.event().map(event -> of(event, entry.leaf())).orElseGet(() -> gone(entry));
    }

    static AuditEvent of(StoredEvent event, Optional<LeafEntry> leaf) {
        StoredMetadata metadata = StoredMetadata.of(event);
        return new AuditEvent(
                leaf.map(LeafEntry::index),
                event.position(),
                Optional.of(event.account()),
                Optional.of(event.sequence()),
                Optional.of(event.eventId()),
                Optional.of(event.type()),
                Optional.of(event.revision()),
                Optional.of(event.occurredAt()),
                metadata.text(CommandMetaData.ACTOR),
                metadata.text(CommandMetaData.ACTOR_KIND),
                metadata.text(CommandMetaData.TOKEN_ID),
                metadata.text(CommandMetaData.COMMAND),
                metadata.text(CommandMetaData.COMMAND_ID),
                metadata.text(CommandMetaData.CORRELATION_ID),
                metadata.text(CommandMetaData.CAUSATION_ID),
                Optional.of(metadata.json()),
                Optional.of(StoredJson.asStored(event.payload())),
                leaf.flatMap(LeafEntry::hash));
    }

    private static AuditEvent gone(ProvenHistory.Entry entry) {
        return new AuditEvent(
                entry.leaf().map(LeafEntry::index),
                entry.position(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                entry.leaf().flatMap(LeafEntry::hash));
    }
}
