package com.kore.billing.app.web;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Discriminator;
import io.swagger.v3.oas.models.media.Schema;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How domain values stand in the OpenAPI document: as {@link RecordBinder} reads them and Jackson writes them. */
public final class DomainSchemas implements ModelConverter {
    private static final String REFERENCE = "#/components/schemas/";
    private static final String NULL = "null";

    DomainSchemas() {}

    /** A reference to the schema of a record or sealed interface, which the document names by its class. */
    public static Schema<Object> reference(Class<?> type) {
        Schema<Object> reference = new Schema<>();
        reference.set$ref(REFERENCE + type.getSimpleName());
        return reference;
    }

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        JavaType java = Json.mapper().constructType(type.getType());
        Class<?> raw = java == null ? Object.class : java.getRawClass();
        if (java != null && java.getRawClass() == Object.class) {
            return new Schema<>().description("Any JSON.");
        }
        Optional<Schema<?>> ours = value(raw);
        if (ours.isPresent()) {
            return ours.get();
        }
        Schema<?> schema = others.hasNext() ? others.next().resolve(type, context, others) : null;
        if (schema != null) {
            Schema<?> model = definition(schema, context);
            if (raw.isRecord()) {
                complete(model, raw);
            } else if (RecordBinder.isToldApart(raw)) {
                tellApart(model, raw);
                // Swagger has just made each kind an extension of what is told apart, which is one of the kinds, and so
                // on.
                kinds(raw).forEach(entry -> complete(definition(reference(entry.value()), context), entry.value()));
            }
        }
        return schema;
    }

    private static Schema<?> definition(Schema<?> schema, ModelConverterContext context) {
        String reference = schema.get$ref();
        return reference != null && reference.startsWith(REFERENCE)
                ? context.getDefinedModels().getOrDefault(reference.substring(REFERENCE.length()), schema)
                : schema;
    }

    /**
     * Swagger knows neither what a record requires, nor what may be null, nor that one of several kinds is whole in itself. Called again
     * each time that the record is met.
     */
    private static void complete(Schema<?> model, Class<?> type) {
        List<String> required = new ArrayList<>();
        for (Class<?> parent : type.getInterfaces()) {
            if (RecordBinder.isToldApart(parent)) {
                if (model.getAllOf() != null) {
                    Schema<?> own = model.getAllOf().getLast();
                    model.setProperties(own.getProperties());
                    model.setAllOf(null);
                }
                String property = parent.getAnnotation(JsonTypeInfo.class).property();
                Schema<Object> kind = of("string", "Tells it apart.");
                kinds(parent)
                        .filter(entry -> entry.value() == type)
                        .forEach(entry -> kind.addEnumItemObject(entry.name()));
                model.addProperty(property, kind);
                required.add(property);
            }
        }
        for (RecordComponent component : type.getRecordComponents()) {
            if (component.getType() == Optional.class) {
                if (!isLeftOut(component, JsonInclude.Include.NON_ABSENT)) {
                    model.getProperties()
                            .computeIfPresent(component.getName(), (name, schema) -> orNull((Schema<?>) schema));
                }
            } else if (!isLeftOut(component, JsonInclude.Include.NON_EMPTY)) {
                required.add(component.getName());
            }
        }
        model.setType("object");
        model.setTypes(Set.of("object"));
        model.setRequired(required);
    }

    /** Whether an answer leaves it out when there is nothing to say; else it is null, as it may be in a request. */
    private static boolean isLeftOut(RecordComponent component, JsonInclude.Include when) {
        JsonInclude own = component.getAccessor().getAnnotation(JsonInclude.class);
        JsonInclude all = component.getDeclaringRecord().getAnnotation(JsonInclude.class);
        JsonInclude says = own == null ? all : own;
        return says != null && says.value() == when;
    }

    private static Schema<?> orNull(Schema<?> schema) {
        if (schema.get$ref() != null) {
            Schema<Object> nothing = new Schema<>();
            nothing.setTypes(Set.of(NULL));
            Schema<Object> either = new Schema<>();
            either.addOneOfItem(schema);
            either.addOneOfItem(nothing);
            return either;
        }
        if (schema.getTypes() != null && !schema.getTypes().contains(NULL)) {
            Set<String> types = new LinkedHashSet<>(schema.getTypes());
            types.add(NULL);
            schema.setTypes(types);
            if (schema.getEnum() != null) {
                schema.addEnumItemObject(null);
            }
        }
        return schema;
    }

    private static void tellApart(Schema<?> model, Class<?> type) {
        Discriminator discriminator = new Discriminator()
                .propertyName(type.getAnnotation(JsonTypeInfo.class).property());
        model.setProperties(null);
        model.setRequired(null);
        model.setOneOf(new ArrayList<>());
        kinds(type).forEach(entry -> {
            Schema<Object> kind = reference(entry.value());
            discriminator.mapping(entry.name(), kind.get$ref());
            model.addOneOfItem(kind);
        });
        model.setDiscriminator(discriminator);
    }

    private static Stream<JsonSubTypes.Type> kinds(Class<?> type) {
        return Arrays.stream(type.getAnnotation(JsonSubTypes.class).value());
    }

    private static Optional<Schema<?>> value(Class<?> type) {
        if (type == Money.class) {
            Schema<Object> money = of("object", "Minor units of a currency.");
            money.addProperty("amount", of("integer", "Below 2^53."));
            money.addProperty("currency", of("string", "ISO 4217, such as USD."));
            money.setRequired(List.of("amount", "currency"));
            return Optional.of(money);
        }
        if (JsonNode.class.isAssignableFrom(type)) {
            return Optional.of(of("object", "JSON as it is."));
        }
        if (type == CurrencyUnit.class) {
            return Optional.of(of("string", "ISO 4217, such as USD."));
        }
        if (type == ZoneId.class) {
            return Optional.of(of("string", "IANA, such as Europe/Berlin."));
        }
        if (type.isEnum()) {
            Schema<Object> schema = of("string", "One of a fixed set.");
            for (Object constant : type.getEnumConstants()) {
                schema.addEnumItemObject(((Enum<?>) constant).name().toLowerCase(Locale.ROOT));
            }
            return Optional.of(schema);
        }
        return ScalarReader.isBareValue(type) || isWrittenBare(type)
                ? Optional.of(of("string", "An id or code."))
                : Optional.empty();
    }

    private static boolean isWrittenBare(Class<?> type) {
        return type.isRecord()
                && type.getRecordComponents().length == 1
                && type.getRecordComponents()[0].getAccessor().isAnnotationPresent(JsonValue.class);
    }

    private static Schema<Object> of(String type, String description) {
        Schema<Object> schema = new Schema<>();
        schema.setType(type);
        schema.setTypes(Set.of(type));
        schema.setDescription(description);
        return schema;
    }
}
