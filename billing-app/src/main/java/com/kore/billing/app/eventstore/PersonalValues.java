package com.kore.billing.app.eventstore;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.projections.json.DomainJson;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.BeanProperty;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.ser.std.StdSerializer;

/** How whole personal values are written and read: as a {@link SealedText} of their JSON. */
final class PersonalValues {
    /** Under this attribute a writer carries the {@link AccountKey} of what it writes. */
    static final String ACCOUNT_KEY = AccountKey.class.getName();

    private final PersonalDataKeys keys;
    private final RandomGenerator random;
    private final JsonMapper clear = DomainJson.mapperBuilder().build();

    PersonalValues(PersonalDataKeys keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    StdSerializer<Object> sealing() {
        return new Sealing();
    }

    StdDeserializer<Object> opening() {
        return new Opening(null);
    }

    private static Object erased(JavaType type) {
        if (type.hasRawClass(String.class)) {
            return Personal.ERASED;
        }
        if (type.hasRawClass(BillingProfile.class)) {
            return BillingProfile.ERASED;
        }
        if (type.hasRawClass(Optional.class)) {
            return Optional.of(erased(type.containedType(0)));
        }
        if (type.hasRawClass(List.class)) {
            return List.of();
        }
        throw new IllegalStateException("it is not said what an erased " + type + " reads as");
    }

    private final class Sealing extends StdSerializer<Object> {
        Sealing() {
            super(Object.class);
        }

        @Override
        public void serialize(Object value, JsonGenerator generator, SerializationContext context) {
            if (!(context.getAttribute(ACCOUNT_KEY) instanceof AccountKey account)) {
                throw new IllegalStateException("a personal value is written only under the key of its account");
            }
            AccountKey.Key key = account.get();
            String json = clear.writeValueAsString(value);
            EventRow.requireWholeCharacters(json);
            generator.writeString(
                    SealedText.seal(key.id(), key.secret(), json, random).toString());
        }

        @Override
        public boolean isEmpty(SerializationContext context, Object value) {
            return value instanceof Optional<?> optional && optional.isEmpty();
        }
    }

    private final class Opening extends StdDeserializer<Object> {
        private final @Nullable JavaType type;

        Opening(@Nullable JavaType type) {
            super(Object.class);
            this.type = type;
        }

        @Override
        public ValueDeserializer<?> createContextual(DeserializationContext context, BeanProperty property) {
            return new Opening(property.getType());
        }

        /** What stands nowhere was never given. */
        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return type != null && type.hasRawClass(Optional.class) ? Optional.empty() : super.getAbsentValue(context);
        }

        @Override
        public Object deserialize(JsonParser parser, DeserializationContext context) {
            JavaType target = type == null ? context.constructType(String.class) : type;
            SealedText sealed = SealedText.parse(parser.getValueAsString(""));
            return keys.find(sealed.keyId())
                    .<Object>map(key -> clear.readerFor(target).readValue(sealed.open(key)))
                    .orElseGet(() -> erased(target));
        }
    }
}
