package com.kore.billing.app.eventstore;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.json.PersonalProperties;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.json.JsonMapper;

/** How personal values of events, snapshots and dead letters are written and read: as a {@link SealedText} of their JSON. */
final class PersonalValues implements PersonalProperties.Form {
    /** Under this attribute a writer carries the {@link AccountKey} of what it writes. */
    static final String ACCOUNT_KEY = AccountKey.class.getName();

    private final PersonalDataKeys keys;
    private final RandomGenerator random;
    private final JsonMapper clear = DomainJson.mapperBuilder().build();

    PersonalValues(PersonalDataKeys keys, RandomGenerator random) {
        this.keys = keys;
        this.random = random;
    }

    @Override
    public String write(Object value, SerializationContext context) {
        if (!(context.getAttribute(ACCOUNT_KEY) instanceof AccountKey account)) {
            throw new IllegalStateException("a personal value is written only under the key of its account");
        }
        AccountKey.Key key = account.get();
        String json = clear.writeValueAsString(value);
        EventRow.requireWholeCharacters(json);
        return SealedText.seal(key.id(), key.secret(), json, random).toString();
    }

    @Override
    public Object read(String text, JavaType type, DeserializationContext context) {
        SealedText sealed = SealedText.parse(text);
        return keys.find(sealed.keyId())
                .<Object>map(key -> clear.readerFor(type).readValue(sealed.open(key)))
                .orElseGet(() -> erased(type));
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
}
