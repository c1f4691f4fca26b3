package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Conditions that all have to hold; values are converted as {@link Table.Column} says. */
public final class Filter {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> arguments = new ArrayList<>();

    /** @param condition SQL with a parameter for each value; left out if the only value is an empty {@link Optional} */
    public Filter and(String condition, Object... values) {
        if (values.length == 1 && values[0] instanceof Optional<?> optional) {
            return optional.<Filter>map(value -> and(condition, new Object[] {value}))
                    .orElse(this);
        }
        sql.append(" AND ").append(condition);
        for (Object value : values) {
            arguments.add(TableSql.present(value));
        }
        return this;
    }

    String sql() {
        return sql.toString();
    }

    List<Object> arguments() {
        return arguments;
    }
}
