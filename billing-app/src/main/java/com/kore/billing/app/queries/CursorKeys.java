package com.kore.billing.app.queries;

import com.kore.billing.app.web.RequestRefused;
import java.time.LocalDate;

/** What the keys of a cursor stand for, besides numbers; one that somebody made up is refused. */
final class CursorKeys {
    private CursorKeys() {}

    static LocalDate date(String key) {
        try {
            return QueryParameters.date(key);
        } catch (IllegalArgumentException madeUp) {
            throw refused();
        }
    }

    private static RequestRefused refused() {
        return RequestRefused.invalid("cursor", "must be the nextCursor of an earlier page of this list");
    }
}
