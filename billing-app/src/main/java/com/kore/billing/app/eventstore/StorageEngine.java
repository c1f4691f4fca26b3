package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.common.jdbc.DataSourceConnectionProvider;
import org.axonframework.common.transaction.NoTransactionManager;
import org.axonframework.eventhandling.DomainEventMessage;
import org.axonframework.eventhandling.EventMessage;
import org.axonframework.eventhandling.EventUtils;
import org.axonframework.eventhandling.GlobalSequenceTrackingToken;
import org.axonframework.eventhandling.TrackedDomainEventData;
import org.axonframework.eventhandling.TrackedEventData;
import org.axonframework.eventhandling.TrackedEventMessage;
import org.axonframework.eventhandling.TrackingToken;
import org.axonframework.eventsourcing.eventstore.jdbc.EventSchema;
import org.axonframework.eventsourcing.eventstore.jdbc.JdbcEventStorageEngine;
import org.axonframework.messaging.Message;
import org.axonframework.messaging.unitofwork.CurrentUnitOfWork;
import org.axonframework.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Axon's storage, with three differences: {@link EventWriter} appends; positions become visible in their order, so a token is a number
 * and there are no gaps to watch; and payloads are readable text.
 */
final class StorageEngine extends JdbcEventStorageEngine {
    /** How many events are read at once. */
    static final int BATCH_SIZE = 128;

    private static final EventSchema SCHEMA = EventSchema.builder()
            .eventTable("event")
            .snapshotTable("snapshot")
            .globalIndexColumn("position")
            .timestampColumn("time_stamp")
            .eventIdentifierColumn("event_identifier")
            .aggregateIdentifierColumn("aggregate_identifier")
            .sequenceNumberColumn("sequence_number")
            .typeColumn("type")
            .payloadTypeColumn("payload_type")
            .payloadRevisionColumn("payload_revision")
            .payloadColumn("payload")
            .metaDataColumn("meta_data")
            .build();
    private static final String TRACKED =
            "SELECT " + SCHEMA.trackedEventFields() + " FROM event WHERE position > ? ORDER BY position";

    private final StoredSerializer serializer;
    private final PersonalDataKeys keys;
    private final EventWriter writer;

    StorageEngine(DataSource dataSource, StoredSerializer serializer, PersonalDataKeys keys, EventWriter writer) {
        super(JdbcEventStorageEngine.builder()
                .eventSerializer(serializer)
                .snapshotSerializer(serializer)
                .upcasterChain(EventUpcasters.CHAIN)
                .snapshotFilter(snapshot ->
                        StoredSerializer.isPresentShape(snapshot.getPayload().getType()))
                .persistenceExceptionResolver(SqlFailure.DUPLICATE_KEYS)
                .connectionProvider(new DataSourceConnectionProvider(dataSource))
                .transactionManager(NoTransactionManager.instance())
                .dataType(String.class)
                .schema(SCHEMA)
                .batchSize(BATCH_SIZE));
        this.serializer = serializer;
        this.keys = keys;
        this.writer = writer;
    }

    /** Blocks until the events are durable, together with the idempotency key of the command under way. */
    @Override
    protected void appendEvents(List<? extends EventMessage<?>> events, Serializer ignored) {
        if (events.isEmpty()) {
            return;
        }
        DomainEventMessage<?> first = domainEvent(events.getFirst());
        AccountKey key =
                keys.forAppend(new SubscriptionId(first.getAggregateIdentifier()), first.getSequenceNumber() == 0);
        List<EventRow> rows = new ArrayList<>(events.size());
        for (EventMessage<?> event : events) {
            rows.add(row(domainEvent(event), key));
        }
        boolean erasesKeys = events.stream().anyMatch(event -> event.getPayload() instanceof PersonalDataErased);
        try {
            writer.write(new Append(key.account(), rows, idempotencyKey(), key.toBeStored(), erasesKeys));
        } finally {
            // Also if nobody can say whether it was stored: what is forgotten is looked up again.
            if (erasesKeys) {
                keys.erased(key.account());
            }
        }
        keys.stored(key);
    }

    private static DomainEventMessage<?> domainEvent(EventMessage<?> event) {
        if (event instanceof DomainEventMessage<?> domainEvent && event.getPayload() instanceof SubscriptionEvent) {
            return domainEvent;
        }
        throw new IllegalArgumentException("only events of subscriptions are stored here, not " + event);
    }

