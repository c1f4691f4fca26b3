package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** How long an event stream goes on without looking at its token again. */
class AccessExpiryTest {
    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    private static Optional<Duration> of(Authentication caller) {
        SecurityContextHolder.getContext().setAuthentication(caller);
        return AccessExpiry.ofPresentCaller();
    }

    private static Authentication opaque(@Nullable Duration left) {
        Instant now = Instant.now();
        return new BearerTokenAuthentication(
                new DefaultOAuth2AuthenticatedPrincipal(Map.of("sub", "crm"), List.of()),
                new OAuth2AccessToken(
                        OAuth2AccessToken.TokenType.BEARER, "token", now, left == null ? null : now.plus(left)),
                List.of());
    }

    @Test
    void a_token_that_can_be_revoked_is_looked_at_again_within_a_minute() {
        assertThat(of(opaque(Duration.ofDays(90)))).contains(Duration.ofSeconds(60));
        assertThat(of(opaque(Duration.ofSeconds(30))).orElseThrow())
                .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(30));
    }

    @Test
    void a_token_of_the_settings_is_good_as_long_as_the_process() {
        assertThat(of(opaque(null))).isEmpty();
    }

    @Test
    void a_jwt_is_good_until_its_expiry_and_the_minute_by_which_clocks_may_differ() {
        Jwt jwt = Jwt.withTokenValue("token")
                .header("alg", "none")
                .subject("crm")
                .expiresAt(Instant.now().plus(Duration.ofHours(1)))
                .build();

        assertThat(of(new JwtAuthenticationToken(jwt)).orElseThrow())
                .isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
    }
}
