package com.kore.billing.app.security;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.StartRefused;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.ProblemWriter;
import com.kore.billing.app.web.RequestRoom;
import com.kore.billing.app.web.RequestRoomFilter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementServerProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * Of all but the console's pages: bearer tokens and nothing else, no session, no cookie, so no request can be forged across sites. JWTs if an issuer is configured, else
 * tokens of one's own, else the generated ones; and beside any of these those that were made over HTTP.
 */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(SecurityConfiguration.class);

    /** The documentation's page runs its own scripts and styles; everything else is JSON. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

    /** No page needs any of these, nor does one that a page might come to hold. */
    private static final String NO_FEATURES = "camera=(), geolocation=(), microphone=()";

    /** @throws StartRefused if others could present the generated tokens */
    @Bean
    TokenCheck tokenCheck(
            BillingSettings settings,
            ServerProperties server,
            ObjectProvider<ManagementServerProperties> managementPort,
            ObjectProvider<JwtDecoder> issuer,
            ObjectProvider<OAuth2ResourceServerProperties> resourceServer,
            IssuedTokenCheck issuedTokens) {
        JwtDecoder decoder = issuer.getIfAvailable();
        if (decoder != null) {
            resourceServer.ifAvailable(SecurityConfiguration::warnOfAnyAudience);
        }
        if (decoder == null && settings.accessTokens().isEmpty()) {
            refuseExposure("SERVER_ADDRESS", server.getAddress());
            managementPort.ifAvailable(
                    management -> refuseExposure("MANAGEMENT_SERVER_ADDRESS", management.getAddress()));
        }
        return decoder == null ? TokenCheck.ofTokens(settings, issuedTokens) : TokenCheck.ofJwts(decoder, issuedTokens);
    }

    @Bean
    RequestLimit requestLimit(BillingSettings settings, RequestRoom room, MeterRegistry meters) {
        return RequestLimit.of(settings.rateLimit(), new RequestRoomFilter(room, meters), meters);
    }

    @Bean
    SecurityFilterChain bearerTokens(HttpSecurity http, TokenCheck check, RequestLimit limit) {
        bearers(http, check);
        limit.apply(http, AuthorizationFilter.class);
        return http.build();
    }

    /** Of the actuator, which asks the request who the caller is before it tells more of its health than whether it is well. */
    @Bean
    @Order(1)
    SecurityFilterChain management(HttpSecurity http, TokenCheck check) {
        bearers(http, check).securityMatcher(AccessRules.MANAGEMENT, AccessRules.MANAGEMENT + "/**");
        return http.servletApi(Customizer.withDefaults()).build();
    }

    private static HttpSecurity bearers(HttpSecurity http, TokenCheck check) {
        withoutSessions(http)
                .authorizeHttpRequests(AccessRules::apply)
                .csrf(AbstractHttpConfigurer::disable)
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
                .exceptionHandling(problems -> problems.authenticationEntryPoint(SecurityConfiguration::unauthorized)
                        .accessDeniedHandler(SecurityConfiguration::forbidden));
        http.oauth2ResourceServer(tokens -> {
            tokens.authenticationEntryPoint(SecurityConfiguration::unauthorized)
                    .accessDeniedHandler(SecurityConfiguration::forbidden)
                    .protectedResourceMetadata(metadata -> metadata.protectedResourceMetadataCustomizer(
                            resource -> resource.tlsClientCertificateBoundAccessTokens(false)
                                    .scopes(scopes -> scopes.addAll(Scopes.ALL))));
            tokens.authenticationManagerResolver(request -> check.manager());
        });
        return http;
    }

    /** Nobody is remembered from one request to the next, and nobody signs in as Spring would have it. */
    static HttpSecurity withoutSessions(HttpSecurity http) {
        return http.headers(headers -> headers
                        // The address of a one-time link is told to nobody.
                        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                        .permissionsPolicyHeader(features -> features.policy(NO_FEATURES)))
                .formLogin(AbstractHttpConfigurer::disable)
                .httpBasic(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .sessionManagement(AbstractHttpConfigurer::disable)
                .securityContext(
                        context -> context.securityContextRepository(new RequestAttributeSecurityContextRepository()))
                .anonymous(AbstractHttpConfigurer::disable)
                .servletApi(AbstractHttpConfigurer::disable);
    }

    /** An issuer makes tokens for many services, and what was given to another one is no use here unless it is taken for ours. */
    private static void warnOfAnyAudience(OAuth2ResourceServerProperties settings) {
        if (settings.getJwt().getAudiences().isEmpty()) {
            LOG.warn("JWTs of the issuer are accepted whatever service they were made for."
                    + " Set SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_AUDIENCES to what their aud says for this one.");
        }
    }

    /** Generated tokens lie on this computer's disk, so they only guard what is reached from this computer. */
    private static void refuseExposure(String setting, @Nullable InetAddress address) {
        if (address == null || !address.isLoopbackAddress()) {
            throw new StartRefused(
                    setting + " " + (address == null ? "" : address.getHostAddress())
                            + " would open the service to other computers with generated tokens.",
                    "Configure a token issuer (SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI) or access tokens of your"
                            + " own (billing.access-tokens.<name>.sha256 and .scopes), or listen on 127.0.0.1.");
        }
    }

    /**
     * Nothing is measured of single filters, of each check of a token and of each rule: on a busy service that cost more than the
     * filters, the checks and the rules themselves, and said nothing that the figures of whole requests do not say.
     */
    @Bean
    SecurityObservationSettings wholeRequestsAreObserved() {
        return SecurityObservationSettings.noObservations();
    }

    /** Any method may come this far: what a path does not know is answered 405. */
    @Bean
    HttpFirewall anyMethod() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setUnsafeAllowAnyHttpMethod(true);
        return firewall;
    }

    @Bean
    RequestRejectedHandler suspiciousPathsAreProblems() {
        return (request, response, refusal) -> ProblemWriter.write(
                request, response, ProblemCode.MALFORMED, "The path or a header holds what none may.");
    }

    static void unauthorized(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof IssuedTokenCheck.NotNow notNow) {
            // Whoever makes up tokens does not fill the log too.
            if (!(notNow.getCause() instanceof LookUps.TooMany)) {
                LOG.warn("no database to look up an access token in", refusal);
            }
            ProblemWriter.write(request, response, ProblemCode.UNAVAILABLE, notNow.detail());
            return;
        }
        boolean tokenSent = refusal instanceof OAuth2AuthenticationException;
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, tokenSent ? "Bearer error=\"invalid_token\"" : "Bearer");
        ProblemWriter.write(
                request,
                response,
                ProblemCode.UNAUTHORIZED,
                tokenSent
                        ? "The token is not known, has expired, or does not say whose it is."
                        : "Send Authorization: Bearer <token>.");
    }

    private static void forbidden(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        forbidden(request, response, refusal, "This needs a token with another scope; see /v3/api-docs.");
    }

    /** @param detail what is said where something is there */
    static void forbidden(
            HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal, String detail)
            throws IOException {
        if (refusal instanceof AuthorizationDeniedException denied
                && denied.getAuthorizationResult() instanceof AccountAccess.Hidden hidden) {
            ProblemWriter.write(
                    request, response, hidden.missing().code(), hidden.missing().detail());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"insufficient_scope\"");
        ProblemWriter.write(request, response, ProblemCode.FORBIDDEN, detail);
    }
}
