package com.kore.billing.app.security;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.beans.factory.annotation.Autowired;
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
 * once, and made-up ones take no room. Only few that were not found lately are looked up at once; who is known waits for none of them. Nor do those
 * who are known all wait for a database that is silent: it is before {@code RequestRoom} that they are looked up.
 */
@Component
final class IssuedTokenCheck implements OpaqueTokenIntrospector {
    static final Duration BELIEVED_FOR = Duration.ofSeconds(2);

    private static final int KEPT_MAX = 10_000;

    /** For how long after its last use a token is known not to be made up. */
    private static final Duration KNOWN_FOR = Duration.ofHours(1);

    /** Ten for each connection of a pool: so many are served within a moment by a database that answers. */
    static final int KNOWN_AT_ONCE = 100;

    private final Function<String, Optional<IssuedToken>> tokens;
    private final UnknownSecrets unknown;
    private final LookUps known = new LookUps(KNOWN_AT_ONCE);
    private final Cache<String, OAuth2AuthenticatedPrincipal> callers;

    /** Tokens that were good when they were last looked up, whether or not that is still believed. */
    private final Cache<String, Boolean> knownLately;

    /** How often a token was revoked here: what was asked before is not to be believed after. */
    private long revocations;

    @Autowired
    IssuedTokenCheck(IssuedTokens tokens, UnknownSecrets unknown) {
        this(tokens::present, unknown, Ticker.systemTicker());
    }

    /** @param tokens whose a token is, by its hash */
    IssuedTokenCheck(Function<String, Optional<IssuedToken>> tokens, UnknownSecrets unknown, Ticker time) {
        this.tokens = tokens;
        this.unknown = unknown;
        this.callers = Caffeine.newBuilder()
                .ticker(time)
                .expireAfterWrite(BELIEVED_FOR)
                .maximumSize(KEPT_MAX)
                .build();
        this.knownLately = Caffeine.newBuilder()
                .ticker(time)
                .expireAfterAccess(KNOWN_FOR)
                .maximumSize(KEPT_MAX)
                .build();
    }

    /** Whose token it is cannot be found out now: no reason to take it for a wrong one. */
    static final class NotNow extends AuthenticationException {
        private final String detail;

        NotNow(String detail, RuntimeException cause) {
            super("it cannot be found out whose token it is", cause);
            this.detail = detail;
        }

        /** For the caller. */
        String detail() {
            return detail;
        }
    }

    /** @throws NotNow if the database does not answer, or too many ask it already */
    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        String hash = Secret.sha256(token);
        OAuth2AuthenticatedPrincipal known = callers.getIfPresent(hash);
        if (known != null) {
            return known;
        }
        long before = revocations();
        Optional<OAuth2AuthenticatedPrincipal> found = find(hash).map(IssuedTokenCheck::principal);
        if (found.isEmpty()) {
            knownLately.invalidate(hash);
            throw new BadOpaqueTokenException("the token is not known");
        }
        believe(hash, found.get(), before);
        return found.get();
    }

    private Optional<IssuedToken> find(String hash) {
        boolean isKnown = knownLately.getIfPresent(hash) != null;
        try {
            return isKnown ? known.ask(() -> tokens.apply(hash)) : unknown.lookUp(() -> tokens.apply(hash));
        } catch (DataAccessException | TransactionException away) {
            throw new NotNow("The database does not answer. Repeat after the seconds of Retry-After.", away);
        } catch (LookUps.TooMany busy) {
            throw new NotNow(
                    "Too many tokens%s are being looked up. Repeat after the seconds of Retry-After."
                            .formatted(isKnown ? "" : " that are not known here"),
                    busy);
        }
    }

    private synchronized long revocations() {
        return revocations;
    }

    /** Unless a token was revoked since it was asked for: it may have been this one. */
    private synchronized void believe(String hash, OAuth2AuthenticatedPrincipal caller, long before) {
        if (revocations == before) {
            callers.put(hash, caller);
            knownLately.put(hash, true);
        }
    }

    private static OAuth2AuthenticatedPrincipal principal(IssuedToken token) {
        Map<String, Object> attributes =
                new HashMap<>(Map.of("sub", token.tokenId(), "iat", token.createdAt(), "exp", token.expiresAt()));
        attributes.put(Caller.TOKEN_ID, token.tokenId());
        token.subscriptionId().ifPresent(account -> attributes.put(Caller.ACCOUNT_CLAIM, account.value()));
        return new DefaultOAuth2AuthenticatedPrincipal(token.tokenId(), attributes, Scopes.authorities(token.scopes()));
    }

    /** Revoked on this node: at once. */
    synchronized void forget(String tokenId) {
        revocations++;
        callers.asMap().values().removeIf(caller -> Objects.equals(caller.getName(), tokenId));
    }
}
