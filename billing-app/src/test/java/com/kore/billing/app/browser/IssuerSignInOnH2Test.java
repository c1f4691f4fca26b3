package com.kore.billing.app.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestIssuer;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody whose organization has an issuer, on another site than the service's. */
@InBrowser
class IssuerSignInOnH2Test {
    private static final String ACME = "/console/subscriptions/acme";
    private static final Map<String, Object> ADMIN_OF_ACME =
            Map.of("scope", "openid account:self", "subscriptionId", "acme");

    private static TestIssuer issuer;
    private static RunningService service;

    @BeforeAll
    static void start(@TempDir Path folder) throws IOException {
        // The client of all services reads them; where JWTs are taken there are none.
        Files.writeString(folder.resolve("tokens.json"), "{}");
        issuer = new TestIssuer(true);
        service = RunningService.start(Vendor.H2, folder, issuer.settings());
        String token = "Bearer " + issuer.token("crm", "billing:read billing:write");
        service.send(service.request("/v1/subscriptions")
                        .header("Authorization", token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(
                                "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\",\"managedUsers\":3}")))
                .is(201);
        service.send(service.request("/v1/subscriptions/acme/account-summary?minVersion=1")
                        .header("Authorization", token))
                .is(200);
    }

    @AfterAll
    static void stop() {
        service.close();
        issuer.close();
    }

    /** On the issuer's page, whose fields have no labels. */
    private static void saysWhoItIs(Visitor visitor) {
        visitor.page().locator("input[name=username]").fill("jane");
        visitor.page()
                .locator("input[type=submit], button[type=submit]")
                .first()
                .click();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void gets_to_the_page_that_was_wanted_with_scripts_and_without(boolean scripts, Visitors visitors) {
        issuer.signsIn("jane", ADMIN_OF_ACME);
        Screen screen = scripts ? Screen.DESK : Screen.DESK.withoutScripts();
        try (Visitor jane = visitors.come(service.base(), screen)) {
            // The issuer's page would have letters from elsewhere; a build need not reach that.
            jane.page().context().route(url -> url.contains("fonts.googleapis.com"), route -> route.fulfill());
            jane.open("/console/");
            assertThat(jane.heading()).isEqualTo("Sign in");
            if (scripts) {
                jane.hasNoSeriousViolation();
            }
            jane.takePicture("sign-in");
            jane.click("Sign in with your organization");
            assertThat(jane.page().url()).startsWith(issuer.uri() + "/authorize?");

            saysWhoItIs(jane);
            jane.reads("Signed in as acme");
            assertThat(jane.address()).isEqualTo(ACME);
            assertThat(jane.heading()).isEqualTo("Account Summary");
            if (scripts) {
                assertThat(jane.page().evaluate("document.cookie")).isEqualTo("");
                // Who is led here from elsewhere is nobody, so that the way back from the issuer has to end on a page
                // of ours.
                jane.page().navigate(issuer.uri() + "/.well-known/openid-configuration");
                jane.page().evaluate("page => { location.href = page; }", service.base() + ACME);
                jane.reads("Sign in with your organization");
                jane.open(ACME);
                jane.reads("Signed in as acme");
            }
        }
    }
}
