package com.kore.billing.app.web;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
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
final class DomainSchemas implements ModelConverter {
    private static final String REFERENCE = "#/components/schemas/";

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        JavaType java = Json.mapper().constructType(type.getType());
        Class<?> raw = java == null ? Object.class : java.getRawClass();
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

    /** Swagger knows neither what a record requires nor that one of several kinds is whole in itself. */
    private static void complete(Schema<?> model, Class<?> type) {
        List<String> required = new ArrayList<>(required(type));
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
        model.setType("object");
        model.setTypes(Set.of("object"));
        model.setRequired(required);
    }

    private static void tellApart(Schema<?> model, Class<?> type) {
        Discriminator discriminator = new Discriminator()
                .propertyName(type.getAnnotation(JsonTypeInfo.class).property());
        model.setProperties(null);
        model.setRequired(null);
        model.setOneOf(new ArrayList<>());
        kinds(type).forEach(entry -> {
            String reference = REFERENCE + entry.value().getSimpleName();
            discriminator.mapping(entry.name(), reference);
            Schema<Object> kind = new Schema<>();
            kind.set$ref(reference);
            model.addOneOfItem(kind);
        });
        model.setDiscriminator(discriminator);
    }

    private static Stream<JsonSubTypes.Type> kinds(Class<?> type) {
        return Arrays.stream(type.getAnnotation(JsonSubTypes.class).value());
    }

    private static List<String> required(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .filter(component -> component.getType() != Optional.class)
                .map(RecordComponent::getName)
                .toList();
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
        return ScalarReader.isBareValue(type) ? Optional.of(of("string", "An id or code.")) : Optional.empty();
    }

    private static Schema<Object> of(String type, String description) {
        Schema<Object> schema = new Schema<>();
        schema.setType(type);
        schema.setTypes(Set.of(type));
        schema.setDescription(description);
        return schema;
    }
}
