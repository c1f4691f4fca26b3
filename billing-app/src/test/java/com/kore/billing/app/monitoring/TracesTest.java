package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.eventstore.EventProcessors;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One trace from a caller's request to what is read of it. */
class TracesTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-01";
    private static final String NOT_SAMPLED = "00-" + TRACE + "-00f067aa0ba902b7-00";
    private static final Map<String, String> SETTINGS =
            Map.of("billing.tracing.endpoint", "http://127.0.0.1:1/v1/traces", "billing.tracing.sampled", "0");

    private static final String PAID = """
            {"plan":"premium","interval":"monthly","managedUsers":1,"paymentMethod":{"kind":"card","token":"tok_visa",\
            "brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040},"billingProfile":{"contactName":"Ada",\
            "email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345",\
            "country":"US"}}}""";

    private static Answer open(RunningService service, String id, String parent) {
        return service.post(
                "service",
                "/v1/subscriptions",
                "{\"subscriptionId\":\"%s\",\"accountName\":\"Secret Inc.\"}".formatted(id),
                "traceparent",
                parent);
    }

    private static List<SpanData> recorded(RunningService service) {
        service.bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
        return service.bean(RecordedSpans.class).of(TRACE);
    }

    private static SpanData named(List<SpanData> spans, String name) {
        return spans.stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(name + " is not in " + spans));
    }

    @ParameterizedTest
    @EnumSource(Vendor.class)
    void the_request_the_command_its_commit_and_the_read_models_are_spans_of_the_callers_trace(
            Vendor database, @TempDir Path dataDir) {
        try (RunningService service = RunningService.start(database, dataDir, SETTINGS, RecordedSpans.class)) {
            service.summaryAfter(open(service, "acme", SAMPLED).is(201));

            await().atMost(PATIENCE).until(() -> recorded(service).size() == 4);
            List<SpanData> spans = recorded(service);
            SpanData request = named(spans, "POST /v1/subscriptions");
            SpanData command = named(spans, "OpenSubscription");
            assertThat(request.getParentSpanId()).isEqualTo("00f067aa0ba902b7");
            assertThat(command.getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(named(spans, "commit").getParentSpanId()).isEqualTo(command.getSpanId());
            assertThat(named(spans, "read models").getParentSpanId()).isEqualTo(request.getSpanId());
            assertThat(spans.toString()).contains("acme").doesNotContain("Secret", service.token("service"));
        }
    }

    @Test
    void what_the_caller_does_not_sample_leaves_no_span(@TempDir Path dataDir) {
        try (RunningService service = RunningService.start(Vendor.H2, dataDir, SETTINGS, RecordedSpans.class)) {
            service.summaryAfter(open(service, "acme", NOT_SAMPLED).is(201));
            service.summaryAfter(open(service, "other", SAMPLED).is(201));

            await().atMost(PATIENCE).until(() -> recorded(service).size() == 4);
            assertThat(recorded(service).toString()).contains("other").doesNotContain("acme");
        }
    }

    @Test
    void the_trace_goes_on_at_the_node_that_keeps_the_read_models(@TempDir Path one, @TempDir Path two) {
        TestDatabase database = TestDatabases.freshPostgres();
        try (RunningService writing = RunningService.on(database, one, SETTINGS, RecordedSpans.class);
                RunningService reading = RunningService.on(database, two, SETTINGS, RecordedSpans.class)) {
            writing.bean(EventProcessors.class).processor("read-models").shutDown();

            open(writing, "acme", SAMPLED).is(201);

            await().atMost(PATIENCE).until(() -> !recorded(reading).isEmpty());
            SpanData elsewhere = named(recorded(reading), "read models");
            await().atMost(PATIENCE).until(() -> recorded(writing).size() == 3);
            assertThat(elsewhere.getParentSpanId())
                    .isEqualTo(
                            named(recorded(writing), "POST /v1/subscriptions").getSpanId());
        }
    }

    @Test
    void a_renewal_is_a_trace_of_its_own_with_its_command_its_commit_and_the_read_models(@TempDir Path dataDir) {
        Map<String, String> sandbox = Map.of(
                "billing.tracing.endpoint",
                "http://127.0.0.1:1/v1/traces",
                "billing.tracing.sampled",
                "1",
                "billing.clock",
                "sandbox",
                "billing.clock-start",
                "2026-01-31T12:00:00Z");
        try (RunningService service = RunningService.start(Vendor.H2, dataDir, sandbox, RecordedSpans.class)) {
            open(service, "acme", NOT_SAMPLED).is(201);
            service.post("service", "/v1/subscriptions/acme/change-plan", PAID, "traceparent", NOT_SAMPLED)
                    .is(200);
            service.post("operator", "/v1/sandbox/clock/advance", "{\"by\":\"P1M\"}", "traceparent", NOT_SAMPLED)
                    .is(200);

            // Its events may be folded in more than one batch.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(renewal(service))
                            .extracting(SpanData::getName)
                            .contains("renewal", "BringUpToDate", "commit", "read models"));
            List<SpanData> spans = renewal(service);
            SpanData renewal = named(spans, "renewal");
            SpanData command = named(spans, "BringUpToDate");
            assertThat(renewal.getParentSpanContext().isValid()).isFalse();
            assertThat(command.getParentSpanId()).isEqualTo(renewal.getSpanId());
            assertThat(named(spans, "commit").getParentSpanId()).isEqualTo(command.getSpanId());
            assertThat(named(spans, "read models").getParentSpanId()).isEqualTo(renewal.getSpanId());
        }
    }

    private static List<SpanData> renewal(RunningService service) {
        service.bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
        return service.bean(RecordedSpans.class).withOne("renewal");
    }

    @Test
    void a_refusal_says_what_it_was_and_a_collector_is_sent_it_by_otlp(@TempDir Path dataDir) throws IOException {
        List<String> received = new CopyOnWriteArrayList<>();
        HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(Objects.requireNonNull(exchange.getRequestHeaders().getFirst("Content-Type"))
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
        String endpoint = "http://127.0.0.1:" + collector.getAddress().getPort() + "/v1/traces";
        try (RunningService service = RunningService.start(
                Vendor.H2, dataDir, Map.of("billing.tracing.endpoint", endpoint, "billing.tracing.sampled", "1"))) {
            Answer refused = service.post("service", "/v1/subscriptions/nobody/cancel", "{}");
            refused.isRefused(404, "subscription-not-found");

            // The request's own span ends after its answer has gone, so it may be sent apart from the others.
            await().atMost(PATIENCE).untilAsserted(() -> {
                service.bean(SdkTracerProvider.class).forceFlush().join(10, TimeUnit.SECONDS);
                assertThat(String.join("", received))
                        .startsWith("application/x-protobuf")
                        .contains(
                                "kore-billing",
                                "CancelSubscription",
                                "SubscriptionNotFound",
                                "POST /v1/subscriptions/{",
                                "http.response.status_code");
            });
        } finally {
            collector.stop(0);
        }
    }
}
