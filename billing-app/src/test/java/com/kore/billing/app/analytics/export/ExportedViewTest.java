package com.kore.billing.app.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What is said of the views here is what they are. */
class ExportedViewTest {
    private static final Map<String, ColumnType> TYPES = Map.of(
            "character varying", ColumnType.TEXT,
            "integer", ColumnType.INT,
            "bigint", ColumnType.BIGINT,
            "boolean", ColumnType.BOOLEAN,
            "date", ColumnType.DATE,
            "timestamp with time zone", ColumnType.INSTANT,
            "text", ColumnType.TEXT);

    @ParameterizedTest
    @EnumSource
    void all_views_of_the_schema_are_exported_with_all_their_columns_in_their_order(Vendor vendor) {
        try (HikariDataSource database = TestDatabases.fresh(vendor).open()) {
            Map<String, List<String>> stored = new TreeMap<>();
            JdbcClient.create(database).sql("""
                            SELECT table_name, column_name, data_type FROM information_schema.columns
                            WHERE table_schema IN ('analytics', 'ANALYTICS') ORDER BY table_name, ordinal_position""").query(row -> {
                stored.computeIfAbsent(row.getString(1).toLowerCase(Locale.ROOT), any -> new ArrayList<>())
                        .add(row.getString(2).toLowerCase(Locale.ROOT) + " "
                                + TYPES.get(row.getString(3).toLowerCase(Locale.ROOT)));
            });

            assertThat(Arrays.stream(ExportedView.values())
                            .collect(Collectors.toMap(ExportedView::sqlName, ExportedViewTest::columns)))
                    .isEqualTo(stored);
        }
    }

    private static List<String> columns(ExportedView view) {
        return view.columns().stream()
                .map(column -> column.name() + " " + column.type())
                .toList();
    }
}
