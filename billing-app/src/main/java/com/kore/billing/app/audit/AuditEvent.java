package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.CommandMetaData;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.proof.Hash;
import com.kore.billing.app.proof.ProofTree.LeafEntry;
import com.kore.billing.app.proof.ProvenHistory;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.StringNode;

/**
 * An event as auditors see it: all that its row says, encrypted values as their ciphertext, and its leaf in the proof's tree. A leaf whose
 * event is gone from the store stands alone.
 *
 * @param leafIndex from 0 without gaps; null for an event that the tree does not know
 * @param position in the whole store; grows, with gaps; what to go on after
 * @param sequence in its subscription's history, counted from 0
 * @param occurredAt when it was decided, in business time
 * @param actor who sent the command: a name within its {@code actorKind}
 * @param actorKind {@code token}, {@code jwt}, {@code account}, {@code automation} or {@code in_process}
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
        Optional<SubscriptionId> subscriptionId,
        Optional<Long> sequence,
        Optional<String> eventId,
        @Schema(example = "ManagedUsersChanged") Optional<String> type,
        Optional<String> revision,
        Optional<Instant> occurredAt,
        Optional<String> actor,
        @Schema(example = "token") Optional<String> actorKind,
        Optional<String> command,
        Optional<String> commandId,
        Optional<String> correlationId,
        Optional<String> causationId,
        Optional<JsonNode> metadata,
        Optional<JsonNode> payload,
        Optional<Hash> leafHash) {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    static AuditEvent of(ProvenHistory.Entry entry) {
        return entry.event().map(event -> of(event, entry.leaf())).orElseGet(() -> gone(entry));
    }

    static AuditEvent of(StoredEvent event, Optional<LeafEntry> leaf) {
        JsonNode metadata = asStored(event.metadata());
        return new AuditEvent(
                leaf.map(LeafEntry::index),
                event.position(),
                Optional.of(event.subscriptionId()),
                Optional.of(event.sequence()),
                Optional.of(event.eventId()),
                Optional.of(event.type()),
                Optional.of(event.revision()),
                Optional.of(event.occurredAt()),
                text(metadata, CommandMetaData.ACTOR),
                text(metadata, CommandMetaData.ACTOR_KIND),
                text(metadata, CommandMetaData.COMMAND),
                text(metadata, CommandMetaData.COMMAND_ID),
                text(metadata, CommandMetaData.CORRELATION_ID),
                text(metadata, CommandMetaData.CAUSATION_ID),
                Optional.of(metadata),
                Optional.of(asStored(event.payload())),
                leaf.map(LeafEntry::hash));
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
                entry.leaf().map(LeafEntry::hash));
    }

    /** What no longer is one JSON value, each key once, is told as the text that it is; it then hashes to nothing that was signed. */
    private static JsonNode asStored(String json) {
        try {
            return STRICT.readTree(json);
        } catch (JacksonException altered) {
            return StringNode.valueOf(json);
        }
    }

    private static Optional<String> text(JsonNode metadata, String name) {
        return metadata.path(name).isString() ? Optional.of(metadata.path(name).stringValue()) : Optional.empty();
    }
}
