package com.kore.billing.app.testing;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.OAuth2Config;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import okhttp3.mockwebserver.MockResponse;
import okhttp3.mockwebserver.RecordedRequest;
import org.jspecify.annotations.Nullable;

/** An OpenID Connect issuer of others' making. It is at {@code localhost}, so that a browser takes it for another site than 127.0.0.1. */
public final class TestIssuer implements AutoCloseable {
    private static final String NAME = "organization";
    private static final String AUDIENCE = "kore-billing";

    private final MockOAuth2Server server;

    /** @param asks whether people are asked who they are, on a page of the issuer's own */
    public TestIssuer(boolean asks) {
        server = new MockOAuth2Server(new OAuth2Config(asks));
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

    /** Its next answer, to whatever it is asked: what callbacks, which are to replace this, cannot say. */
    @SuppressWarnings("deprecation")
    public void answers(int status, String json) {
        server.enqueueResponse(new MockResponse()
                .setResponseCode(status)
                .setHeader("Content-Type", "application/json")
                .setBody(json));
    }

    /** The body of the last question for tokens; all that was asked until then is forgotten. */
    public String askedForTokens() {
        String body = "";
        for (RecordedRequest next = asked(); next != null; next = asked()) {
            if (String.valueOf(next.getPath()).endsWith("/token")) {
                body = next.getBody().readUtf8();
            }
        }
        return body;
    }

    private @Nullable RecordedRequest asked() {
        return server.takeRequest(1, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        server.shutdown();
    }
}
