package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** An issuer that serves others too. */
@ExtendWith(OutputCaptureExtension.class)
class JwtAudienceTest extends HttpTest {
    @TempDir
    private static Path directory;

    @DynamicPropertySource
    static void serveOneAudience(DynamicPropertyRegistry settings) throws IOException {
        Path publicKey = JwtTest.publicKeyIn(directory);
        settings.add("spring.security.oauth2.resourceserver.jwt.public-key-location", () -> "file:" + publicKey);
        settings.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> "kore-billing");
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    private Answer ask(JWTClaimsSet.Builder claims) throws Exception {
        return send(withToken(JwtTest.jwt(claims, JwtTest.ISSUER), "/v1/catalog"));
    }

    @Test
    void a_jwt_for_this_service_is_accepted_also_if_it_is_for_others_besides() throws Exception {
        assertThat(ask(JwtTest.claims("billing:read").audience("kore-billing")).status())
                .isEqualTo(200);
        assertThat(ask(JwtTest.claims("billing:read").audience(List.of("crm", "kore-billing")))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void it_is_not_warned_of(CapturedOutput log) {
        assertThat(log.getAll()).contains("Tomcat started").doesNotContain("whatever service they were made for");
    }

    @Test
    void a_jwt_for_another_service_or_for_none_is_refused() throws Exception {
        ask(JwtTest.claims("billing:read").audience("crm")).isProblem(401, "unauthorized");
        ask(JwtTest.claims("billing:read").audience("KORE-BILLING")).isProblem(401, "unauthorized");
        ask(JwtTest.claims("billing:read").audience(List.of())).isProblem(401, "unauthorized");
        ask(JwtTest.claims("billing:read")).isProblem(401, "unauthorized");
    }
}
