package com.kore.billing.app.security;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.authentication.AbstractOAuth2TokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/**
 * Who sent a request.
 *
 * @param name a token's name or a JWT's subject; the actor of events and the owner of idempotency keys, unless it has an
 *     {@link #ownAccount}
 * @param vouchedBy what says so
 * @param account the one account of a caller with {@code account:self}
 * @param tokenId of a token that was made over HTTP
 */
public record Caller(
        String name,
        VouchedBy vouchedBy,
        Set<String> scopes,
        Optional<SubscriptionId> account,
        Optional<String> tokenId) {
    /** The claim of a token with {@code account:self}. */
    public static final String ACCOUNT_CLAIM = "subscriptionId";

    /** What the check of tokens that were made over HTTP says besides; a JWT's claim of that name says nothing. */
    static final String TOKEN_ID = "tokenId";

    /** An access token of the service's own, or somebody's JWT. */
    public enum VouchedBy {
        TOKEN,
        JWT
    }

    public Caller {
        scopes = Set.copyOf(scopes);
    }

    /** The caller of an authenticated request; an account claim of another form counts as none. */
    public static Caller of(Authentication authentication) {
        Set<String> scopes = authentication.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .filter(Scopes.ALL::contains)
                .collect(Collectors.toSet());
        return new Caller(
                authentication.getName(),
                authentication instanceof JwtAuthenticationToken ? VouchedBy.JWT : VouchedBy.TOKEN,
                scopes,
                account(authentication),
                tokenId(authentication));
    }

    private static Optional<String> tokenId(Authentication authentication) {
        return authentication instanceof BearerTokenAuthentication token
                        && token.getTokenAttributes().get(TOKEN_ID) instanceof String id
                ? Optional.of(id)
                : Optional.empty();
    }

    private static Optional<SubscriptionId> account(Authentication authentication) {
        if (authentication instanceof AbstractOAuth2TokenAuthenticationToken<?> token
                && token.getTokenAttributes().get(ACCOUNT_CLAIM) instanceof String claim) {
            try {
                return Optional.of(new SubscriptionId(claim));
            } catch (IllegalArgumentException otherForm) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The account that this is a caller of, if it may act for no other. */
    public Optional<SubscriptionId> ownAccount() {
        return has(Scopes.ACCOUNT_SELF) && !has(Scopes.WRITE) ? account : Optional.empty();
    }

    public boolean has(String scope) {
        return scopes.contains(scope);
    }
}
