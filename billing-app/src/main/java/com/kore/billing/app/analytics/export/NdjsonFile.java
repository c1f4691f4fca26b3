package com.kore.billing.app.analytics.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** An object of JSON per line, with the names of SQL; what is not there is null. */
final class NdjsonFile implements RowFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final List<Column> columns;
    private final OutputStream output;

    NdjsonFile(List<Column> columns, OutputStream output) {
        this.columns = columns;
        this.output = output;
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        Map<String, @Nullable Object> row = LinkedHashMap.newLinkedHashMap(values.length);
        for (int i = 0; i < values.length; i++) {
            row.put(columns.get(i).name(), plain(values[i]));
        }
        // As a text first: half a character in a column would let bytes fail.
        output.write(JSON.writeValueAsString(row).getBytes(StandardCharsets.UTF_8));
        output.write('\n');
    }

    private static @Nullable Object plain(@Nullable Object value) {
        return value instanceof LocalDate || value instanceof Instant ? value.toString() : value;
    }

    @Override
    public void end() throws IOException {
        output.flush();
    }
}
