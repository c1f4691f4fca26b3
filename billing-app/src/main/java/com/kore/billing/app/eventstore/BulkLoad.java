package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.axonframework.eventhandling.DomainEventData;
import org.axonframework.eventhandling.GenericDomainEventEntry;
import org.axonframework.eventsourcing.EventStreamUtils;
import org.axonframework.eventsourcing.eventstore.DomainEventStream;

/** Reads what many subscriptions are folded from, with two queries for all of them: the snapshot of each, and the events after it. */
final class BulkLoad {
    private static final String COLUMNS =
            "e.type, e.aggregate_identifier, e.sequence_number, e.event_identifier, e.time_stamp, e.payload_type,"
                    + " e.payload_revision, e.payload, e.meta_data";
    private static final String SNAPSHOTS = "SELECT " + COLUMNS
            + " FROM snapshot e WHERE e.aggregate_identifier = ANY(?) ORDER BY e.aggregate_identifier, e.sequence_number";
    private static final String EVENTS = "SELECT " + COLUMNS
            + " FROM event e WHERE e.aggregate_identifier = ANY(?) AND e.sequence_number > COALESCE("
            + "(SELECT MAX(s.sequence_number) FROM snapshot s WHERE s.aggregate_identifier = e.aggregate_identifier"
            + " AND s.payload_revision = ?), -1) ORDER BY e.aggregate_identifier, e.sequence_number";

    private final DataSource dataSource;
    private final StoredSerializer serializer;
    private final PersonalDataKeys keys;

    BulkLoad(DataSource dataSource, StoredSerializer serializer, PersonalDataKeys keys) {
        this.dataSource = dataSource;
        this.serializer = serializer;
        this.keys = keys;
    }

    /** By id; what does not exist is left out. A subscription whose snapshot changes meanwhile may be left out too. */
    Map<String, DomainEventStream> read(Collection<SubscriptionId> ids) {
        Map<String, List<DomainEventData<?>>> histories = new LinkedHashMap<>();
        List<String> payloads = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement snapshots = connection.prepareStatement(SNAPSHOTS);
                PreparedStatement events = connection.prepareStatement(EVENTS)) {
            Array array = connection.createArrayOf(
                    "VARCHAR", ids.stream().map(SubscriptionId::value).toArray());
            snapshots.setArray(1, array);
            read(snapshots, payloads, (id, snapshot) -> {
                if (StoredSerializer.isPresentShape(snapshot.getPayload().getType())) {
                    histories.put(id, new ArrayList<>(List.of(snapshot)));
                }
            });
            events.setArray(1, array);
            events.setString(2, StoredSerializer.snapshotType().getRevision());
            read(
                    events,
                    payloads,
                    (id, event) -> histories
                            .computeIfAbsent(id, key -> new ArrayList<>())
                            .add(event));
        } catch (SQLException e) {
            throw new StoreUnavailable("subscriptions cannot be read", e);
        }
        keys.fetch(SealedText.keyIdsIn(payloads));
        Map<String, DomainEventStream> streams = new LinkedHashMap<>();
        histories.forEach((id, history) -> {
            if (isWhole(history)) {
                streams.put(
                        id,
                        EventStreamUtils.upcastAndDeserializeDomainEvents(
                                history.stream(), serializer, EventUpcasters.CHAIN));
            }
        });
        return streams;
    }

    private interface Reception {
        void take(String id, DomainEventData<?> data);
    }

    private static void read(PreparedStatement statement, List<String> payloads, Reception reception)
            throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                payloads.add(row.getString(8));
                reception.take(
                        row.getString(2),
                        new GenericDomainEventEntry<>(
                                row.getString(1),
                                row.getString(2),
                                row.getLong(3),
                                row.getString(4),
                                row.getObject(5, OffsetDateTime.class),
                                row.getString(6),
                                row.getString(7),
                                row.getString(8),
                                row.getString(9)));
            }
        }
    }

    /** The queries are two: a snapshot that was replaced between them would leave a hole. */
    private static boolean isWhole(List<DomainEventData<?>> history) {
        boolean snapshotFirst = history.getFirst().getPayload().getType().equals(StoredSerializer.snapshotType());
        long first = history.getFirst().getSequenceNumber();
        return (snapshotFirst || first == 0) && history.getLast().getSequenceNumber() - first == history.size() - 1;
    }
}
