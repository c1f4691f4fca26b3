package com.kore.billing.projections.json;

import com.kore.billing.domain.Personal;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.ser.std.StdSerializer;

/**
 * Has each value that is marked {@link Personal} written as one text, and read from it, whole. The domain carries no annotation of the JSON
 * library, so this says it from outside.
 */
public final class PersonalProperties extends NopAnnotationIntrospector {
    private final transient Form form;

    public PersonalProperties(Form form) {
        this.form = form;
    }

    /** What is written for a personal value. */
    public interface Form {
        /** @param value that is there: of an absent one nothing is written */
        String write(Object value, SerializationContext context);

        /** @throws RuntimeException if it is no text of this form */
        Object read(String text, JavaType type, DeserializationContext context);
    }

    @Override
    public Object findSerializer(MapperConfig<?> config, Annotated member) {
        return member.hasAnnotation(Personal.class) ? new Writing() : super.findSerializer(config, member);
    }

    @Override
    public Object findDeserializer(MapperConfig<?> config, Annotated member) {
        return member.hasAnnotation(Personal.class) ? new Reading(null) : super.findDeserializer(config, member);
    }

    private final class Writing extends StdSerializer<Object> {
        Writing() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            generator.writeString(form.write(value, context));
        }

        @Override
        public boolean isEmpty(SerializationContext context, Object value) {
            return value instanceof Optional<?> optional && optional.isEmpty();
        }
    }

    private final class Reading extends StdDeserializer<Object> {
        private final @Nullable JavaType type;

        Reading(@Nullable JavaType type) {
            super(Object.class);
            this.type = type;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Reading(property.getType());
        }

        /** What stands nowhere was never given. */
        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return type != null && type.hasRawClass(Optional.class) ? Optional.empty() : super.getAbsentValue(context);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            JavaType target = type == null ? context.constructType(String.class) : type;
            return form.read(parser.getValueAsString(""), target, context);
        }
    }
}
