package com.kore.billing.app.analytics.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The forms that a view can be had in. */
enum ExportFormat {
    CSV("text/csv;header=present;charset=UTF-8"),
    NDJSON("application/x-ndjson"),
    PARQUET("application/vnd.apache.parquet");

    private final String mediaType;

    ExportFormat(String mediaType) {
        this.mediaType = mediaType;
    }

    String mediaType() {
        return mediaType;
    }

    /** What a file's name ends with, without the dot. */
    String suffix() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ExportFormat> of(String suffix) {
        return Arrays.stream(values())
                .filter(format -> format.suffix().equals(suffix))
                .findFirst();
    }

    static String suffixes() {
        return Arrays.stream(values()).map(ExportFormat::suffix).collect(Collectors.joining(", "));
    }

    /** Begins a file. */
    RowFile open(ExportedView view, List<Column> columns, Snapshot snapshot, OutputStream output) throws IOException {
        return switch (this) {
            case CSV -> new CsvFile(columns, output);
            case NDJSON -> new NdjsonFile(columns, output);
            case PARQUET ->
                new ParquetFile(
                        view.sqlName(),
                        columns,
                        Map.of("view", view.sqlName(), "event_position", Long.toString(snapshot.position())),
                        output);
        };
    }
}
