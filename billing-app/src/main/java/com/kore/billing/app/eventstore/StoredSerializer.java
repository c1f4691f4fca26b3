package com.kore.billing.app.eventstore;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.OpenedState;
import com.kore.billing.domain.subscription.Subscription;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionState;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.json.PersonalProperties;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.axonframework.serialization.SerializedObject;
import org.axonframework.serialization.SerializedType;
import org.axonframework.serialization.SimpleSerializedObject;
import org.axonframework.serialization.SimpleSerializedType;
import org.axonframework.serialization.jackson3.Jackson3Serializer;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.jsontype.BasicPolymorphicTypeValidator;

/**
 * The stored form of everything: events under their {@link StoredNames}, snapshots under {@code Subscription} and a revision that
 * changes with the shape of the state, tokens and metadata as Axon has them; all of it JSON, personal values sealed.
 */
final class StoredSerializer extends Jackson3Serializer {
    private static final String SNAPSHOT = "Subscription";
    private static final SerializedType SNAPSHOT_TYPE =
            new SimpleSerializedType(SNAPSHOT, StateShape.fingerprint(Subscription.class));

    private final PersonalDataKeys keys;

    private StoredSerializer(Builder builder, PersonalDataKeys keys) {
        super(builder);
        this.keys = keys;
    }

    static StoredSerializer of(PersonalDataKeys keys, RandomGenerator random) {
        PersonalValues personal = new PersonalValues(keys, random);
        return new StoredSerializer(
                Jackson3Serializer.builder().jsonMapperBuilderCustomizer(json -> configure(json, personal)), keys);
    }

    private static void configure(JsonMapper.Builder json, PersonalValues personal) {
        DomainJson.applyTo(json)
                .changeDefaultPropertyInclusion(ignored ->
                        JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
                .annotationIntrospector(AnnotationIntrospector.pair(
                        new PersonalProperties(personal),
                        AnnotationIntrospector.pair(new StoredForm(), new JacksonAnnotationIntrospector())))
                // Tokens of a replay hold other tokens by their class names.
                .polymorphicTypeValidator(BasicPolymorphicTypeValidator.builder()
                        .allowIfSubType("org.axonframework.")
                        .allowIfSubType("com.kore.billing.")
                        .build())
                .addMixIn(SubscriptionState.class, ByKind.class)
                .registerSubtypes(StateShape.kindsOf(SubscriptionState.class));
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
    private interface ByKind {}

    /** An event as it is stored, its personal values sealed with a key that may have to be stored with it. */
    String write(SubscriptionEvent event, AccountKey key) {
        return writer(key).writeValueAsString(event);
    }

    private ObjectWriter writer(AccountKey key) {
        return getWriter().withAttribute(PersonalValues.ACCOUNT_KEY, key);
    }

    @Override
    public <T> SerializedObject<T> serialize(Object object, Class<T> representation) {
        Optional<SubscriptionId> account = accountOf(object);
        if (account.isEmpty()) {
            return super.serialize(object, representation);
        }
        ObjectWriter writer = writer(keys.forCopies(account.get()));
        Object data = representation == String.class
                ? writer.writeValueAsString(object)
                : getConverter().convert(writer.writeValueAsBytes(object), representation);
        return new SimpleSerializedObject<>(representation.cast(data), representation, typeForClass(object.getClass()));
    }

    /** Text is read as text, without a detour over bytes. Whatever made a node read that keys were erased, it believes it from then on. */
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <S, T> T deserialize(SerializedObject<S> serialized) {
        requireReadable(serialized.getType());
        Class<?> type = classForType(serialized.getType());
        T read = serialized.getData() instanceof String text
                        && StoredNames.of(type).isPresent()
                ? getReader(type).readValue(text)
                : super.deserialize(serialized);
        if (read instanceof PersonalDataErased erased) {
            keys.erased(erased.subscriptionId());
        }
        return read;
    }

    /**
     * Only the form that is written today is read: JSON that lacks what is new would be read as if it were not there, and what a later
     * version of the service has added would be passed over.
     */
    private static void requireReadable(SerializedType stored) {
        StoredNames.revisionOf(stored.getName())
                .filter(present -> !present.equals(stored.getRevision()))
                .ifPresent(present -> {
                    throw new UnknownRevision(stored.getName(), stored.getRevision(), present);
                });
    }

    private static Optional<SubscriptionId> accountOf(Object object) {
        return switch (object) {
            case SubscriptionEvent event -> Optional.of(event.subscriptionId());
            case Subscription subscription ->
                subscription.ask(state -> state instanceof OpenedState opened
                        ? Optional.of(opened.account().id())
                        : Optional.empty());
            default -> Optional.empty();
        };
    }

    @Override
    @SuppressWarnings("rawtypes")
    public SerializedType typeForClass(Class type) {
        if (type == Subscription.class) {
            return SNAPSHOT_TYPE;
        }
        Optional<String> event = type == null ? Optional.empty() : StoredNames.of((Class<?>) type);
        return event.<SerializedType>map(name -> new SimpleSerializedType(
                        name, StoredNames.revisionOf(name).orElseThrow()))
                .orElseGet(() -> super.typeForClass(type));
    }

    @Override
    public Class<?> classForType(SerializedType type) {
        if (type.getName().equals(SNAPSHOT)) {
            return Subscription.class;
        }
        return StoredNames.eventClass(type.getName())
                .<Class<?>>map(event -> event)
                .orElseGet(() -> super.classForType(type));
    }

    /** Whether a stored snapshot has the shape that the state has now. */
    static boolean isPresentShape(SerializedType snapshot) {
        return SNAPSHOT_TYPE.getRevision().equals(snapshot.getRevision());
    }

    static SerializedType snapshotType() {
        return SNAPSHOT_TYPE;
    }
}
