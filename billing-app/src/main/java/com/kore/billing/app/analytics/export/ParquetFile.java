package com.kore.billing.app.analytics.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.OutputFile;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Apache Parquet, its pages in GZIP. What it keeps in memory is a group of rows of some megabytes, and the names of those before. */
final class ParquetFile implements RowFile {
    private static final int GROUP_BYTES = 8 << 20;
    private static final int GROUP_ROWS = 100_000;

    private final ParquetWriter<@Nullable Object[]> writer;

    /** @param metadata what the file says about itself */
    ParquetFile(String view, List<Column> columns, Map<String, String> metadata, OutputStream output)
            throws IOException {
        this.writer = new Builder(new ParquetOutput(output), ParquetRows.schema(view, columns), metadata)
                .withConf(new PlainParquetConfiguration())
                .withCodecFactory(new GzipPages())
                .withCompressionCodec(CompressionCodecName.GZIP)
                .withRowGroupSize((long) GROUP_BYTES)
                .withRowGroupRowCountLimit(GROUP_ROWS)
                .build();
    }

    @Override
    public void write(@Nullable Object[] values) throws IOException {
        writer.write(values);
    }

    /** The footer comes last; without it a file is none. */
    @Override
    public void end() throws IOException {
        writer.close();
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final MessageType schema;
        private final Map<String, String> metadata;

        Builder(OutputFile file, MessageType schema, Map<String, String> metadata) {
            super(file);
            this.schema = schema;
            this.metadata = metadata;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return new ParquetRows(schema, metadata);
        }

        /** Abstract as well as deprecated. */
        @Override
        @SuppressWarnings("deprecation")
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration configuration) {
            return new ParquetRows(schema, metadata);
        }
    }
}
