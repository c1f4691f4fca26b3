package com.kore.billing.app.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;

/** How long access lasts, for answers that go on for longer than a request. */
public final class AccessExpiry {
    /** Clocks differ: a token is accepted for so long after it has expired, by the check of JWTs too. */
    private static final Duration LENIENCY = Duration.ofSeconds(60);

    /** Real time, as the issuer means it, wherever the business clock stands. */
    private static final Clock CLOCK = Clock.systemUTC();

    private AccessExpiry() {}

    /** How long the token of the present request will still be accepted; empty if for good. */
    public static Optional<Duration> ofPresentCaller() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof AbstractOAuth2TokenAuthenticationToken<?> caller
                ? Optional.ofNullable(caller.getToken().getExpiresAt()).map(AccessExpiry::left)
                : Optional.empty();
    }

    private static Duration left(Instant expiresAt) {
        return Duration.between(CLOCK.instant(), expiresAt.plus(LENIENCY));
    }
}
