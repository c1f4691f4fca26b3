package com.kore.billing.app.operations;

import com.kore.billing.app.eventstore.WaitingEvent;
import com.kore.billing.app.operations.OperatorAction.Kind;
import com.kore.billing.app.security.Caller;
import com.kore.billing.projections.readmodel.RowSeals;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** The record of what operators did, kept for ever: each action is written down before it is done. */
@Component
public final class OperatorActions {
    private final JdbcClient jdbc;
    private final RowSeals seals;

    OperatorActions(JdbcClient jdbc, RowSeals seals) {
        this.jdbc = jdbc;
        this.seals = seals;
    }

    /** Of a reason, in which somebody may be named. */
    private static String place(String eventId) {
        return RowSeals.place("operator_action", eventId);
    }

    /** Who sent the request that is being answered. */
    String actor() {
        return Caller.of(Objects.requireNonNull(
                        SecurityContextHolder.getContext().getAuthentication()))
                .name();
    }

    void replayRequested(String projection) {
        record(Kind.REPLAY, projection, null, null, null);
    }

    /** @return its id, for {@link #ended} */
    long retryRequested(Optional<String> subscriptionId) {
        return record(Kind.RETRY, null, subscriptionId.orElse(null), null, null);
    }

    /** @return its id, for {@link #ended} */
    long givingUp(WaitingEvent event, String reason) {
        return record(
                Kind.GIVE_UP,
                null,
                event.subscriptionId(),
                event.eventId(),
                seals.seal(place(event.eventId()), reason));
    }

    private long record(
            Kind kind,
            @Nullable String projection,
            @Nullable String subscriptionId,
            @Nullable String eventId,
            @Nullable String reason) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql("INSERT INTO operator_action (acted_at, actor, action, projection, subscription_id, event_id, reason)"
                        + " VALUES (CURRENT_TIMESTAMP, ?, ?, ?, ?, ?, ?)")
                .params(Arrays.<@Nullable Object>asList(
                        actor(), kind.name().toLowerCase(Locale.ROOT), projection, subscriptionId, eventId, reason))
                .update(key, "id");
        return Objects.requireNonNull(key.getKeyAs(Number.class)).longValue();
    }

    void ended(long id, long handled, long waiting) {
        jdbc.sql("UPDATE operator_action SET handled = ?, waiting = ? WHERE id = ?")
                .params(handled, waiting, id)
                .update();
    }

    /** The newest first, from those before an id on. */
    public List<OperatorAction> newest(long before, int limit) {
        return jdbc.sql("SELECT * FROM operator_action WHERE id < ? ORDER BY id DESC LIMIT ?")
                .params(before, limit)
                .query(this::action)
                .list();
    }

    private OperatorAction action(ResultSet row, int ignored) throws SQLException {
        Optional<String> eventId = Optional.ofNullable(row.getString("event_id"));
        Optional<String> reason = Optional.ofNullable(row.getString("reason"));
        return new OperatorAction(
                row.getLong("id"),
                row.getObject("acted_at", OffsetDateTime.class).toInstant(),
                row.getString("actor"),
                Kind.valueOf(row.getString("action").toUpperCase(Locale.ROOT)),
                Optional.ofNullable(row.getString("projection")),
                Optional.ofNullable(row.getString("subscription_id")),
                eventId,
                eventId.flatMap(id -> reason.map(why -> seals.show(place(id), why))),
                Optional.ofNullable(row.getObject("handled", Long.class)),
                Optional.ofNullable(row.getObject("waiting", Long.class)));
    }
}
