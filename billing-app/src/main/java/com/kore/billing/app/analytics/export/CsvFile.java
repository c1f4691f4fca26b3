package com.kore.billing.app.analytics.export;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/**
 * RFC 4180 with a header, in UTF-8. A spreadsheet takes a text for a formula that begins as one does, so such a text gets an apostrophe in front;
 * one that begins with an apostrophe gets another, so that whoever drops a leading apostrophe from texts has just what was there. Numbers are numbers,
 * also negative ones.
 */
final class CsvFile implements RowFile {
    private static final String BEGINS_A_FORMULA = "=+-@\t\r\n";
    private static final String APOSTROPHE = "'";

    private final CSVPrinter printer;

    CsvFile(List<Column> columns, OutputStream output) throws IOException {
        this.printer = new CSVPrinter(
                new BufferedWriter(new OutputStreamWriter(output, StandardCharsets.UTF_8)), CSVFormat.RFC4180);
        printer.printRecord(columns.stream().map(Column::name));
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        for (Object value : values) {
            printer.print(value instanceof String text ? safe(text) : value);
        }
        printer.println();
    }

    private static String safe(String text) {
        return !text.isEmpty() && (BEGINS_A_FORMULA + APOSTROPHE).indexOf(text.charAt(0)) >= 0
                ? APOSTROPHE + text
                : text;
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }
}
