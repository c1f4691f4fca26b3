package com.kore.billing.app.bench;

import com.kore.billing.app.testing.NoSeals;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.analytics.AnalyticsModel;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.RowForm;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Table;
import com.kore.billing.projections.readmodel.Visibility;
import com.zaxxer.hikari.HikariDataSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.PGCopyOutputStream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lays the rows that analysts ask, of as many accounts as are wanted, straight into the tables of PostgreSQL. The projection writes those of each {@link
 * AccountStory} once; those of an account are a copy with its number in the place of the story's, which is why that has twelve digits and everything that is
 * unique is made of it.
 */
final class AnalyticsLoad {
    private static final List<ReadModel<?, ?>> MODELS = List.of(new AccountSummaryModel(), new AnalyticsModel());

    /** What is sealed for one account cannot be copied to another. No summary is opened. */
    private static final RowForm LEGIBLE = new RowForm(new NoSeals());

    private static final long FIRST = 100_000_000_000L;
    private static final long FIRST_STORY = 999_000_000_000L;
    private static final int EVENTS_AT_ONCE = 500;
    private static final int BUFFER_BYTES = 1 << 16;

    /** By table and story: its rows, cut where the number stands. */
    private final Map<String, List<List<byte[]>>> pieces = new HashMap<>();

    private AnalyticsLoad(DataSource scratch, long generation) throws SQLException, IOException {
        project(scratch, LongStream.range(FIRST_STORY, FIRST_STORY + AccountStory.STORIES));
        for (String table : tables()) {
            List<StringBuilder> stories = Stream.generate(StringBuilder::new)
                    .limit(AccountStory.STORIES)
                    .toList();
            for (String row : rows(scratch, table, 1)) {
                long number = Long.parseLong(row, row.indexOf("sub-") + 4, row.indexOf("sub-") + 16, 10);
                stories.get((int) (number - FIRST_STORY))
                        .append(generation)
                        .append('\t')
                        .append(row)
                        .append('\n');
            }
            List<List<byte[]>> cut = new ArrayList<>();
            for (int story = 0; story < AccountStory.STORIES; story++) {
                cut.add(Stream.of(stories.get(story).toString().split(Long.toString(FIRST_STORY + story), -1))
                        .map(piece -> piece.getBytes(StandardCharsets.UTF_8))
                        .toList());
            }
            pieces.put(table, cut);
        }
    }

    /**
     * Has the projection write the stories.
     *
     * @param scratch an empty database that nobody needs afterwards
     * @param generation that the copied rows are to be of
     */
    static AnalyticsLoad fromStories(TestDatabase scratch, long generation) throws SQLException, IOException {
        try (HikariDataSource dataSource = scratch.open()) {
            return new AnalyticsLoad(dataSource, generation);
        }
    }

    /** The numbers of so many accounts; each story has the same share of them. */
    static LongStream numbers(int accounts) {
        return LongStream.range(FIRST, FIRST + accounts);
    }

    /** The tables of both read models, those with the most rows first. */
    static List<String> tables() {
        return MODELS.stream()
                .flatMap(model -> Stream.concat(Stream.of(model.heads()), model.rows().stream()))
                .map(Table::name)
                .toList()
                .reversed();
    }

    /** Plays the stories of accounts one by one and has the projection write what comes of them. */
    static void project(DataSource database, LongStream numbers) {
        ReadModelWriter writer =
                new ReadModelWriter(MODELS, new JdbcTemplate(database), LEGIBLE, new Visibility(id -> 0, id -> false));
        TransactionTemplate transaction = new TransactionTemplate(new JdbcTransactionManager(database));
        List<StoredEvent> events = new ArrayList<>();
        numbers.forEach(number -> {
            events.addAll(AccountStory.of(number));
            while (events.size() >= EVENTS_AT_ONCE) {
                List<StoredEvent> batch = events.subList(0, EVENTS_AT_ONCE);
                transaction.executeWithoutResult(status -> writer.apply(batch));
                batch.clear();
            }
        });
        transaction.executeWithoutResult(status -> writer.apply(events));
    }

    /** What stands in a table, as PostgreSQL copies it, without the generation, in the order of accounts. */
    static List<String> rows(DataSource database, String table, long generation) throws SQLException, IOException {
        try (Connection connection = database.getConnection()) {
            ByteArrayOutputStream copied = new ByteArrayOutputStream();
            connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut(
                            "COPY (SELECT * FROM %s WHERE generation = %d) TO STDOUT".formatted(table, generation),
                            copied);
            return copied.toString(StandardCharsets.UTF_8)
                    .lines()
                    .map(row -> row.substring(row.indexOf('\t') + 1))
                    .sorted()
                    .toList();
        }
    }

    /** As many tables at once as there are processors. */
    void into(DataSource database, long[] numbers) throws Exception {
        try (ExecutorService threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            List<Callable<Boolean>> work = new ArrayList<>();
            tables().forEach(table -> work.add(() -> copy(database, table, numbers)));
            for (Future<Boolean> done : threads.invokeAll(work)) {
                done.get();
            }
        }
    }

    private boolean copy(DataSource database, String table, long[] numbers) throws SQLException, IOException {
        List<List<byte[]>> stories = pieces.getOrDefault(table, List.of());
        try (Connection connection = database.getConnection();
                OutputStream rows = new PGCopyOutputStream(
                        connection.unwrap(PGConnection.class), "COPY " + table + " FROM STDIN", BUFFER_BYTES)) {
            for (long number : numbers) {
                write(rows, stories.get((int) (number % AccountStory.STORIES)), number);
            }
        }
        return true;
    }

    private static void write(OutputStream rows, List<byte[]> pieces, long number) throws IOException {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.UTF_8);
        rows.write(pieces.getFirst());
        for (byte[] piece : pieces.subList(1, pieces.size())) {
            rows.write(digits);
            rows.write(piece);
        }
    }
}
