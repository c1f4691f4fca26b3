package com.kore.billing.app.rebuild;

import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.invoices.InvoicesModel;
import com.kore.billing.projections.readmodel.PlainRows;
import com.kore.billing.projections.readmodel.RowForm;
import com.kore.billing.projections.readmodel.RowSeals;
import java.util.List;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * The migration that seals rows which were written before rows were sealed; names of access tokens and reasons of operators with them. They are sealed where they stand, and not made anew by a replay: so no read
 * is without an answer meanwhile, and none is answered from plain text.
 */
public final class SealedRows implements JavaMigration {
    private static final Logger LOG = LoggerFactory.getLogger(SealedRows.class);

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
        PlainRows rows = new PlainRows(
                jdbc,
                form,
                (table, subscription) -> LOG.error(
                        "a row of {} in {} was altered and cannot be read; a replay makes it anew",
                        subscription,
                        table));
        rows.seal(new AccountSummaryModel());
        rows.seal(new InvoicesModel());
        seal(jdbc, "access_token", "token_id", "name");
        seal(jdbc, "operator_action", "event_id", "reason");
    }

    private void seal(JdbcTemplate jdbc, String table, String key, String column) {
        List<Object[]> sealed = jdbc.query(
                "SELECT %2$s, %3$s FROM %1$s WHERE %2$s IS NOT NULL AND %3$s IS NOT NULL".formatted(table, key, column),
                (row, n) -> new Object[] {
                    seals.seal(table + " of " + row.getString(1), row.getString(2)), row.getString(1), row.getString(2)
                });
        jdbc.batchUpdate("UPDATE %1$s SET %3$s = ? WHERE %2$s = ? AND %3$s = ?".formatted(table, key, column), sealed);
    }
}
