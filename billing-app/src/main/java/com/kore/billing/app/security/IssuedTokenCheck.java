package com.kore.billing.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.dao.DataAccessException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/**
 * Looks up, in the database, who presents a token that was made over HTTP. What was found is believed for two seconds, and so long does a
 * token outlive its revocation by another node, or its expiry. What was not found is asked for each time, so that a new token is good at
 * once, and made-up ones take no room.
 */
@Component
final class IssuedTokenCheck implements OpaqueTokenIntrospector {
    static final Duration BELIEVED_FOR = Duration.ofSeconds(2);

    private static final int KEPT_MAX = 10_000;

    private final IssuedTokens tokens;
    private final Cache<String, OAuth2AuthenticatedPrincipal> callers = Caffeine.newBuilder()
            .expireAfterWrite(BELIEVED_FOR)
            .maximumSize(KEPT_MAX)
            .build();

    IssuedTokenCheck(IssuedTokens tokens) {
        this.tokens = tokens;
    }

    /** Whose token it is cannot be found out now: no reason to take it for a wrong one. */
    static final class NotNow extends AuthenticationException {
        NotNow(RuntimeException away) {
            super("the database does not say whose token it is", away);
        }
    }

    /** @throws NotNow if the database does not answer */
    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        String hash = Secret.sha256(token);
        OAuth2AuthenticatedPrincipal known = callers.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        OAuth2AuthenticatedPrincipal found = find(hash);
        callers.put(hash, found);
        return found;
    }

    private OAuth2AuthenticatedPrincipal find(String hash) {
        try {
            return tokens.present(hash)
                    .map(IssuedTokenCheck::principal)
                    .orElseThrow(() -> new BadOpaqueTokenException("the token is not known"));
        } catch (DataAccessException | TransactionException away) {
            throw new NotNow(away);
        }
    }

    private static OAuth2AuthenticatedPrincipal principal(IssuedToken token) {
        Map<String, Object> attributes =
                new HashMap<>(Map.of("sub", token.tokenId(), "iat", token.createdAt(), "exp", token.expiresAt()));
        token.subscriptionId().ifPresent(account -> attributes.put(Caller.ACCOUNT_CLAIM, account.value()));
        return new DefaultOAuth2AuthenticatedPrincipal(token.tokenId(), attributes, Scopes.authorities(token.scopes()));
    }

    /** Revoked on this node: at once. */
    void forget(String tokenId) {
        callers.asMap().values().removeIf(caller -> Objects.equals(caller.getName(), tokenId));
    }
}
        attributes.put(Caller.TOKEN_ID, token.tokenId());
