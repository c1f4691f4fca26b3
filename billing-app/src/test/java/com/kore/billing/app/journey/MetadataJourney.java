package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What stored events say about where they came from: who, through which command, for which request, because of what, in which trace. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MetadataJourney {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String FRESH_TRACE = "00-[0-9a-f]{32}-[0-9a-f]{16}-00";
    private static final String UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
    }

    @AfterAll
    void stop() {
        service.close();
    }

    private List<StoredEvent> events(String id) {
        return service.bean(EventReader.class).ofSubscription(new SubscriptionId(id));
    }

    private StoredEvent event(String id, String type) {
        return events(id).stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> metadata(StoredEvent event) {
        return JSON.readValue(event.metadata(), new TypeReference<>() {});
    }

    @Test
    void the_events_of_a_request_name_its_caller_key_id_and_trace() {
        accounts.open("asked");
        accounts.command(
                        "asked",
                        "change-managed-users",
                        "{\"managedUsers\":9}",
                        "Idempotency-Key",
                        "order-7",
                        "X-Request-Id",
                        "request-7",
                        "traceparent",
                        TRACE)
                .is(200);

        Map<String, String> metadata = metadata(event("asked", "ManagedUsersChanged"));
        assertThat(metadata.remove("commandId")).matches(UUID);
        assertThat(metadata)
                .isEqualTo(Map.of(
                        "actor", "service",
                        "actorKind", "token",
                        "command", "ChangeManagedUsers",
                        "idempotencyKey", "order-7",
                        "correlationId", "request-7",
                        "traceParent", TRACE));
    }

    @Test
    void the_events_of_a_request_without_a_trace_have_a_fresh_one_in_common() {
        accounts.open("untraced");

        assertThat(events("untraced")).hasSize(2);
        Map<String, String> metadata = metadata(events("untraced").getFirst());
        assertThat(metadata.get("traceParent")).matches(FRESH_TRACE);
        assertThat(metadata.get("correlationId")).matches(UUID);
        assertThat(metadata(events("untraced").getLast())).isEqualTo(metadata);
    }

    @Test
    void the_events_of_the_runs_name_the_event_that_they_follow_from() {
        accounts.openPaid("renewed", "premium", "monthly");
        accounts.advanceTo("2026-02-16T00:00:00Z");

        Map<String, String> paid = metadata(event("renewed", "PaymentSucceeded"));
        assertThat(paid)
                .containsEntry("actor", "collection-run")
                .containsEntry("actorKind", "automation")
                .containsEntry("command", "RecordPaymentOutcome")
                .containsEntry("causationId", event("renewed", "InvoiceIssued").eventId())
                .doesNotContainKey("idempotencyKey");
        assertThat(paid.get("correlationId")).matches("collection-run/[^/]+/renewed/[^/]+");
        assertThat(paid.get("traceParent")).matches(FRESH_TRACE);
        Map<String, String> renewed = metadata(event("renewed", "SubscriptionRenewed"));
        assertThat(renewed)
                .containsEntry("actor", "billing-run")
                .containsEntry("actorKind", "automation")
                .containsEntry("command", "BringUpToDate");
        assertThat(service.get("operator", "/v1/operations/billing-runs")
                        .is(200)
                        .json()
                        .get("items")
                        .valueStream()
                        .map(run -> "billing-run/" + run.get("startedAt").asString() + "/renewed/2026-02-15T00:00:00Z"))
                .as("which run did it, whose account it is, and when it was due")
                .contains(renewed.get("correlationId"));
        assertThat(events("renewed")).extracting(StoredEvent::eventId).contains(renewed.get("causationId"));
        assertThat(renewed.get("traceParent")).matches(FRESH_TRACE).isNotEqualTo(paid.get("traceParent"));
    }
}
