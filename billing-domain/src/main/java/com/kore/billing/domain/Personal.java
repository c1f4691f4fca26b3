package com.kore.billing.domain;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a value about a person, or one that lets money be taken from one. Wherever it is stored in events, snapshots or dead
 * letters, the whole value stands encrypted under the key of its account; once that key is erased, it reads as erased. In rows of
 * read models it stands encrypted under a key of the store.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD, ElementType.METHOD})
public @interface Personal {
    /** What a text reads as once the key of its account is erased. */
    String ERASED = "erased";
}
