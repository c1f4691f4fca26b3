package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** An auditor reads the reports of verifications: what the page says is what the endpoint says. */
abstract class ConsoleVerificationJourney {
    private static final String ENDPOINT = "/v1/audit/verifications";
    private static final String PAGES = "/console/verifications";

    private RunningService service;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        Accounts accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        Answer opened = accounts.open("free");
        service.summaryAfter(opened);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Page page(String path) {
        return new Page(service.get("auditor", path));
    }

    /** Verifies all, and gives what the endpoint reports in the end. */
    private JsonNode verified() {
        String location = service.post("auditor", ENDPOINT, "").is(202).header("Location");
        await().atMost(Duration.ofSeconds(60))
                .until(() ->
                        service.get("auditor", location).is(200).at("/status").equals("completed"));
        return service.get("auditor", location).json();
    }

    private void update(String sql) {
        assertThat(service.bean(JdbcClient.class).sql(sql).update()).isEqualTo(1);
    }

    @Test
    void what_was_compared_is_told_row_by_row_and_stays_in_the_list() {
        page(PAGES).is(200).reads("Nothing has been verified yet");
        JsonNode report = verified();

        Page page = page(PAGES + "/" + report.get("id")).is(200);
        page.reads(
                "Completed",
                "No difference",
                "%d of %d events"
                        .formatted(
                                report.get("done").asLong(), report.get("total").asLong()));
        List<List<String>> told = new ArrayList<>();
        for (JsonNode projection : report.get("projections")) {
            String name = projection.get("name").asString().replace('_', ' ');
            told.add(List.of(
                    name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1),
                    projection.get("rows").asString(),
                    "none"));
        }
        assertThat(page.rows("Projections that were compared")).isEqualTo(told);
        assertThat(page.html()).doesNotContain("every 1s").doesNotContain("Refresh");
        assertThat(page(PAGES).is(200).link("Verification " + report.get("id")))
                .isEqualTo(PAGES + "/" + report.get("id"));
    }

    @Test
    void differences_are_told_field_by_field_and_not_as_json() {
        update("UPDATE account_summary SET document = REPLACE(document, '\"managedUsers\":3', '\"managedUsers\":4')"
                + " WHERE subscription_id = 'free'");
        update("DELETE FROM invoice WHERE row_key = 'ACME-0001'");
        Page page = page(PAGES + "/" + verified().get("id")).is(200);

        page.reads(
                "2 differences",
                "What is shown is not what the events say",
                "Account summary of free",
                "Invoice of acme",
                "The events lead to this row, and it is missing.");
        assertThat(page.rows()).contains(List.of("document.holding.managedUsers", "4", "3"));
        assertThat(page.html()).doesNotContain("{&quot;").doesNotContain("ada@acme.example");
        assertThat(page.link("free")).isEqualTo("/console/subscriptions/free/history");
    }

    @Test
    void it_is_for_auditors_and_begun_by_a_form_of_our_own() {
        for (String role : List.of("service", "analyst", "operator", "admin")) {
            service.get(role, PAGES).is(403);
            service.get(role, PAGES + "/1").is(403);
        }
        Holder.of(service, "acme").get(PAGES).is(403);
        for (String id : List.of("1", "0", "x", "99999999999999999999")) {
            service.get("auditor", PAGES + "/" + id).is(404);
        }
        assertThat(service.send(service.request(PAGES).GET()).status()).isIn(302, 303);
        assertThat(service.post("auditor", PAGES, "").status()).isBetween(400, 499);
        page(PAGES).is(200).reads("Nothing has been verified yet");
    }
}
