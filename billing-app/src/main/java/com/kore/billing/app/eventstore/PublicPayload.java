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

/** What others may see of an event that is not stored: its stored form, its personal values, tokens among them, left out. */
public final class PublicPayload {
    private static final JsonMapper JSON = DomainJson.mapperBuilder()
            .annotationIntrospector(
                    AnnotationIntrospector.pair(new WithoutPersonalValues(), new JacksonAnnotationIntrospector()))
            .build();

    private PublicPayload() {}

    public static JsonNode of(SubscriptionEvent event) {
        return JSON.valueToTree(event);
    }

    private static final class WithoutPersonalValues extends NopAnnotationIntrospector {
        @Override
        public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
            return member.hasAnnotation(Personal.class) || StoredForm.isComputed(member);
        }
    }
}
