package com.kore.billing.app.security;

import com.kore.billing.app.StartRefused;
import com.kore.billing.app.eventstore.PurposeSeals;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.client.autoconfigure.ConditionalOnOAuth2ClientRegistrationProperties;
import org.springframework.boot.security.oauth2.client.autoconfigure.OAuth2ClientProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtDecoder;

/** Signing in to the console at an issuer, where a client of it is configured; otherwise there is nothing of all this. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnOAuth2ClientRegistrationProperties
class IssuerSignInConfiguration {
    private static final String CLIENT = "SPRING_SECURITY_OAUTH2_CLIENT_REGISTRATION_CONSOLE_";

    /** In place of Spring Boot's, which asks the issuer at the start, and starts no service without an answer. */
    @Bean
    IssuerClient issuerClient(OAuth2ClientProperties settings, ObjectProvider<JwtDecoder> accessTokens) {
        check(settings);
        if (accessTokens.getIfAvailable() == null) {
            throw new StartRefused(
                    "The console would sign people in at an issuer whose tokens are not accepted here.",
                    "Set SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI to that issuer, and ..._JWT_AUDIENCES; or take"
                            + " away what starts with " + CLIENT + ".");
        }
        return new IssuerClient(settings);
    }

    private static void check(OAuth2ClientProperties settings) {
        OAuth2ClientProperties.Registration console = settings.getRegistration().get(IssuerClient.ID);
        if (console == null) {
            throw new StartRefused(
                    "A client of an issuer is configured, and its name is not console.",
                    "Nothing but the console signs in at an issuer: set " + CLIENT + "CLIENTID and its like.");
        }
        Set<String> scopes = console.getScope() == null ? Set.of() : console.getScope();
        if (!scopes.contains(OidcScopes.OPENID)) {
            throw new StartRefused(
                    CLIENT + "SCOPE does not contain openid.",
                    "Set it to openid and to what people need here, such as openid,billing:read.");
        }
        String provider = console.getProvider() == null ? IssuerClient.ID : console.getProvider();
        OAuth2ClientProperties.Provider issuer = settings.getProvider().get(provider);
        if (issuer == null || issuer.getIssuerUri() == null) {
            throw new StartRefused(
                    "It is not said at which issuer the console signs people in.",
                    "Set SPRING_SECURITY_OAUTH2_CLIENT_PROVIDER_CONSOLE_ISSUERURI.");
        }
    }

    @Bean
    IssuerSignIn issuerSignIn(IssuerClient client, TokenCheck check, ConsoleSession session, PurposeSeals seals) {
        return new IssuerSignIn(client, new AskedOfIssuer.Cookies(seals), check, session);
    }
}
