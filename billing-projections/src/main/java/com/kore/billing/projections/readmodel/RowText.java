package com.kore.billing.projections.readmodel;

import com.kore.billing.projections.json.DomainJson;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.OffsetDateTime;
import java.util.Locale;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A row as it stands in a table, as JSON: its columns but the generation, and the document within. */
final class RowText {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();
    private static final String GENERATION = "generation";
    private static final String DOCUMENT = "document";

    private RowText() {}

    static String of(ResultSet row) throws SQLException {
        ObjectNode json = JSON.createObjectNode();
        ResultSetMetaData columns = row.getMetaData();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String name = columns.getColumnLabel(i).toLowerCase(Locale.ROOT);
            if (name.equals(DOCUMENT)) {
                json.set(name, document(row.getString(i)));
            } else if (!name.equals(GENERATION)) {
                Object value = row.getObject(i);
                json.set(name, value == null ? JSON.nullNode() : JSON.valueToTree(plain(value)));
            }
        }
        return json.toString();
    }

    /** Somebody may have made something else of it. */
    private static JsonNode document(String text) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException unreadable) {
            return JSON.valueToTree("no JSON");
        }
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Number number -> number;
            case Timestamp timestamp -> timestamp.toInstant().toString();
            case OffsetDateTime at -> at.toInstant().toString();
            default -> value.toString();
        };
    }
}
