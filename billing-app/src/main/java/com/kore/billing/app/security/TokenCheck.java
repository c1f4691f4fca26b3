package com.kore.billing.app.security;

import com.kore.billing.app.BillingSettings;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.JwtGrantedAuthoritiesConverter;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/** Whose a bearer token is, of whichever kind, and wherever it was presented. */
record TokenCheck(AuthenticationManager manager) {

    /** Tokens of one's own or generated ones, and those that were made over HTTP. */
    static TokenCheck ofTokens(BillingSettings settings, IssuedTokenCheck issued) {
        AccessTokens tokens = settings.accessTokens().isEmpty()
                ? AccessTokens.generated(TokensFile.readOrGenerate(settings.dataDirectory()))
                : AccessTokens.ofOnesOwn(settings.accessTokens());
        return new TokenCheck(eitherOf(known(tokens), known(issued)));
    }

    /** JWTs of an issuer, and tokens that were made over HTTP. */
    static TokenCheck ofJwts(JwtDecoder decoder, IssuedTokenCheck issued) {
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(withAnEnd(orAway(decoder)));
        provider.setJwtAuthenticationConverter(scopes());
        return new TokenCheck(eitherOf(new ProviderManager(provider), known(issued)));
    }

    /** An issuer that has not described itself yet is away, which is no fault of this service. */
    private static JwtDecoder orAway(JwtDecoder decoder) {
        return token -> {
            try {
                return decoder.decode(token);
            } catch (JwtDecoderInitializationException away) {
                throw new JwtException("the issuer does not describe itself", away);
            }
        };
    }

    /** What never expires would be good for whoever finds it, for good. */
    private static JwtDecoder withAnEnd(JwtDecoder decoder) {
        return token -> {
            Jwt jwt = decoder.decode(token);
            if (jwt.getExpiresAt() == null) {
                throw new BadJwtException("it does not say when it expires");
            }
            return jwt;
        };
    }

    /** @throws AuthenticationException if it is nobody's, or if that cannot be found out now */
    Authentication whose(String token) {
        return manager.authenticate(new BearerTokenAuthenticationToken(token));
    }

    /** What was made here has a form of its own, and costs the others nothing. */
    private static AuthenticationManager eitherOf(AuthenticationManager configured, AuthenticationManager issued) {
        return presented ->
                presented instanceof BearerTokenAuthenticationToken bearer && Secret.isToken(bearer.getToken())
                        ? issued.authenticate(presented)
                        : configured.authenticate(presented);
    }

    private static AuthenticationManager known(OpaqueTokenIntrospector tokens) {
        return new ProviderManager(new OpaqueTokenAuthenticationProvider(tokens));
    }

    private static JwtAuthenticationConverter scopes() {
        JwtGrantedAuthoritiesConverter scopes = new JwtGrantedAuthoritiesConverter();
        scopes.setAuthorityPrefix("");
        JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
        converter.setJwtGrantedAuthoritiesConverter(jwt -> Scopes.authorities(
                scopes.convert(jwt).stream().map(GrantedAuthority::getAuthority).toList()));
        return converter;
    }
}
