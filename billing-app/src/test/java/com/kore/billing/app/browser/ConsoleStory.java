package com.kore.billing.app.browser;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What people do on the console's pages, each story on an account of its own. Sandbox time begins at noon of 15 January 2026, a Thursday, and
 * stands still.
 */
@InBrowser
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ConsoleStory {
    static final String PROFILE = """
            {"contactName":"Ada Byron","email":"ada@acme.example","address":{"line1":"1 Main Street","city":"Springfield",\
            "postalCode":"62701","country":"US"}}""";

    RunningService service;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path folder) {
        service = RunningService.inSandboxTime(database(), folder, "2026-01-15T12:00:00Z");
    }

    @AfterAll
    void stop() {
        service.close();
    }

    /** On the free plan, with nothing on file. */
    void open(String id, String name) {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"%s","accountName":"%s","managedUsers":3}""".formatted(id, name)).is(201);
    }

    /** On a paid plan since today. */
    void openPaid(String id, String name, String plan, String interval, String token) {
        open(id, name);
        command(id, "change-plan", """
                {"plan":"%s","interval":"%s","billingProfile":%s,"paymentMethod":{"kind":"card","token":"%s","brand":"Visa",\
                "last4":"4242","expiryMonth":12,"expiryYear":2040}}""".formatted(plan, interval, PROFILE, token));
    }

    /** Under a contract for ten users since today. */
    void openContract(String id, String name) {
        open(id, name);
        service.post("admin", "/v1/subscriptions/%s/sign-contract".formatted(id), """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},\
                        "start":"2026-01-15","end":"2028-01-15","reference":"C-2026-017"}""")
                .is(200);
        Answer assigned =
                service.post("service", "/v1/subscriptions/%s/assign-user".formatted(id), "{\"userId\":\"u-1\"}");
        service.summaryAfter(assigned.is(200));
    }

    Answer command(String id, String command, String body) {
        Answer done = service.post(
                        "service", "/v1/subscriptions/%s/%s".formatted(id, command), body, "Prefer", "wait=5")
                .is(200);
        service.summaryAfter(done);
        return done;
    }

    void advanceTo(String instant) {
        service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"%s\"}".formatted(instant))
                .is(200);
    }

    /** The admin of an account, who was sent a link. */
    Visitor adminOf(String id, Visitors visitors, Screen screen) {
        return signedIn(
                "{\"kind\":\"one_time_link\",\"scopes\":[\"account:self\"],\"subscriptionId\":\"%s\"}".formatted(id),
                visitors,
                screen);
    }

    /** Somebody with these scopes, as they stand in JSON, who was sent a link. */
    Visitor with(String scopes, Visitors visitors) {
        return signedIn("{\"kind\":\"one_time_link\",\"scopes\":[%s]}".formatted(scopes), visitors, Screen.DESK);
    }

    /** Somebody with the token of a role, for what no link is made for, who was on the way to a page. */
    Visitor as(String role, String page, Visitors visitors, Screen screen) {
        Visitor visitor = visitors.come(service.base(), screen);
        visitor.open("/console/sign-in?to=" + page);
        visitor.fill("Access token", service.token(role));
        visitor.click("Sign in");
        return visitor;
    }

    private Visitor signedIn(String link, Visitors visitors, Screen screen) {
        String code = service.post("admin", "/v1/access-tokens", link).is(201).at("/code");
        Visitor visitor = visitors.come(service.base(), screen);
        visitor.open("/console/sign-in?code=" + code);
        visitor.click("Continue");
        return visitor;
    }
}
