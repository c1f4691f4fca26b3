package com.kore.billing.app.eventstore;

import java.util.Locale;
import java.util.Optional;

/**
 * Who sends a command. All of it stands in the metadata of its events, in clear and for ever.
 *
 * @param name within the kind only: a JWT's subject may read like automation's name, its kind does not
 * @param tokenId of a token that was made over HTTP: of several of one account, by which
 */
public record Actor(String name, Kind kind, Optional<String> tokenId) {
    /** By no token that was made over HTTP. */
    public Actor(String name, Kind kind) {
        this(name, kind, Optional.empty());
    }

    /** What vouches for the name. */
    public enum Kind {
        /** One of the service's own access tokens, of that name. */
        TOKEN,
        /** A JWT with that subject. */
        JWT,
        /** Whoever may act for one account only; the name is the account's id, because a subject may be somebody's e-mail address. */
        ACCOUNT,
        /** The service itself, doing what is due. */
        AUTOMATION,
        /** Other code in the same JVM; it says who it is. */
        IN_PROCESS;

        String inMetadata() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
