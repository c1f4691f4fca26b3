package com.kore.billing.app.eventstore;

import com.kore.billing.domain.Personal;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.projections.json.DomainJson;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What of a stored payload others may see: all of it but the personal values, which are left out.
 *
 * <p>They are told by their sealed form, in which alone they are ever stored, so no key is needed and an erased account's events read as
 * they always did. Left out entirely: ciphertext says how long a value is and would change with the form of sealing, and a null would
 * claim that there is none.
 */
public final class PublicForm {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final JsonMapper UNSTORED = DomainJson.mapperBuilder()
            .annotationIntrospector(AnnotationIntrospector.pair(
                    new NopAnnotationIntrospector() {
                        @Override
                        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
                            return member.hasAnnotation(Personal.class);
                        }
                    },
                    new JacksonAnnotationIntrospector()))
            .build();

    private PublicForm() {}

    /** The payload that an event would have if it were stored. */
    public static JsonNode of(SubscriptionEvent event) {
        return UNSTORED.valueToTree(event);
    }

    /** The payload of an event, as it would be stored today. */
    public static JsonNode of(StoredEvent event) {
        return of(event.presentPayload());
    }

    static JsonNode of(String payload) {
        JsonNode json = JSON.readTree(payload);
        leaveOutSealed(json);
        return json;
    }

    private static void leaveOutSealed(JsonNode json) {
        if (json instanceof ObjectNode object) {
            object.removeIf(PublicForm::isSealed);
        } else if (json instanceof ArrayNode array) {
            array.removeIf(PublicForm::isSealed);
        }
        json.forEach(PublicForm::leaveOutSealed);
    }

    private static boolean isSealed(JsonNode value) {
        return value.isString() && SealedText.isSealed(value.stringValue());
    }
}
