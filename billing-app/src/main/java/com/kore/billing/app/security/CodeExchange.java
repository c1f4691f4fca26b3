package com.kore.billing.app.security;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.http.converter.FormHttpMessageConverter;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.oauth2.client.authentication.OAuth2LoginAuthenticationToken;
import org.springframework.security.oauth2.client.endpoint.RestClientAuthorizationCodeTokenResponseClient;
import org.springframework.security.oauth2.client.http.OAuth2ErrorResponseErrorHandler;
import org.springframework.security.oauth2.client.oidc.authentication.OidcAuthorizationCodeAuthenticationProvider;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenDecoderFactory;
import org.springframework.security.oauth2.client.oidc.authentication.OidcIdTokenValidator;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.endpoint.OAuth2AuthorizationExchange;
import org.springframework.security.oauth2.core.http.converter.OAuth2AccessTokenResponseHttpMessageConverter;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.HttpServerErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/**
 * Changes the code that a browser brought into the access token, by Spring Security's own pieces, and checks the ID token that comes with
 * it. The issuer is waited for no longer than somebody waits who looks at a page.
 */
final class CodeExchange {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(10);

    private final SimpleClientHttpRequestFactory requests = new SimpleClientHttpRequestFactory();
    private final AuthenticationProvider exchange;

    CodeExchange() {
        requests.setConnectTimeout(CONNECT_TIMEOUT);
        requests.setReadTimeout(READ_TIMEOUT);
        RestClientAuthorizationCodeTokenResponseClient tokens = new RestClientAuthorizationCodeTokenResponseClient();
        tokens.setRestClient(RestClient.builder()
                .requestFactory(requests)
                .configureMessageConverters(converters -> converters
                        .addCustomConverter(new FormHttpMessageConverter())
                        .addCustomConverter(new OAuth2AccessTokenResponseHttpMessageConverter()))
                .defaultStatusHandler(new OAuth2ErrorResponseErrorHandler())
                .build());
        // Who it is says the access token; nothing is asked about the user besides.
        OidcAuthorizationCodeAuthenticationProvider provider = new OidcAuthorizationCodeAuthenticationProvider(
                tokens, user -> new DefaultOidcUser(List.of(), user.getIdToken()));
        provider.setJwtDecoderFactory(this::idTokens);
        exchange = provider;
    }

    /**
     * @throws OAuth2AuthenticationException if the issuer or the check of the ID token says no
     * @throws AuthenticationServiceException if the issuer does not answer
     */
    String accessToken(ClientRegistration client, OAuth2AuthorizationExchange answered) {
        try {
            OAuth2LoginAuthenticationToken done = (OAuth2LoginAuthenticationToken)
                    Objects.requireNonNull(exchange.authenticate(new OAuth2LoginAuthenticationToken(client, answered)));
            return Objects.requireNonNull(done.getAccessToken()).getTokenValue();
        } catch (OAuth2AuthenticationException refused) {
            throw away(refused)
                    .<RuntimeException>map(
                            cause -> new AuthenticationServiceException("the issuer did not answer: " + cause))
                    .orElse(refused);
        }
    }

    /** As {@link OidcIdTokenDecoderFactory} makes one, which cannot be told how long to wait, and knows one algorithm alone. */
    private JwtDecoder idTokens(ClientRegistration client) {
        RestTemplate keys = new RestTemplate(requests);
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(
                        Objects.requireNonNull(client.getProviderDetails().getJwkSetUri()))
                .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                .restOperations(keys)
                .build();
        decoder.setJwtValidator(
                new DelegatingOAuth2TokenValidator<>(new JwtTimestampValidator(), new OidcIdTokenValidator(client)));
        decoder.setClaimSetConverter(OidcIdTokenDecoderFactory.createDefaultClaimTypeConverter());
        return decoder;
    }

    /** What of its causes is no refusal but silence; its name alone, for an answer may hold what is secret. */
    private static Optional<String> away(Throwable refused) {
        for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ResourceAccessException || cause instanceof HttpServerErrorException) {
                return Optional.of(cause.getClass().getSimpleName());
            }
        }
        return Optional.empty();
    }
}
