package com.kore.billing.app.rebuild;

import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.readmodel.RowForm;
import com.kore.billing.projections.readmodel.RowSeals;
import java.util.List;
import java.util.Set;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The migration that seals rows which were written before rows were sealed; names of access tokens and reasons of operators with them. They are
 * sealed where they stand, and not made anew by a replay: so no read is without an answer meanwhile, and none is answered from plain text.
 *
 * <p>Like every migration it is about the tables as they are at its version, so it knows nothing of what rows are read as.
 */
public final class SealedRows implements JavaMigration {
    private static final Logger LOG = LoggerFactory.getLogger(SealedRows.class);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int AT_ONCE = 1_000;

    /** What is personal in rows of summaries and invoices is named so, and nothing else in them is. */
    private static final Set<String> PERSONAL = Set.of("accountName", "billingProfile", "reason", "reference");

    private final RowForm form;
    private final RowSeals seals;

    public SealedRows(RowSeals seals) {
        this.form = new RowForm(seals);
        this.seals = seals;
    }

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("431");
    }

    @Override
    public String getDescription() {
        return "sealed rows";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        JdbcTemplate jdbc = new JdbcTemplate(new SingleConnectionDataSource(context.getConnection(), true));
        new Documents(jdbc, "account_summary", "subscription_id", true).seal();
        new Documents(jdbc, "invoice_head", "subscription_id", false).seal();
        new Documents(jdbc, "invoice", "row_key", false).seal();
        seal(jdbc, "access_token", "token_id", "name");
        seal(jdbc, "operator_action", "event_id", "reason");
    }

    private void seal(JdbcTemplate jdbc, String table, String key, String column) {
        List<Object[]> sealed = jdbc.query(
                "SELECT %2$s, %3$s FROM %1$s WHERE %2$s IS NOT NULL AND %3$s IS NOT NULL".formatted(table, key, column),
                (row, n) -> new Object[] {
                    seals.seal(RowSeals.place(table, row.getString(1)), row.getString(2)),
                    row.getString(1),
                    row.getString(2)
                });
        jdbc.batchUpdate("UPDATE %1$s SET %3$s = ? WHERE %2$s = ? AND %3$s = ?".formatted(table, key, column), sealed);
    }

    private record Row(long generation, String subscriptionId, String key, String document) {}

    /** The rows of a read model's table, of every generation. */
    private final class Documents {
        private final JdbcTemplate jdbc;
        private final String table;
        private final String key;

        /** Whether the account's name is found by hashes of its parts. */
        private final boolean isSought;

        Documents(JdbcTemplate jdbc, String table, String key, boolean isSought) {
            this.jdbc = jdbc;
            this.table = table;
            this.key = key;
            this.isSought = isSought;
        }

        /** In the transaction that is under way, while nobody else writes. */
        void seal() {
            String update = "UPDATE %s SET document = ?%s WHERE %s = ? AND generation = ?"
                    .formatted(table, isSought ? ", name_grams = ?" : "", key);
            for (List<Row> some = behind("", 0);
                    !some.isEmpty();
                    some = behind(some.getLast().key(), some.getLast().generation())) {
                jdbc.batchUpdate(update, some.stream().map(this::sealed).toList());
            }
        }

        /** The first condition is implied by the second, and what the index of the primary key understands. */
        private List<Row> behind(String last, long generation) {
            return jdbc.query(
                    ("SELECT generation, subscription_id, %1$s, document FROM %2$s WHERE %1$s >= ? AND (%1$s, generation) > (?, ?)"
                                    + " ORDER BY %1$s, generation LIMIT ?")
                            .formatted(key, table),
                    (row, n) -> new Row(row.getLong(1), row.getString(2), row.getString(3), row.getString(4)),
                    last,
                    last,
                    generation,
                    AT_ONCE);
        }

        private Object[] sealed(Row row) {
            JsonNode document = JSON.missingNode();
            String grams = "";
            try {
                document = JSON.readTree(row.document());
                grams = form.index(AccountSummaryModel.soughtIn(
                        document.at("/opening/accountName").asString("")));
                seal(document, RowSeals.place(table, row.subscriptionId()));
            } catch (JacksonException unreadable) {
                // Nobody could read it before either; it does not go on standing there in plain text.
                LOG.error("a row of {} in {} was altered; a replay makes it anew", row.subscriptionId(), table);
            }
            String text = document.isObject() ? JSON.writeValueAsString(document) : "unreadable";
            return isSought
                    ? new Object[] {text, grams, row.key(), row.generation()}
                    : new Object[] {text, row.key(), row.generation()};
        }

        private void seal(JsonNode json, String place) {
            switch (json) {
                case ObjectNode object -> {
                    for (String name : Set.copyOf(object.propertyNames())) {
                        JsonNode value = object.path(name);
                        if (PERSONAL.contains(name) && !value.isNull()) {
                            object.put(name, seals.seal(place, JSON.writeValueAsString(value)));
                        } else {
                            seal(value, place);
                        }
                    }
                }
                case ArrayNode array -> array.forEach(each -> seal(each, place));
                default -> {}
            }
        }
    }
}
