package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An issuer's keys are fetched from it. */
class IssuerKeysTest extends HttpTest {
    private static final AtomicInteger ASKED = new AtomicInteger();
    private static final RSAKey KEY = key();
    private static final HttpServer ISSUER = issuer();

    @TempDir
    private static Path directory;

    private static RSAKey key() {
        try {
            return new RSAKeyGenerator(2048).keyID("known").generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("every Java runtime has RSA", impossible);
        }
    }

    private static HttpServer issuer() {
        byte[] keys = new JWKSet(KEY.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        try {
            HttpServer issuer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            issuer.createContext("/keys", exchange -> {
                ASKED.incrementAndGet();
                exchange.sendResponseHeaders(200, keys.length);
                exchange.getResponseBody().write(keys);
                exchange.close();
            });
            issuer.start();
            return issuer;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @DynamicPropertySource
    static void trustTheIssuer(DynamicPropertyRegistry settings) {
        settings.add(
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                () -> "http://127.0.0.1:" + ISSUER.getAddress().getPort() + "/keys");
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    @AfterAll
    static void stop() {
        ISSUER.stop(0);
    }

    private int statusOf(JOSEObjectType type, String keyId) throws JOSEException {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .type(type)
                        .keyID(keyId)
                        .build(),
                new JWTClaimsSet.Builder()
                        .subject("crm")
                        .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                        .claim("scope", "billing:read")
                        .build());
        jwt.sign(new RSASSASigner(KEY));
        return send(withToken(jwt.serialize(), "/v1/catalog")).status();
    }

    /** RFC 9068's at+jwt neither, which docs/operators.md says. */
    @Test
    void only_what_is_a_jwt_or_does_not_say_what_it_is_is_taken() throws JOSEException {
        assertThat(statusOf(JOSEObjectType.JWT, "known")).isEqualTo(200);
        for (String other : List.of("at+jwt", "logout+jwt", "dpop+jwt")) {
            assertThat(statusOf(new JOSEObjectType(other), "known")).as(other).isEqualTo(401);
        }
    }

    @Test
    void whoever_makes_up_key_ids_does_not_make_the_issuer_work() throws JOSEException {
        assertThat(statusOf(JOSEObjectType.JWT, "known")).isEqualTo(200);
        for (int made = 0; made < 20; made++) {
            assertThat(statusOf(JOSEObjectType.JWT, "made-up-" + made)).isEqualTo(401);
        }
        // One more if ten seconds have passed meanwhile.
        assertThat(ASKED.get()).isBetween(1, 3);
    }
}
