package com.kore.billing.app.rebuild;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * A table of long work of which one runs at a time over all nodes, and which any node answers from. "slot" is 1 while one runs and NULL
 * afterwards; "seen_at" is when it was last heard of. The newest 100 are kept. Its times are the database's.
 */
public final class SlotTable {
    /** How long one may not be heard of before it counts as dead: longer than a node may be held up. */
    private static final Duration SILENT_MAX = Duration.ofSeconds(60);

    private static final int KEPT = 100;

    private final JdbcClient jdbc;
    private final String table;
    private final String columns;
    private final String values;

    /**
     * @param columns besides those of every such table, with commas between
     * @param values what a new one has in them, as SQL
     */
    public SlotTable(JdbcClient jdbc, String table, String columns, String values) {
        this.jdbc = jdbc;
        this.table = table;
        this.columns = columns;
        this.values = values;
    }

    /** The one that runs; if none does, a new one, which the caller is told of to begin it. */
    public long request(String requestedBy, LongConsumer begun) {
        failSilent();
        while (true) {
            Optional<Long> running = jdbc.sql("SELECT id FROM " + table + " WHERE slot = 1")
                    .query(Long.class)
                    .optional();
            if (running.isPresent()) {
                return running.get();
            }
            Optional<Long> id = begin(requestedBy);
            if (id.isPresent()) {
                begun.accept(id.get());
                return id.get();
            }
            // Another caller was faster; that one may have ended already.
        }
    }

    /** Takes the slot; empty if one is running. */
    private Optional<Long> begin(String requestedBy) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        try {
            jdbc.sql(
                            "INSERT INTO %s (slot, requested_by, started_at, seen_at, status, %s) VALUES (1, ?, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP, 'running', %s)"
                                    .formatted(table, columns, values))
                    .param(requestedBy)
                    .update(key, "id");
        } catch (DuplicateKeyException running) {
            return Optional.empty();
        }
        jdbc.sql("DELETE FROM %1$s WHERE id < (SELECT MIN(id) FROM (SELECT id FROM %1$s ORDER BY id DESC LIMIT ?) kept)"
                        .formatted(table))
                .param(KEPT)
                .update();
        return Optional.of(Objects.requireNonNull(key.getKeyAs(Number.class)).longValue());
    }

    /** Declares what has not been heard of to have failed. */
    public void failSilent() {
        fail(" AND seen_at < CURRENT_TIMESTAMP - INTERVAL '" + SILENT_MAX.toSeconds() + "' SECOND");
    }

    /** Declares whatever runs to have failed: for a store that nobody else uses. */
    public void failAll() {
        fail("");
    }

    private void fail(String which) {
        jdbc.sql("UPDATE " + table + " SET status = 'failed', slot = NULL, finished_at = seen_at WHERE slot = 1"
                        + which)
                .update();
    }

    /** Says that it goes on; whether it may, because nobody has declared it failed. */
    public boolean seen(long id) {
        return seen(id, "");
    }

    /**
     * Likewise, and writes something down with it.
     *
     * @param assignments of columns to the values, each with a comma before it
     */
    public boolean seen(long id, String assignments, Object... assigned) {
        return jdbc.sql("UPDATE " + table + " SET seen_at = CURRENT_TIMESTAMP" + assignments
                                + " WHERE id = ? AND slot = 1")
                        .params(assigned)
                        .param(id)
                        .update()
                == 1;
    }

    /** Writes down how it ended; nothing if somebody has declared it failed. */
    public void end(long id, String status) {
        seen(id, ", finished_at = CURRENT_TIMESTAMP, slot = NULL, status = ?", status);
    }
}
