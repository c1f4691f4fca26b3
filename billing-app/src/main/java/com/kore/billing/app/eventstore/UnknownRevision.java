package com.kore.billing.app.eventstore;

import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** An event is stored in a form that this version of the service does not read; most likely a later version has written it. */
public final class UnknownRevision extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownRevision(String name, @Nullable String stored, String present) {
        super("%s is stored in revision %s; this version of the service reads up to %s"
                .formatted(name, stored, present));
    }

    /** Whether this is what something failed of in the end. */
    public static boolean isCauseOf(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .anyMatch(UnknownRevision.class::isInstance);
    }
}
