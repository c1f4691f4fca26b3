package com.kore.billing.app.analytics.export;

import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which file is asked for.
 *
 * @param withPosition whether each row is to say the position that it is as of, in a last column more than the view has
 */
record ExportRequest(ExportedView view, ExportFormat format, boolean withPosition) {
    private static final Column AS_OF = new Column("as_of_position", ColumnType.BIGINT, false);

    /** @throws RequestRefused if there is no such view, or no such form */
    static ExportRequest of(String file, boolean withPosition) {
        int dot = file.lastIndexOf('.');
        ExportedView view = ExportedView.of(dot < 0 ? file : file.substring(0, dot))
                .orElseThrow(() -> notFound("There is no such view. The views are " + ExportedView.names() + "."));
        ExportFormat format = ExportFormat.of(dot < 0 ? "" : file.substring(dot + 1))
                .orElseThrow(() -> notFound("The view can be had as " + ExportFormat.suffixes() + ": end the path with "
                        + view.sqlName() + "." + ExportFormat.CSV.suffix() + ", for example."));
        return new ExportRequest(view, format, withPosition);
    }

    private static RequestRefused notFound(String detail) {
        return new RequestRefused(ProblemCode.NOT_FOUND, detail);
    }

    /** The name that a file is kept under. */
    String fileName(Snapshot snapshot) {
        return "%s-as-of-%d.%s".formatted(view.sqlName(), snapshot.position(), format.suffix());
    }

    /** Of the columns too: a version that has others makes another file of the same rows. */
    String tag(Snapshot snapshot) {
        String columns = columns().stream().map(Column::name).collect(Collectors.joining(","));
        return snapshot.tag("%s.%s-%08x".formatted(view.sqlName(), format.suffix(), columns.hashCode()));
    }

    /** Writes the file from its first row to its last, and ends it only after that. */
    void write(Snapshots snapshots, Snapshot snapshot, OutputStream output) throws IOException {
        RowFile file = format.open(view, columns(), snapshot, output);
        snapshots.rows(view, values -> file.write(withPosition ? with(values, snapshot.position()) : values));
        file.end();
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>(view.columns());
        if (withPosition) {
            columns.add(AS_OF);
        }
        return columns;
    }

    private static @Nullable Object[] with(@Nullable Object[] values, long position) {
        @Nullable Object[] more = Arrays.copyOf(values, values.length + 1);
        more[values.length] = position;
        return more;
    }
}
