package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.kore.billing.app.eventstore.Actor;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** With JWTs configured, they are used instead of generated tokens; and with them customers may see their own account. */
@ExtendWith(OutputCaptureExtension.class)
class JwtTest extends HttpTest {
    @TempDir
    private static Path directory;

    static final KeyPair ISSUER = keyPair();

    private static KeyPair keyPair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has RSA", impossible);
        }
    }

    @DynamicPropertySource
    static void trustTheIssuer(DynamicPropertyRegistry settings) throws IOException {
        Path publicKey = publicKeyIn(directory);
        settings.add("spring.security.oauth2.resourceserver.jwt.public-key-location", () -> "file:" + publicKey);
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    static Path publicKeyIn(Path directory) throws IOException {
        return Files.writeString(
                directory.resolve("issuer.pem"),
                "-----BEGIN PUBLIC KEY-----\n"
                        + Base64.getMimeEncoder()
                                .encodeToString(ISSUER.getPublic().getEncoded())
                        + "\n-----END PUBLIC KEY-----\n");
    }

    static String jwt(JWTClaimsSet.Builder claims, KeyPair signer) throws JOSEException {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.RS256), claims.build());
        jwt.sign(new RSASSASigner(signer.getPrivate()));
        return jwt.serialize();
    }

    static JWTClaimsSet.Builder claims(String scope) {
        return new JWTClaimsSet.Builder()
                .subject("crm")
                .claim("scope", scope)
                .expirationTime(Date.from(Instant.now().plus(Duration.ofMinutes(5))));
    }

    private Answer cancel(String token, String account) {
        return send(withToken(token, "/v1/subscriptions/" + account + "/cancel")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
    }

    @Test
    void the_subject_acts_with_the_scopes_of_the_token() throws Exception {
        String token = jwt(claims("billing:read billing:write other"), ISSUER);

        assertThat(cancel(token, "acme").status()).isEqualTo(200);
        assertThat(dispatcher.sent().getFirst().context().actor()).isEqualTo(new Actor("crm", Actor.Kind.JWT));
        cancel(jwt(claims("billing:read"), ISSUER), "acme").isProblem(403, "forbidden");
    }

    @Test
    void no_subject_passes_for_automation() throws Exception {
        cancel(jwt(claims("billing:write").subject("billing-run"), ISSUER), "acme");

        assertThat(dispatcher.sent().getFirst().context().actor()).isEqualTo(new Actor("billing-run", Actor.Kind.JWT));
    }

    /** What stands in events stays there, and a subject may be somebody's e-mail address. */
    @Test
    void who_may_act_for_one_account_only_is_that_account_to_its_events() throws Exception {
        JWTClaimsSet.Builder jane = claims("account:self")
                .subject("jane@acme.example")
                .claim("subscriptionId", "acme")
                .claim("tokenId", "made up");

        assertThat(cancel(jwt(jane, ISSUER), "acme").status()).isEqualTo(200);
        assertThat(dispatcher.sent().getFirst().context().actor()).isEqualTo(new Actor("acme", Actor.Kind.ACCOUNT));
    }

    @Test
    void another_signature_an_expired_token_or_an_opaque_one_is_refused() throws Exception {
        cancel(jwt(claims("billing:write"), keyPair()), "acme").isProblem(401, "unauthorized");
        cancel(
                        jwt(
                                claims("billing:write")
                                        .expirationTime(Date.from(Instant.now().minus(Duration.ofMinutes(5)))),
                                ISSUER),
                        "acme")
                .isProblem(401, "unauthorized");
        cancel("opaque", "acme").isProblem(401, "unauthorized");
    }

    private void isRefused(String token) {
        Answer answer = cancel(token, "acme").isProblem(401, "unauthorized");
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer error=\"invalid_token\"");
        assertThat(dispatcher.sent()).isEmpty();
    }

    @Test
    void a_jwt_is_good_from_its_first_moment_to_its_last_and_must_have_one() throws Exception {
        Instant now = Instant.now();
        isRefused(jwt(claims("billing:write").expirationTime(Date.from(now.minus(Duration.ofMinutes(2)))), ISSUER));
        isRefused(jwt(claims("billing:write").notBeforeTime(Date.from(now.plus(Duration.ofMinutes(2)))), ISSUER));
        isRefused(jwt(claims("billing:write").expirationTime(null), ISSUER));
    }

    @Test
    void a_jwt_without_a_signature_is_refused() {
        isRefused(new PlainJWT(claims("billing:write").build()).serialize());
        isRefused(unsigned("{\"alg\":\"NONE\",\"typ\":\"JWT\"}"));
    }

    @Test
    void a_jwt_whose_claims_were_altered_or_whose_signature_was_cut_off_is_refused() throws Exception {
        String sound = jwt(claims("billing:read"), ISSUER);
        String claims = claims("billing:write").build().toString();
        String[] parts = sound.split("\\.", -1);
        isRefused(parts[0] + "." + Base64URL.encode(claims) + "." + parts[2]);
        isRefused(parts[0] + "." + parts[1] + ".");
        isRefused(parts[0] + "." + parts[1]);
    }

    /** What everybody may know, the public key, must not do as a secret. */
    @Test
    void a_jwt_that_is_signed_with_the_public_key_as_a_secret_is_refused() throws Exception {
        byte[] asPem = Files.readAllBytes(publicKeyIn(directory));
        for (byte[] secret : List.of(ISSUER.getPublic().getEncoded(), asPem)) {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader(JWSAlgorithm.HS256), claims("billing:write").build());
            jwt.sign(new MACSigner(secret));
            isRefused(jwt.serialize());
        }
    }

    /** Nor does a key count that the token brings along. */
    @Test
    void a_jwt_that_names_its_own_key_is_refused() throws Exception {
        KeyPair own = keyPair();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256)
                        .jwk(new RSAKey.Builder((RSAPublicKey) own.getPublic()).build())
                        .build(),
                claims("billing:write").build());
        jwt.sign(new RSASSASigner(own.getPrivate()));
        isRefused(jwt.serialize());
    }

    private static String unsigned(String header) {
        return Base64URL.encode(header) + "."
                + Base64URL.encode(claims("billing:write").build().toString()) + ".";
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "a\0b", "a\nb", "a\u200Eb", "a\uE000", "a\u2028b"})
    void a_token_that_names_nobody_is_refused(@Nullable String subject) throws Exception {
        cancel(jwt(claims("billing:write").subject(subject), ISSUER), "acme").isProblem(401, "unauthorized");
        assertThat(dispatcher.sent()).isEmpty();
    }

    @Test
    void a_subject_has_at_most_255_characters() throws Exception {
        String longest = "x".repeat(251) + " äß€";

        assertThat(cancel(jwt(claims("billing:write").subject(longest), ISSUER), "acme")
                        .status())
                .isEqualTo(200);
        assertThat(dispatcher.sent().getFirst().context().actor().name()).isEqualTo(longest);
        cancel(jwt(claims("billing:write").subject(longest + "x"), ISSUER), "acme")
                .isProblem(401, "unauthorized");
    }

    @Test
    void the_scope_of_the_staff_is_good_for_all_that_a_service_may_do() throws Exception {
        String token = jwt(claims("billing:admin"), ISSUER);

        assertThat(cancel(token, "acme").status()).isEqualTo(200);
        assertThat(send(withToken(token, "/v1/account-summaries")).status()).isEqualTo(200);
        assertThat(send(withToken(token, "/v1/audit/events")).status()).isEqualTo(403);
    }

    @Test
    void the_scope_of_auditors_is_good_for_all_reads_and_for_nothing_else() throws Exception {
        String token = jwt(claims("audit:read"), ISSUER);

        assertThat(send(withToken(token, "/v1/account-summaries")).status()).isEqualTo(200);
        assertThat(send(withToken(token, "/v1/events")).status()).isEqualTo(200);
        cancel(token, "acme").isProblem(403, "forbidden");
        send(withToken(jwt(claims("billing:write"), ISSUER), "/v1/account-summaries"))
                .isProblem(403, "forbidden");
    }

    @Test
    void tokens_made_over_http_are_good_beside_jwts() throws Exception {
        Answer made = send(withToken(jwt(claims("billing:admin operations"), ISSUER), "/v1/access-tokens")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"scopes\":[\"billing:read\",\"operations\"]}")));
        assertThat(made.status()).as(made.text()).isEqualTo(201);
        String token = made.json().path("token").stringValue("");

        assertThat(made.json().path("createdBy").stringValue("")).isEqualTo("crm");
        assertThat(send(withToken(token, "/v1/catalog")).status()).isEqualTo(200);
        assertThat(send(withToken(token, "/v1/operations/actions")).status()).isEqualTo(200);
        cancel(token, "acme").isProblem(403, "forbidden");
        send(withToken(token.replaceFirst(".$", "~"), "/v1/catalog")).isProblem(401, "unauthorized");
    }

    @Test
    void at_its_start_the_service_warns_that_it_takes_jwts_for_others_too(CapturedOutput log) {
        assertThat(log.getAll()).contains("whatever service they were made for", "JWT_AUDIENCES");
    }

    @Test
    void no_tokens_are_generated() {
        assertThat(TokensFile.in(directory.resolve("data"))).doesNotExist();
    }

    @Test
    void a_customer_reaches_its_own_account_and_no_other_seems_to_exist() throws Exception {
        String token = jwt(claims("account:self").claim("subscriptionId", "acme"), ISSUER);

        assertThat(cancel(token, "acme").status()).isEqualTo(200);
        cancel(token, "beta").isProblem(404, "subscription-not-found");
        cancel(token, "ACME").isProblem(404, "subscription-not-found");
        send(withToken(token, "/v1/subscriptions/beta/account-summary")).isProblem(404, "subscription-not-found");
        send(withToken(token, "/v1/invoices/BETA-0001")).isProblem(404, "invoice-not-found");
        send(withToken(token, "/v1/invoices/ACME-X-0001.pdf")).isProblem(404, "invoice-not-found");
        assertThat(send(withToken(token, "/v1/invoices/ACME-0001.pdf")).status())
                .isNotIn(401, 403);
        assertThat(send(withToken(token, "/v1/subscriptions/acme/account-summary"))
                        .status())
                .isNotIn(401, 403);
    }

    @Test
    void a_customer_can_do_nothing_that_is_not_about_its_account() throws Exception {
        String token = jwt(claims("account:self").claim("subscriptionId", "acme"), ISSUER);

        for (String path :
                new String[] {"/v1/invoices", "/v1/account-summaries", "/v1/events", "/v1/audit/subscriptions/acme"}) {
            send(withToken(token, path)).isProblem(403, "forbidden");
        }
        for (String path : new String[] {
            "/v1/subscriptions", "/v1/subscriptions/acme/grant-credit", "/v1/invoices/ACME-0001/refund"
        }) {
            send(withToken(token, path).POST(HttpRequest.BodyPublishers.noBody()))
                    .isProblem(403, "forbidden");
        }
    }

    @Test
    void a_customer_without_a_sound_claim_has_no_account() throws Exception {
        cancel(jwt(claims("account:self"), ISSUER), "acme").isProblem(404, "subscription-not-found");
        cancel(jwt(claims("account:self").claim("subscriptionId", "not an id"), ISSUER), "acme")
                .isProblem(404, "subscription-not-found");
    }
}
