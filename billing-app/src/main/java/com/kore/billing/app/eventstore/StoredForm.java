package com.kore.billing.app.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.kore.billing.domain.Personal;
import com.kore.billing.domain.subscription.Subscription;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;

/**
 * What is stored of domain values beyond their one JSON form: what is personal is sealed, and an aggregate is its fields. The domain carries
 * no annotation of the JSON library, so this says it from outside.
 */
final class StoredForm extends NopAnnotationIntrospector {
    private final transient PersonalValues personal;

    StoredForm(PersonalValues personal) {
        this.personal = personal;
    }

    @Override
    public Object findSerializer(MapperConfig<?> config, Annotated member) {
        return member.hasAnnotation(Personal.class) ? personal.sealing() : super.findSerializer(config, member);
    }

    @Override
    public Object findDeserializer(MapperConfig<?> config, Annotated member) {
        return member.hasAnnotation(Personal.class) ? personal.opening() : super.findDeserializer(config, member);
    }

    @Override
    public VisibilityChecker findAutoDetectVisibility(
            MapperConfig<?> config, AnnotatedClass type, VisibilityChecker checker) {
        return type.getRawType() == Subscription.class
                ? checker.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                : checker;
    }
}
