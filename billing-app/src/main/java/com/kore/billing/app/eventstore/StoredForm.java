package com.kore.billing.app.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.kore.billing.domain.Personal;
import com.kore.billing.domain.subscription.Subscription;
import java.util.Arrays;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;

/**
 * What is stored of domain values: their components and nothing that is computed from them; sealed if they are personal. The domain
 * carries no annotation of the JSON library, so this says it from outside.
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
    public boolean hasIgnoreMarker(MapperConfig<?> config, AnnotatedMember member) {
        return isComputed(member);
    }

    /** A record's {@code isEmpty()} is no part of it, but computed. */
    static boolean isComputed(AnnotatedMember member) {
        return member instanceof AnnotatedMethod
                && member.getDeclaringClass().isRecord()
                && Arrays.stream(member.getDeclaringClass().getRecordComponents())
                        .noneMatch(component -> component.getName().equals(member.getName()));
    }

    @Override
    public VisibilityChecker findAutoDetectVisibility(
            MapperConfig<?> config, AnnotatedClass type, VisibilityChecker checker) {
        return type.getRawType() == Subscription.class
                ? checker.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                : checker;
    }
}
