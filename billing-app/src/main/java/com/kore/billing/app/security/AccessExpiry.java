package com.kore.billing.app.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** How long access lasts, for answers that go on for longer than a request. */
public final class AccessExpiry {
    /** Clocks differ: a JWT is accepted for so long after it has expired, by its check too. */
    private static final Duration LENIENCY = Duration.ofSeconds(60);

    /** Real time, as the issuer means it, wherever the business clock stands. */
    private static final Clock CLOCK = Clock.systemUTC();

    /** Tokens that were made here can be revoked, so that an answer must ask again now and then whether they were. */
    private static final Duration REVOCABLE = Duration.ofSeconds(60);

    private AccessExpiry() {}

    /** How long the token of the present request may be relied on without looking at it again; empty if for good. */
    public static Optional<Duration> ofPresentCaller() {
        return SecurityContextHolder.getContext().getAuthentication()
                        instanceof AbstractOAuth2TokenAuthenticationToken<?> caller
                ? Optional.ofNullable(caller.getToken().getExpiresAt())
                        .map(expiresAt -> left(caller instanceof JwtAuthenticationToken, expiresAt))
                : Optional.empty();
    }

    private static Duration left(boolean jwt, Instant expiresAt) {
        if (jwt) {
            return Duration.between(CLOCK.instant(), expiresAt.plus(LENIENCY));
        }
        Duration left = Duration.between(CLOCK.instant(), expiresAt);
        return left.compareTo(REVOCABLE) < 0 ? left : REVOCABLE;
    }
}
