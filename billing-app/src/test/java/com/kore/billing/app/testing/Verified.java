package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Whether the rows that a service answers from are those that its events lead to, as auditors ask it (R10), and reconcile. */
public final class Verified {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Verified() {}

    /** The report of a verification that has found nothing, and neither has a reconciliation. */
    public static Answer withoutDifferences(ServiceClient service) {
        Reconciled.withoutDifferences(service);
        return rowsWithoutDifferences(service);
    }

    private static Answer rowsWithoutDifferences(ServiceClient service) {
        String location =
                service.post("auditor", "/v1/audit/verifications", "").is(202).header("Location");
        await().atMost(PATIENCE)
                .until(() ->
                        !service.get("auditor", location).is(200).at("/status").equals("running"));
        Answer report = service.get("auditor", location);
        assertThat(report.at("/status")).isEqualTo("completed");
        assertThat(report.json()
                        .get("projections")
                        .valueStream()
                        .map(model -> model.get("name").asString()))
                .contains("account_summary", "billing_history", "invoice", "due_work", "analytics");
        List<String> differences = report.json()
                .get("projections")
                .valueStream()
                .flatMap(model -> model.get("differences").valueStream())
                .map(JsonNode::toString)
                .toList();
        assertThat(differences).isEmpty();
        assertThat(report.at("/done")).isEqualTo(report.at("/total")).isNotEqualTo("0");
        return report;
    }
}
