package com.kore.billing.projections.readmodel;

import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.json.PersonalProperties;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;

/**
 * How rows stand in the database: as JSON, in which whatever is {@link com.kore.billing.domain.Personal} is sealed, and beside it columns by which a
 * sealed text is found. Made once; safe for any number of threads.
 */
public final class RowForm {
    private static final String PLACE = RowForm.class.getName();

    private final RowSeals seals;
    private final JsonMapper clear = DomainJson.mapperBuilder().build();
    private final JsonMapper sealing;

    public RowForm(RowSeals seals) {
        this.seals = seals;
        this.sealing = DomainJson.mapperBuilder()
                .annotationIntrospector(AnnotationIntrospector.pair(
                        new PersonalProperties(new Sealed()), new JacksonAnnotationIntrospector()))
                .build();
    }

    /** One name in two accounts is not seen to be the same. */
    private static String place(Table<?> table, String subscriptionId) {
        return RowSeals.place(table.name(), subscriptionId);
    }

    <T> String write(Table<T> table, String subscriptionId, T row) {
        return sealing.writer()
                .withAttribute(PLACE, place(table, subscriptionId))
                .writeValueAsString(row);
    }

    <T> T read(Table<T> table, String subscriptionId, String document) {
        return sealing.readerFor(table.type())
                .withAttribute(PLACE, place(table, subscriptionId))
                .readValue(document);
    }

    /** What a column of {@link Table#sought} holds: hashes of the text's {@link Grams}, in an order that tells nothing of the text's. */
    public String index(String text) {
        return seals.hashes(Grams.of(text)).stream().distinct().sorted().collect(Collectors.joining(" "));
    }

    /**
     * Patterns for {@code LIKE}, all of which fit what {@link Table#sought} holds of a text if this one is part of it. They may fit others too:
     * whoever asks looks at the texts of what is found.
     */
    public List<String> patterns(String part) {
        return seals.hashes(Grams.asked(part)).stream()
                .distinct()
                .map(hash -> "%" + hash + "%")
                .toList();
    }

    private final class Sealed implements PersonalProperties.Form {
        @Override
        public String write(Object value, SerializationContext context) {
            return seals.seal(place(context.getAttribute(PLACE)), clear.writeValueAsString(value));
        }

        @Override
        public Object read(String text, JavaType type, DeserializationContext context) {
            return clear.readerFor(type).readValue(seals.open(place(context.getAttribute(PLACE)), text));
        }

        private static String place(@Nullable Object attribute) {
            if (attribute instanceof String place) {
                return place;
            }
            throw new IllegalStateException("a personal value has a place in a table");
        }
    }
}
