package com.kore.billing.app.eventstore;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.readmodel.SubscriptionRange;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;

/**
 * Reads the history: all of it by position, or one subscription's. Positions become visible in their order, so whoever has read up to
 * one has seen all before it, and goes on from there.
 */
public final class EventReader {
    private static final String COLUMNS =
            "SELECT position, aggregate_identifier, sequence_number, event_identifier, payload_type, payload_revision, time_stamp,"
                    + " meta_data, payload FROM event ";

    private final DataSource dataSource;
    private final StoredSerializer serializer;
    private final PersonalDataKeys keys;

    EventReader(DataSource dataSource, StoredSerializer serializer, PersonalDataKeys keys) {
        this.dataSource = dataSource;
        this.serializer = serializer;
        this.keys = keys;
    }

    /** The same over other connections. */
    public EventReader over(DataSource connections) {
        return new EventReader(connections, serializer, keys);
    }

    /**
     * The next events of the whole store.
     *
     * @param position 0 for the first
     * @param limit how many at most; all of them are held in memory, with the keys that they need
     * @return in the order of their positions; empty if there are no more yet
     */
    public List<StoredEvent> after(long position, int limit) {
        return withKeys(sealedAfter(position, limit));
    }

    /** The same without the keys: for whoever opens no personal value. */
    public List<StoredEvent> sealedAfter(long position, int limit) {
        return read(COLUMNS + "WHERE position > ? ORDER BY position FETCH FIRST ? ROWS ONLY", position, limit);
    }

    /** All events of one subscription, oldest first; empty if there is none of this id. */
    public List<StoredEvent> ofSubscription(SubscriptionId id) {
        return ofSubscription(id, 0, Long.MAX_VALUE);
    }

    /** The events of one subscription from one sequence number to another, both included, oldest first. */
    public List<StoredEvent> ofSubscription(SubscriptionId id, long firstSequence, long lastSequence) {
        return withKeys(sealedOfSubscription(id, firstSequence, lastSequence));
    }

    /** The same without the keys: for whoever opens no personal value. */
    public List<StoredEvent> sealedOfSubscription(SubscriptionId id, long firstSequence, long lastSequence) {
        return read(
                COLUMNS + "WHERE aggregate_identifier = ? AND sequence_number BETWEEN ? AND ? ORDER BY sequence_number",
                id.value(),
                firstSequence,
                lastSequence);
    }

    /** How many events a subscription has; 0 if there is none of this id. */
    public long versionOf(SubscriptionId id) {
        return version("SELECT COUNT(*) FROM event WHERE aggregate_identifier = ?", id.value());
    }

    /** How many events it had at an instant, by when they were decided: the times of a subscription's events never go back. */
    public long versionOf(SubscriptionId id, Instant at) {
        return version(
                "SELECT COUNT(*) FROM event WHERE aggregate_identifier = ? AND time_stamp <= ?",
                id.value(),
                at.atOffset(ZoneOffset.UTC));
    }

