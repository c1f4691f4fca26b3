package com.kore.billing.app.security;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * The opaque bearer tokens that the service knows, by their SHA-256. Hashes are compared in constant time, all of them for each request,
 * so that the time of an answer tells nothing about a token.
 */
final class AccessTokens implements OpaqueTokenIntrospector {
    /** @param hash 64 lower-case hexadecimal digits */
    private record Known(String hash, OAuth2AuthenticatedPrincipal caller) {}

    private final List<Known> known = new ArrayList<>();

    private AccessTokens() {}

    /** The five generated tokens, by name. */
    static AccessTokens generated(Map<String, String> tokensByName) {
        AccessTokens tokens = new AccessTokens();
        tokensByName.forEach((name, token) -> tokens.known.add(
                new Known(Secret.sha256(token), principal(name, TokensFile.SCOPES.getOrDefault(name, Set.of()), ""))));
        return tokens;
    }

    /** Those of {@code billing.access-tokens}. */
    static AccessTokens ofOnesOwn(Map<String, BillingSettings.AccessToken> settings) {
        AccessTokens tokens = new AccessTokens();
        settings.forEach((name, token) -> {
            for (String scope : token.scopes()) {
                if (!Scopes.ALL.contains(scope)) {
                    throw refused(name, "names the scope " + scope + ", which there is not");
                }
            }
            if (token.scopes().isEmpty()) {
                throw refused(name, "has no scopes");
            }
            if (token.scopes().contains(Scopes.ACCOUNT_SELF)
                    == token.subscriptionId().isEmpty()) {
                throw refused(name, "needs a subscription-id exactly if it has " + Scopes.ACCOUNT_SELF);
            }
            tokens.known.add(
                    new Known(hash(name, token.sha256()), principal(name, token.scopes(), token.subscriptionId())));
        });
        return tokens;
    }

    private static String hash(String name, String hexadecimal) {
        String hash = hexadecimal.toLowerCase(Locale.ROOT);
        if (!hash.matches("[0-9a-f]{64}")) {
            throw refused(name, "needs a sha256 of 64 hexadecimal digits");
        }
        return hash;
    }

    private static StartRefused refused(String name, String reason) {
        return new StartRefused(
                "The token billing.access-tokens." + name + " " + reason + ".",
                "Give it sha256 (printf %s \"$TOKEN\" | sha256sum) and scopes of "
                        + Scopes.ALL.stream().sorted().toList() + ".");
    }

    private static OAuth2AuthenticatedPrincipal principal(
            String name, Collection<String> scopes, String subscriptionId) {
        Map<String, Object> attributes = new HashMap<>(Map.of("sub", name));
        if (!subscriptionId.isEmpty()) {
            attributes.put(Caller.ACCOUNT_CLAIM, subscriptionId);
        }
        return new DefaultOAuth2AuthenticatedPrincipal(name, attributes, Scopes.authorities(scopes));
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        byte[] hash = Secret.sha256(token).getBytes(StandardCharsets.US_ASCII);
        OAuth2AuthenticatedPrincipal caller = null;
        for (Known candidate : known) {
            if (MessageDigest.isEqual(candidate.hash().getBytes(StandardCharsets.US_ASCII), hash)) {
                caller = candidate.caller();
            }
        }
        if (caller == null) {
            throw new BadOpaqueTokenException("the token is not known");
        }
        return caller;
    }
}
