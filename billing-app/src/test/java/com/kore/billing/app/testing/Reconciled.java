package com.kore.billing.app.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;

/** Whether the figures of a service agree, as analysts ask it. */
public final class Reconciled {
    private static final Duration PATIENCE = Duration.ofMinutes(30);

    private Reconciled() {}

    /** The report of a reconciliation that has found nothing. */
    public static Answer withoutDifferences(ServiceClient service) {
        String location = service.post("analyst", "/v1/analytics/reconciliations", "")
                .is(202)
                .header("Location");
        await().atMost(PATIENCE)
                .until(() ->
                        !service.get("analyst", location).is(200).at("/status").equals("running"));
        Answer report = service.get("analyst", location);
        assertThat(report.at("/status")).isEqualTo("completed");
        List<String> differences = report.json()
                .get("checks")
                .valueStream()
                .flatMap(check -> check.get("differences")
                        .valueStream()
                        .map(difference -> check.get("name").asString() + " " + difference))
                .toList();
        assertThat(differences).isEmpty();
        assertThat(report.at("/holds")).isEqualTo("true");
        return report;
    }
}