    private long version(String sql, Object... parameters) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("the events of a subscription cannot be counted", e);
        }
    }

    /** Where an event stands; empty if there is none of this id. */
    public Optional<Long> positionOf(String eventId) {
        return read(COLUMNS + "WHERE event_identifier = ?", eventId).stream()
                .map(StoredEvent::position)
                .findFirst();
    }

    /**
     * The next events in the order of subscriptions, those of one by their sequence: a page at a time, so that neither database holds a
     * result or a transaction open while it is worked on.
     *
     * @param last the last event of the page before; empty for the first page
     * @param limit how many at most; all of them are held in memory, with the keys that they need
     * @return what had happened when it was read; empty if no more follow
     */
    public List<StoredEvent> bySubscription(Optional<StoredEvent> last, int limit) {
        List<StoredEvent> page = new ArrayList<>();
        last.ifPresent(event -> page.addAll(read(
                COLUMNS + "WHERE aggregate_identifier = ? AND sequence_number > ? ORDER BY sequence_number"
                        + " FETCH FIRST ? ROWS ONLY",
                event.account(),
                event.sequence(),
                limit)));
        if (page.size() < limit) {
            page.addAll(firstBehind(last.map(StoredEvent::account).orElse(""), limit - page.size()));
        }
        return withKeys(page);
    }

    /** The same, of the subscriptions that follow one. */
    public List<StoredEvent> behind(SubscriptionId subscription, int limit) {
        return withKeys(firstBehind(subscription.value(), limit));
    }

    private List<StoredEvent> firstBehind(String subscription, int limit) {
        return read(
                COLUMNS + "WHERE aggregate_identifier > ? ORDER BY aggregate_identifier, sequence_number"
                        + " FETCH FIRST ? ROWS ONLY",
                subscription,
                limit);
    }

    /** How many events each subscription of a range has up to a position, by id; without those that have none. */
    public Map<String, Long> versionsUpTo(long position, SubscriptionRange range) {
        Map<String, Long> versions = new HashMap<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT aggregate_identifier, COUNT(*) FROM event WHERE position <= ?"
                                + range.sql("aggregate_identifier") + " GROUP BY aggregate_identifier")) {
            statement.setLong(1, position);
            int next = 2;
            for (Object parameter : range.parameters()) {
                statement.setObject(next++, parameter);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    versions.put(row.getString(1), row.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("the versions of subscriptions cannot be read", e);
        }
        return versions;
    }

    /** How many events there are. */
    public long count() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT COUNT(*) FROM event");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new StoreUnavailable("the events cannot be counted", e);
        }
    }

    /** How many events there are behind a position. */
    public long countBehind(long position) {
        return countBehind(position, Long.MAX_VALUE);
    }

    /** The same up to a number, beyond which it is not counted on. */
    public long countBehind(long position, long most) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(
                        "SELECT COUNT(*) FROM (SELECT 1 FROM event WHERE position > ? FETCH FIRST ? ROWS ONLY) counted")) {
            statement.setLong(1, position);
            statement.setLong(2, most);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : 0;
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("the events cannot be counted", e);
        }
    }

    /** The subscription whose invoices are numbered like this one, known from its opening on; empty if there is none. */
    public Optional<SubscriptionId> numbering(InvoiceId invoice) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement =
                        connection.prepareStatement("SELECT aggregate_identifier FROM event WHERE opening_key = ?")) {
            statement.setString(1, invoice.account());
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? Optional.of(new SubscriptionId(row.getString(1))) : Optional.empty();
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("the subscription of an invoice cannot be read", e);
        }
    }

    /** The position of the newest event; 0 if there is none. */
    public long head() {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement("SELECT MAX(position) FROM event");
                ResultSet row = statement.executeQuery()) {
            return row.next() ? row.getLong(1) : 0;
        } catch (SQLException e) {
            throw new StoreUnavailable("the head of the event store cannot be read", e);
        }
    }

    private List<StoredEvent> read(String sql, Object... parameters) {
        List<StoredEvent> events = new ArrayList<>();
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    events.add(new StoredEvent(
                            row.getLong(1),
                            row.getString(2),
                            row.getLong(3),
                            row.getString(4),
                            row.getString(5),
                            row.getString(6),
                            row.getObject(7, OffsetDateTime.class).toInstant(),
                            row.getString(8),
                            row.getString(9),
                            this::event));
                }
            }
        } catch (SQLException e) {
            throw new StoreUnavailable("events cannot be read", e);
        }
        return events;
    }

    private List<StoredEvent> withKeys(List<StoredEvent> events) {
        keys.fetch(SealedText.keyIdsIn(events.stream().map(StoredEvent::payload).toList()));
        return events;
    }

    private SubscriptionEvent event(StoredEvent stored) {
        String revision = EventUpcasters.isEarlier(stored.type(), stored.revision())
                ? StoredNames.revisionOf(stored.type()).orElseThrow()
                : stored.revision();
        return serializer.deserialize(new SimpleSerializedObject<>(
                stored.presentPayload(), String.class, new SimpleSerializedType(stored.type(), revision)));
    }
}
