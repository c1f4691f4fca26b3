package com.kore.billing.projections.readmodel;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the rows of a table of the generation that answers. */
public final class Documents<T> {
    private final String select;
    private final Table<T> table;
    private final JdbcClient jdbc;
    private final RowForm form;

    public Documents(ReadModel<?, ?> model, Table<T> table, JdbcClient jdbc, RowForm form) {
        this.table = table;
        this.jdbc = jdbc;
        this.form = form;
        this.select =
                "SELECT subscription_id, document FROM %s WHERE generation = (SELECT generation FROM read_model WHERE name = '%s')"
                        .formatted(table.name(), model.name());
    }

    /**
     * @param order an {@code ORDER BY} clause, or nothing
     * @param limit rows at most
     */
    public List<T> list(Filter filter, String order, int limit) {
        return jdbc.sql(select + filter.sql() + " " + order + " LIMIT ?")
                .params(filter.arguments())
                .param(limit)
                .query((row, n) -> form.read(table, row.getString(1), row.getString(2)))
                .list();
    }
}
