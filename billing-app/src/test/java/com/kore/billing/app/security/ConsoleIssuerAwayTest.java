package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.kore.billing.app.testing.TestIssuer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The issuer does not answer: the service starts, and says so. */
class ConsoleIssuerAwayTest extends HttpTest {
    @TempDir
    private static Path directory;

    @DynamicPropertySource
    static void signInThere(DynamicPropertyRegistry settings) {
        TestIssuer.settings("http://localhost:1/organization").forEach((key, value) -> settings.add(key, () -> value));
        settings.add("billing.data-dir", () -> directory.resolve("data").toString());
    }

    @Test
    void whoever_wants_to_sign_in_is_told_and_nothing_is_begun() {
        assertThat(send(anonymously("/console/sign-in")).text()).contains("Sign in with your organization");
        for (int time = 0; time < 2; time++) {
            Answer answer = send(anonymously("/console/sign-in/issuer"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Content-Type")).startsWith("text/html");
            assertThat(answer.text()).contains("The token issuer does not answer.");
            assertThat(answer.header("Set-Cookie")).doesNotContain(AskedOfIssuer.Cookies.NAME);
        }
    }

    @Test
    void a_token_of_the_issuer_cannot_be_checked_now() throws Exception {
        send(withToken(JwtTest.jwt(JwtTest.claims("billing:read"), JwtTest.ISSUER), "/v1/catalog"))
                .isProblem(503, "unavailable");
    }
}