    private EventRow row(DomainEventMessage<?> message, AccountKey key) {
        SubscriptionEvent event = (SubscriptionEvent) message.getPayload();
        return new EventRow(
                message.getAggregateIdentifier(),
                message.getSequenceNumber(),
                message.getType(),
                message.getIdentifier(),
                StoredNames.of(event),
                StoredNames.revisionOf(event),
                event.at(),
                serializer.write(event, key),
                serializer.serialize(message.getMetaData(), String.class).getData());
    }

    private static Optional<IdempotencyKey> idempotencyKey() {
        return CurrentUnitOfWork.isStarted()
                ? CommandMetaData.idempotencyKey(
                        CurrentUnitOfWork.get().root().getMessage().getMetaData())
                : Optional.empty();
    }

    /** A batch that is not full was the last: no other select only to find nothing. */
    @Override
    protected boolean fetchForAggregateUntilEmpty() {
        return false;
    }

    /** Reads the payload at once: one that cannot be read must fail here, where the events are read instead. */
    @Override
    public Optional<DomainEventMessage<?>> readSnapshot(String aggregateIdentifier) {
        Optional<DomainEventMessage<?>> snapshot = super.readSnapshot(aggregateIdentifier);
        snapshot.ifPresent(Message::getPayload);
        return snapshot;
    }

    @Override
    protected List<? extends TrackedEventData<?>> fetchTrackedEvents(@Nullable TrackingToken lastToken, int batchSize) {
        long after = lastToken instanceof GlobalSequenceTrackingToken token ? token.getGlobalIndex() : -1;
        List<TrackedEventData<?>> events = new ArrayList<>();
        List<String> payloads = new ArrayList<>();
        try (Connection connection = getConnection();
                PreparedStatement statement = connection.prepareStatement(TRACKED)) {
            statement.setLong(1, after);
            statement.setMaxRows(batchSize);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    events.add(new TrackedDomainEventData<>(
                            new GlobalSequenceTrackingToken(rows.getLong("position")), getDomainEventData(rows)));
                    payloads.add(rows.getString("payload"));
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("events after position " + after + " cannot be read", e);
        }
        keys.fetch(SealedText.keyIdsIn(payloads));
        return events;
    }

    /** One batch after a token, ready to be handled; empty if there is nothing more. */
    List<? extends TrackedEventMessage<?>> readAfter(@Nullable TrackingToken token) {
        return EventUtils.upcastAndDeserializeTrackedEvents(
                        fetchTrackedEvents(token, BATCH_SIZE).stream(), serializer, upcasterChain)
                .toList();
    }

    @Override
    public @Nullable TrackingToken createTailToken() {
        return token("SELECT MIN(position) - 1 FROM event", Optional.empty());
    }

    @Override
    public @Nullable TrackingToken createHeadToken() {
        return token("SELECT MAX(position) FROM event", Optional.empty());
    }

    /** Before the first event that was decided at this time or later; business time, as it stands in the events. */
    @Override
    public @Nullable TrackingToken createTokenAt(Instant dateTime) {
        TrackingToken token = token("SELECT MIN(position) - 1 FROM event WHERE time_stamp >= ?", Optional.of(dateTime));
        return token == null ? createHeadToken() : token;
    }

    private @Nullable TrackingToken token(String sql, Optional<Instant> from) {
        try (Connection connection = getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            if (from.isPresent()) {
                statement.setObject(1, from.get().atOffset(ZoneOffset.UTC));
            }
            try (ResultSet row = statement.executeQuery()) {
                long position = row.next() ? row.getLong(1) : 0;
                return row.wasNull() ? null : new GlobalSequenceTrackingToken(position);
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("the positions of the event store cannot be read", e);
        }
    }

    @Override
    protected Object readTimeStamp(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class);
    }

    @Override
    protected void writeTimestamp(PreparedStatement statement, int parameter, Instant time) throws SQLException {
        statement.setObject(parameter, time.atOffset(ZoneOffset.UTC));
    }

    @Override
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    protected <T> T readPayload(ResultSet row, String column) throws SQLException {
        return (T) row.getString(column);
    }
}
