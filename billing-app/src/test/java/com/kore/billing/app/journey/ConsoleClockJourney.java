package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.PageVisitor;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sandbox time is advanced on a page, from noon of 15 January 2026 on. */
abstract class ConsoleClockJourney {
    private static final String PATH = "/console/clock";

    private RunningService service;
    private PageVisitor operator;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        operator = PageVisitor.signedIn(service, "operator");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private String now() {
        return service.get("operator", "/v1/sandbox/clock").is(200).at("/now");
    }

    private static String text(Answer page) {
        return new Page(page).text();
    }

    @Test
    void it_says_what_time_it_is_and_what_comes_next() {
        assertThat(text(operator.get(PATH).is(200)))
                .contains("Sandbox time is 15 January 2026, 12:00 UTC", "Nothing is due, however far");
        service.summaryAfter(new Accounts(service).openPaid("acme", "premium", "monthly"));

        assertThat(new Page(operator.get(PATH)).rows())
                .contains(List.of("15 February 2026, 00:00 UTC", "The period ends", "acme"));
    }

    @Test
    void it_goes_on_by_a_month_and_tells_what_came_of_it() {
        service.summaryAfter(new Accounts(service).openPaid("acme", "premium", "monthly"));

        Answer after = operator.send(PATH, PATH, Map.of("by", "P1M")).is(200);

        assertThat(now()).isEqualTo("2026-02-15T12:00:00Z");
        assertThat(text(after))
                .contains("Sandbox time is 15 February 2026, 12:00 UTC")
                .contains("Sandbox time was advanced. On the way: 1 renewal, 1 request to the payment gateway.");
        assertThat(new Accounts(service).invoices("acme")).hasSize(2);
        assertThat(text(operator.send(PATH, PATH, Map.of("to", "2026-02-15T13:30"))))
                .contains("Sandbox time is 15 February 2026, 13:30 UTC", "Nothing was due on the way");
    }

    @Test
    void a_form_that_is_sent_twice_leads_there_once() {
        Map<String, String> form = PageVisitor.withSecrets(operator.get(PATH), Map.of("by", "P1D"));

        operator.follow(operator.post(PATH, form)).is(200);
        operator.follow(operator.post(PATH, form)).is(200);

        assertThat(now()).isEqualTo("2026-01-16T12:00:00Z");
        operator.send(PATH, PATH, Map.of("by", "P1D")).is(200);
        assertThat(text(operator.follow(operator.post(PATH, form)).is(200)))
                .contains("Sandbox time had come that far already, so nothing was done.");
        assertThat(now()).isEqualTo("2026-01-17T12:00:00Z");
    }

    @Test
    void where_it_does_not_go_is_told_beside_the_field() {
        assertThat(text(operator.send(PATH, PATH, Map.of("to", "2025-12-01T00:00"))
                        .is(422)))
                .contains("Date and time (UTC) must not lead before the present, 15 January 2026, 12:00 UTC");
        assertThat(text(operator.send(PATH, PATH, Map.of("to", "9999-01-01T00:00"))
                        .is(422)))
                .contains("Date and time (UTC) must not lead beyond 1 January 9990, 00:00 UTC");
        assertThat(text(operator.send(PATH, PATH, Map.of("by", "P1000Y")).is(422)))
                .contains("must lead at most a hundred years on");
        assertThat(text(operator.send(PATH, PATH, Map.of("to", "soon")).is(422)))
                .contains("Date and time (UTC) must be a date and time such as 2027-03-01T00:00, in UTC");
        assertThat(text(operator.send(PATH, PATH, Map.of()).is(422))).contains("Date and time (UTC) is required");
        assertThat(text(operator.send(PATH, PATH, Map.of("by", "P9000Y")).is(422)))
                .contains("must not lead beyond");
        operator.post(PATH, Map.of("by", "P1D")).is(403);

        assertThat(now()).isEqualTo("2026-01-15T12:00:00Z");
    }

    @Test
    void it_is_for_operators_and_for_the_staff() {
        for (String role : List.of("service", "auditor", "analyst")) {
            service.get(role, PATH).is(403);
        }
        service.send(service.request(PATH).GET()).is(303);
        assertThat(text(PageVisitor.signedIn(service, "admin")
                        .send(PATH, PATH, Map.of("by", "P1D"))
                        .is(200)))
                .contains("Sandbox time was advanced.");
    }

    @Test
    void where_time_is_real_there_is_none(@TempDir Path elsewhere) {
        try (RunningService real = RunningService.start(database(), elsewhere, Map.of())) {
            Answer none = real.get("operator", PATH).is(404);
            assertThat(text(none)).contains("This service goes by the clock of its computer");
            assertThat(real.get("operator", "/console/operations").response().body())
                    .doesNotContain("href=\"/console/clock\"");
        }
    }
}
