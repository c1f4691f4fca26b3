package com.kore.billing.app.analytics.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.DuckDb;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every kind of value in every form. */
class RowFileTest {
    private static final List<Column> COLUMNS = List.of(
            new Column("name", ColumnType.TEXT, true),
            new Column("users", ColumnType.INT, true),
            new Column("change_minor", ColumnType.BIGINT, true),
            new Column("dunned", ColumnType.BOOLEAN, true),
            new Column("starts_on", ColumnType.DATE, true),
            new Column("happened_at", ColumnType.INSTANT, true));
    private static final @Nullable Object[] FULL = {
        "Ünï, \"quoted\"\nand 一",
        -3,
        Long.MIN_VALUE,
        true,
        LocalDate.of(1969, 7, 20),
        Instant.parse("2026-01-15T12:00:00.123456Z")
    };
    private static final @Nullable Object[] EMPTY = {null, null, null, null, null, null};

    @TempDir
    private Path folder;

    private static RowFile csv(OutputStream output) throws IOException {
        return new CsvFile(COLUMNS, output);
    }

    private static String csvOf(@Nullable Object... values) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RowFile file = csv(output);
        file.write(values);
        file.end();
        return output.toString(StandardCharsets.UTF_8);
    }

    @Test
    void csv_has_a_header_ends_lines_as_the_standard_says_and_quotes_what_needs_it() throws IOException {
        assertThat(csvOf(FULL)).isEqualTo("""
                name,users,change_minor,dunned,starts_on,happened_at\r
                "Ünï, ""quoted""
                and 一",-3,-9223372036854775808,true,1969-07-20,2026-01-15T12:00:00.123456Z\r
                """);
        assertThat(csvOf(EMPTY)).endsWith("happened_at\r\n,,,,,\r\n");
    }

    @Test
    void no_text_of_a_csv_is_a_formula_and_every_number_is_a_number() throws IOException {
        for (String text : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "\nx", "'=1")) {
            String written = csvOf(text, -1, -1L, null, null, null).split("happened_at\r\n", 2)[1];
            assertThat(written.replace("\"", "")).isEqualTo("'" + text + ",-1,-1,,,\r\n");
        }
        assertThat(csvOf("a=1", 1, 1L, null, null, null)).endsWith("\r\na=1,1,1,,,\r\n");
    }

    @Test
    void a_line_of_json_says_null_and_keeps_every_text_as_it_is() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RowFile file = new NdjsonFile(COLUMNS, output);
        file.write(FULL);
        file.write(EMPTY);
        file.end();

        assertThat(output.toString(StandardCharsets.UTF_8)).isEqualTo("""
                {"name":"Ünï, \\"quoted\\"\\nand 一","users":-3,"change_minor":-9223372036854775808,"dunned":true,\
                "starts_on":"1969-07-20","happened_at":"2026-01-15T12:00:00.123456Z"}
                {"name":null,"users":null,"change_minor":null,"dunned":null,"starts_on":null,"happened_at":null}
                """);
    }

    @Test
    void parquet_has_the_types_of_sql_and_says_what_it_is() throws IOException {
        Path path = folder.resolve("some.parquet");
        try (OutputStream output = Files.newOutputStream(path);
                DuckDb duck = new DuckDb()) {
            RowFile file = new ParquetFile("some", COLUMNS, Map.of("event_position", "42"), output);
            file.write(FULL);
            file.write(EMPTY);
            file.end();

            assertThat(duck.rows("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM '%s')".formatted(path)))
                    .containsExactly(
                            "name|VARCHAR",
                            "users|INTEGER",
                            "change_minor|BIGINT",
                            "dunned|BOOLEAN",
                            "starts_on|DATE",
                            "happened_at|TIMESTAMP WITH TIME ZONE");
            assertThat(duck.rows("SELECT * REPLACE (epoch_us(happened_at) AS happened_at) FROM '%s'".formatted(path)))
                    .containsExactly(
                            "Ünï, \"quoted\"\nand 一|-3|-9223372036854775808|true|1969-07-20|1768478400123456", "|||||");
            assertThat(duck.rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata('%s')".formatted(path)))
                    .containsExactly("event_position|42");
        }
    }

    @Test
    void what_was_not_ended_is_no_parquet_file() throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        RowFile file = new ParquetFile("some", COLUMNS, Map.of(), output);
        for (int i = 0; i < 1_000; i++) {
            file.write(FULL);
        }

        assertThat(output.toString(StandardCharsets.ISO_8859_1)).isEqualTo("PAR1");
    }
}
