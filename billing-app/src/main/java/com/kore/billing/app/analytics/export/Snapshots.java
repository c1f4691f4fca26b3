package com.kore.billing.app.analytics.export;

import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.projections.analytics.OneMoment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Reads the views and the position that they are as of in one transaction that sees one state of the database throughout. Rows come some at a
 * time: PostgreSQL keeps a cursor, H2 puts a large result into a file of its own.
 */
final class Snapshots {
    private static final int FETCHED_AT_ONCE = 1_000;

    /** A reader may be slow, and a sort may take its time: longer than what other reads are given. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Rows that nobody sees any more are kept until then. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private final JdbcTemplate jdbc;
    private final OneMoment moment;
    private final ProcessedPosition processed;
    private final String readModels;

    Snapshots(
            DataSource dataSource,
            PlatformTransactionManager transactions,
            ProcessedPosition processed,
            String readModels) {
        this.jdbc = new JdbcTemplate(dataSource);
        jdbc.setFetchSize(FETCHED_AT_ONCE);
        this.moment = new OneMoment(jdbc, transactions, PATIENCE);
        this.processed = processed;
        this.readModels = readModels;
    }

    /** What is done with a snapshot. */
    interface Use {
        void of(Snapshot snapshot) throws IOException;
    }

    /** What is done with a row. */
    interface RowUse {
        void of(@Nullable Object[] values) throws IOException;
    }

    /**
     * Lets something be done with the present snapshot; it holds a connection meanwhile.
     *
     * @throws RequestRefused if the read model has never been folded
     */
    void within(Use use) throws IOException {
        try {
            moment.within(() -> {
                try {
                    use.of(present());
                } catch (IOException failed) {
                    throw new UncheckedIOException(failed);
                }
            });
        } catch (UncheckedIOException failed) {
            throw failed.getCause();
        }
    }

    private Snapshot present() {
        if (moment.isPostgresql()) {
            // The index of the key gives the rows in their order, and the first of them at once; the planner counts on
            // all and sorts.
            jdbc.execute("SET LOCAL enable_sort = off");
        }
        Map<String, Long> generations = new TreeMap<>();
        jdbc.query(
                "SELECT name, generation FROM read_model WHERE name IN ('account_summary', 'analytics')",
                (RowCallbackHandler) row -> generations.put(row.getString(1), row.getLong(2)));
        if (generations.getOrDefault("analytics", 0L) == 0) {
            throw RequestRefused.figuresNotYet();
        }
        Long deadLetters = jdbc.queryForObject(
                "SELECT COUNT(*) FROM dead_letter WHERE processing_group = ?", Long.class, readModels);
        return new Snapshot(
                processed.of(readModels),
                generations.values().stream().map(String::valueOf).reduce("", (a, b) -> a.isEmpty() ? b : a + "." + b),
                deadLetters == null ? 0 : deadLetters);
    }

    /** The rows of a view, one after the other; to be called {@link #within} a snapshot. */
    void rows(ExportedView view, RowUse use) {
        long begun = System.nanoTime();
        List<ColumnType> types = view.columns().stream().map(Column::type).toList();
        jdbc.query(view.select(), (RowCallbackHandler) row -> {
            @Nullable Object[] values = new @Nullable Object[types.size()];
            for (int i = 0; i < types.size(); i++) {
                values[i] = types.get(i).of(row, i + 1);
            }
            try {
                use.of(values);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            if (System.nanoTime() - begun > LONGEST.toNanos()) {
                throw new IllegalStateException("an export took longer than " + LONGEST + "; its reader is too slow");
            }
        });
    }
}
