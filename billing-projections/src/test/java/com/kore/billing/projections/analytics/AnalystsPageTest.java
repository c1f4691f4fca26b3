package com.kore.billing.projections.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.kore.billing.projections.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.jdbc.core.ResultSetExtractor;

/** docs/analysts.md tells every column of every view, and its queries run. */
@ParameterizedClass
@EnumSource(Database.class)
class AnalystsPageTest {
    private static final Pattern VIEW = Pattern.compile("(?ms)^### analytics\\.(\\w+)$(.*?)(?=^#)");
    private static final Pattern COLUMN = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.+) \\|$");
    private static final Pattern QUERY = Pattern.compile("(?ms)^```sql$(.*?)^```$");

    private final Database database;
    private final String page;

    AnalystsPageTest(Database database) throws IOException {
        this.database = database.emptied();
        this.page = Files.readString(Path.of("..", "docs", "analysts.md"));
    }

    private Map<String, List<String>> columns() {
        Map<String, List<String>> columns = new TreeMap<>();
        List<String> views = database.client()
                .sql("SELECT table_name FROM information_schema.views WHERE table_schema IN ('analytics', 'ANALYTICS')")
                .query((row, n) -> row.getString(1).toLowerCase(Locale.ROOT))
                .list();
        for (String view : views) {
            columns.put(
                    view, database.jdbc().query("SELECT * FROM analytics." + view + " WHERE 1 = 0", (ResultSetExtractor<
                                    List<String>>)
                            AnalystsPageTest::names));
        }
        return columns;
    }

    private static List<String> names(ResultSet empty) throws SQLException {
        ResultSetMetaData columns = empty.getMetaData();
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            names.add(columns.getColumnLabel(i).toLowerCase(Locale.ROOT));
        }
        return names;
    }

    @Test
    void every_column_is_told_in_its_place_and_none_that_there_is_not() {
        Map<String, List<String>> told = new TreeMap<>();
        VIEW.matcher(page)
                .results()
                .forEach(view -> told.put(
                        view.group(1),
                        COLUMN.matcher(view.group(2))
                                .results()
                                .map(column -> column.group(1))
                                .toList()));

        assertThat(told).hasSize(9).isEqualTo(columns());
    }

    @Test
    void every_view_has_a_query_and_every_query_runs() {
        assertThat(VIEW.matcher(page).results().map(view -> view.group(2)))
                .allMatch(section -> section.contains("```sql"));
        List<String> queries = QUERY.matcher(page)
                .results()
                .map((MatchResult query) -> query.group(1))
                .toList();

        assertThat(queries).hasSizeGreaterThan(9);
        queries.forEach(query -> assertThatCode(() -> database.jdbc().queryForList(query))
                .as(query)
                .doesNotThrowAnyException());
    }
}
