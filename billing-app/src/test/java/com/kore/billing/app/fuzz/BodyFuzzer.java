package com.kore.billing.app.fuzz;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Bodies built from a schema of the OpenAPI document: as it says, nearly so, or not at all. */
final class BodyFuzzer {
    private static final String SCHEMAS = "#/components/schemas/";
    private static final List<Charset> CHARSETS =
            List.of(StandardCharsets.UTF_16, StandardCharsets.UTF_16LE, StandardCharsets.ISO_8859_1);
    private static final int TOO_LARGE = 70_000;

    private final JsonNode document;
    private final Values values;

    /** How likely a value or field is wrong, in the body under way. */
    private double wildness;

    BodyFuzzer(JsonNode document, Values values) {
        this.document = document;
        this.values = values;
    }

    byte[] body(JsonNode schema) {
        wildness = values.one(List.of(0.0, 0.0, 0.04, 0.1, 0.4));
        String text = value("", schema);
        return values.chance(0.1) ? mangled(text) : text.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] mangled(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return switch (values.below(9)) {
            case 0 -> new byte[0];
            case 1 -> Arrays.copyOf(bytes, values.below(bytes.length + 1));
            case 2 -> ("\ufeff" + text).getBytes(StandardCharsets.UTF_8);
            case 3 -> text.getBytes(values.one(CHARSETS));
            case 4 -> (text + values.absurd()).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("[" + text + "]").getBytes(StandardCharsets.UTF_8);
            case 6 -> (text + " ".repeat(TOO_LARGE)).getBytes(StandardCharsets.UTF_8);
            case 7 -> values.absurd().getBytes(StandardCharsets.UTF_8);
            default -> {
                for (int change = values.below(4); change >= 0 && bytes.length > 0; change--) {
                    bytes[values.below(bytes.length)] = (byte) values.below(256);
                }
                yield bytes;
            }
        };
    }

    private String value(String name, JsonNode schema) {
        if (!name.isEmpty() && values.chance(wildness)) {
            return values.absurd();
        }
        JsonNode resolved = resolved(schema);
        if (resolved.has("allOf")) {
            return object(merged(resolved.get("allOf")));
        }
        for (String either : new String[] {"oneOf", "anyOf"}) {
            if (resolved.has(either)) {
                return value(
                        name, values.one(resolved.get(either).values().stream().toList()));
            }
        }
        return switch (type(resolved)) {
            case "object" -> object(fields(resolved));
            case "array" -> array(resolved.get("items"));
            case "null" -> "null";
            default -> scalar(name, resolved);
        };
    }

    private JsonNode resolved(JsonNode schema) {
        String reference = schema.path("$ref").stringValue("");
        return reference.isEmpty()
                ? schema
                : document.at("/components/schemas/" + reference.substring(SCHEMAS.length()));
    }

    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray() ? type.get(0).asString() : type.stringValue("string");
    }

    private record Field(String name, JsonNode schema, boolean required) {}

    private List<Field> fields(JsonNode schema) {
        List<Field> fields = new ArrayList<>();
        schema.path("properties")
                .properties()
                .forEach(field -> fields.add(new Field(
                        field.getKey(),
                        field.getValue(),
                        schema.path("required")
                                .valueStream()
                                .anyMatch(required -> required.asString().equals(field.getKey())))));
        return fields;
    }

    /** One of several kinds may itself be among them. */
    private List<Field> merged(JsonNode schemas) {
        List<Field> fields = new ArrayList<>();
        schemas.forEach(part -> {
            JsonNode resolved = resolved(part);
            fields.addAll(
                    resolved.has("oneOf")
                            ? fields(resolved(values.one(
                                    resolved.get("oneOf").values().stream().toList())))
                            : fields(resolved));
        });
        return fields;
    }

    private String object(List<Field> fields) {
        List<String> written = new ArrayList<>();
        for (Field field : fields) {
            boolean there = field.required() ? !values.chance(wildness) : values.chance(0.5);
            if (there) {
                written.add("\"%s\":%s".formatted(field.name(), value(field.name(), field.schema())));
            }
        }
        if (values.chance(wildness)) {
            written.add("\"surplus\":" + values.absurd());
        }
        if (values.chance(wildness) && !written.isEmpty()) {
            written.add(values.one(written));
        }
        if (values.chance(0.5)) {
            Collections.reverse(written);
        }
        return "{" + String.join(",", written) + "}";
    }

    private String array(JsonNode items) {
        int count = values.one(List.of(0, 1, 1, 2, 3, 101));
        List<String> written = new ArrayList<>();
        for (int item = 0; item < count; item++) {
            written.add(value("item", items));
        }
        return "[" + String.join(",", written) + "]";
    }

    private String scalar(String name, JsonNode schema) {
        if (schema.has("enum")) {
            return values.one(schema.get("enum").values().stream().toList()).toString();
        }
        String sensible = values.sensible(name);
        if (!sensible.isEmpty()) {
            return sensible;
        }
        if (type(schema).equals("integer")) {
            return String.valueOf(schema.path("minimum").asLong(1));
        }
        int length = Math.min(schema.path("maxLength").asInt(40), 40);
        return "\"" + "Acme Inc. ".repeat(4).substring(0, length).strip() + "\"";
    }
}
