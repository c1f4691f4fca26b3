package com.kore.billing.app.testing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import okhttp3.Headers;

/** An OpenID Connect issuer of others' making. It is at {@code localhost}, so that a browser takes it for another site than 127.0.0.1. */
public final class TestIssuer implements AutoCloseable {
    private static final String NAME = "organization";
    private static final String AUDIENCE = "kore-billing";

    private static final int QUESTIONS_MAX = 1000;

    private final MockOAuth2Server server;
    private volatile boolean failing;

    /** @param asks whether people are asked who they are, on a page of the issuer's own */
    public TestIssuer(boolean asks) {
        server = new MockOAuth2Server(new OAuth2Config(asks), failure());
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    public String uri() {
        return "http://localhost:" + server.baseUrl().port() + "/" + NAME;
    }

    /** What a service is started with that trusts this issuer. */
    public Map<String, String> settings() {
        return settings(uri());
    }

    public static Map<String, String> settings(String issuer) {
        String client = "spring.security.oauth2.client.";
        return Map.of(
                "spring.security.oauth2.resourceserver.jwt.issuer-uri",
                issuer,
                "spring.security.oauth2.resourceserver.jwt.audiences",
                AUDIENCE,
                client + "provider.console.issuer-uri",
                issuer,
                client + "registration.console.client-id",
                "kore-console",
                client + "registration.console.client-secret",
                "s3cret-of-the-client",
                client + "registration.console.scope",
                "openid,billing:read");
    }

    /** The next who signs in gets an access token for this service, for an hour. */
    public void signsIn(String subject, Map<String, Object> claims) {
        signsIn(subject, claims, AUDIENCE, Duration.ofHours(1));
    }

    public void signsIn(String subject, Map<String, Object> claims, String audience, Duration life) {
        server.enqueueCallback(
                new DefaultOAuth2TokenCallback(NAME, subject, "JWT", List.of(audience), claims, life.toSeconds()));
    }

    /** An access token for this service, that nobody signed in for. */
    public String token(String subject, String scope) {
        return server.issueToken(
                        NAME,
                        "crm",
                        new DefaultOAuth2TokenCallback(
                                NAME, subject, "JWT", List.of(AUDIENCE), Map.of("scope", scope, "iss", uri()), 3600))
                .serialize();
    }

    /** One that this issuer has signed, but that says to be another's. */
    public String tokenInTheNameOf(String otherIssuer) {
        return server.issueToken(
                        NAME,
                        "crm",
                        new DefaultOAuth2TokenCallback(
                                NAME,
                                "crm",
                                "JWT",
                                List.of(AUDIENCE),
                                Map.of("scope", "billing:read", "iss", otherIssuer),
                                3600))
                .serialize();
    }

    /** From now on its token endpoint fails, or does so no longer. */
    public void fails(boolean now) {
        failing = now;
    }

    /** The question for tokens that a code was in; all that was asked before is forgotten. */
    public String redemptionOf(String code) {
        for (int asked = 0; asked < QUESTIONS_MAX; asked++) {
            String body = server.takeRequest().getBody().readUtf8();
            if (body.contains("code=" + code)) {
                return body;
            }
        }
        throw new AssertionError("nobody redeemed " + code);
    }

    private Route failure() {
        return new Route() {
            @Override
            public boolean match(OAuth2HttpRequest request) {
                return failing && request.getUrl().encodedPath().endsWith("/token");
            }

            @Override
            public OAuth2HttpResponse invoke(OAuth2HttpRequest request) {
                return new OAuth2HttpResponse(Headers.of(), 503, "<html>", null);
            }
        };
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
