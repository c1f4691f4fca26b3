package com.kore.billing.app.security;

import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Tokens and codes that may be made up. Each takes a connection of the pool to be looked up, and whoever sends it needs no permission, so only
 * few are at once. Commands keep the other connections, however many are made up.
 */
@Component
final class UnknownSecrets {
    /** Of the ten connections of a pool; at a millisecond each that is two thousand in a second. */
    static final int AT_ONCE = 2;

    private final LookUps lookUps = new LookUps(AT_ONCE);

    /** @throws LookUps.TooMany if its turn does not come soon */
    <T> T lookUp(Supplier<T> question) {
        return lookUps.ask(question);
    }
}
