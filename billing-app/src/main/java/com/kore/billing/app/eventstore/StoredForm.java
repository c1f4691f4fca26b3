package com.kore.billing.app.eventstore;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.kore.billing.domain.subscription.Subscription;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.introspect.VisibilityChecker;

/**
 * What is stored of an aggregate: its fields. The domain carries no annotation of the JSON library, so this says it from outside.
 */
final class StoredForm extends NopAnnotationIntrospector {
    @Override
    public VisibilityChecker findAutoDetectVisibility(
            MapperConfig<?> config, AnnotatedClass type, VisibilityChecker checker) {
        return type.getRawType() == Subscription.class
                ? checker.withFieldVisibility(JsonAutoDetect.Visibility.ANY)
                : checker;
    }
}
