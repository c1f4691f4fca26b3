package com.kore.billing.app.analytics.export;

import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimeUnit;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;
import org.jspecify.annotations.Nullable;

/** How rows are said in Parquet: texts as STRING, days as DATE, moments as TIMESTAMP of microseconds in UTC; optional is what may be null. */
final class ParquetRows extends WriteSupport<@Nullable Object[]> {
    private final MessageType schema;
    private final Map<String, String> metadata;
    private @Nullable RecordConsumer consumer;

    ParquetRows(MessageType schema, Map<String, String> metadata) {
        this.schema = schema;
        this.metadata = metadata;
    }

    static MessageType schema(String view, List<Column> columns) {
        return new MessageType(view, columns.stream().map(ParquetRows::field).toList());
    }

    private static Type field(Column column) {
        return switch (column.type()) {
            case TEXT -> field(column, PrimitiveTypeName.BINARY, LogicalTypeAnnotation.stringType());
            case INT -> field(column, PrimitiveTypeName.INT32, null);
            case BIGINT -> field(column, PrimitiveTypeName.INT64, null);
            case BOOLEAN -> field(column, PrimitiveTypeName.BOOLEAN, null);
            case DATE -> field(column, PrimitiveTypeName.INT32, LogicalTypeAnnotation.dateType());
            case INSTANT ->
                field(column, PrimitiveTypeName.INT64, LogicalTypeAnnotation.timestampType(true, TimeUnit.MICROS));
        };
    }

    private static PrimitiveType field(
            Column column, PrimitiveTypeName stored, @Nullable LogicalTypeAnnotation meaning) {
        Type.Repetition repetition = column.nullable() ? Type.Repetition.OPTIONAL : Type.Repetition.REQUIRED;
        Types.PrimitiveBuilder<PrimitiveType> field = Types.primitive(stored, repetition);
        return (meaning == null ? field : field.as(meaning)).named(column.name());
    }

    @Override
    public WriteContext init(ParquetConfiguration configuration) {
        return new WriteContext(schema, metadata);
    }

    /** Abstract as well as deprecated. */
    @Override
    @SuppressWarnings("deprecation")
    public WriteContext init(Configuration configuration) {
        return new WriteContext(schema, metadata);
    }

    @Override
    public void prepareForWrite(RecordConsumer recordConsumer) {
        consumer = recordConsumer;
    }

    @Override
    public void write(@Nullable Object[] values) {
        RecordConsumer record = consumer;
        if (record == null) {
            throw new IllegalStateException("the file was not begun");
        }
        record.startMessage();
        for (int i = 0; i < values.length; i++) {
            Object value = values[i];
            if (value != null) {
                String name = schema.getFieldName(i);
                record.startField(name, i);
                add(record, value);
                record.endField(name, i);
            }
        }
        record.endMessage();
    }

    private static void add(RecordConsumer record, Object value) {
        switch (value) {
            case String text -> record.addBinary(Binary.fromString(text));
            case Integer number -> record.addInteger(number);
            case Long number -> record.addLong(number);
            case Boolean truth -> record.addBoolean(truth);
            case LocalDate day -> record.addInteger(Math.toIntExact(day.toEpochDay()));
            case Instant moment -> record.addLong(ChronoUnit.MICROS.between(Instant.EPOCH, moment));
            default -> throw new IllegalArgumentException("no column holds such values: " + value.getClass());
        }
    }
}
