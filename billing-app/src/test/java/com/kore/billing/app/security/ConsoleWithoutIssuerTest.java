package com.kore.billing.app.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientService;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.test.context.TestPropertySource;

/** Where no client of an issuer is configured, nothing is said of one. */
@TestPropertySource(properties = "billing.data-dir=target/without-issuer-test")
class ConsoleWithoutIssuerTest extends HttpTest {
    @Autowired
    private ObjectProvider<ClientRegistrationRepository> clients;

    @Autowired
    private ObjectProvider<OAuth2AuthorizedClientService> services;

    @Test
    void people_sign_in_by_token_alone() {
        Answer page = send(anonymously("/console/sign-in"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text()).contains("Access token").doesNotContain("organization", "/console/sign-in/issuer");
        assertThat(send(anonymously("/console/sign-in/issuer")).status()).isEqualTo(404);
        assertThat(send(anonymously(IssuerClient.CALLBACK + "?code=x&state=x")).status())
                .isEqualTo(404);
    }

    @Test
    void there_is_no_page_of_springs_no_client_and_no_servlets_session() {
        for (String path : new String[] {"/login", "/oauth2/authorization/console", "/login/oauth2/code/console"}) {
            send(anonymously(path)).isProblem(401, "unauthorized");
        }
        for (String path : new String[] {"/console/", "/console/sign-in", "/login"}) {
            assertThat(send(anonymously(path)).response().headers().allValues("Set-Cookie"))
                    .noneMatch(cookie -> cookie.contains("JSESSIONID"));
        }
        assertThat(clients.stream()).isEmpty();
        assertThat(services.stream()).isEmpty();
    }
}
