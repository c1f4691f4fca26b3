package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.ServiceProcess;
import com.kore.billing.app.testing.TestDatabases;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the log says of one request, to people and to machines. */
class LogTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern READY = Pattern.compile("takes requests at (http://[0-9.:]+)");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

    private static ServiceProcess start(Path dataDir, Map<String, String> environment) {
        return ServiceProcess.start(
                dataDir, environment, RunningService.arguments(TestDatabases.h2In(dataDir), dataDir, Map.of()));
    }

    private static ServiceClient ready(ServiceProcess service, Path dataDir) {
        Matcher ready = READY.matcher(service.outputUntil("Kore Billing takes requests at "));
        assertThat(ready.find()).isTrue();
        return new ServiceClient(URI.create(ready.group(1)), dataDir);
    }

    private static Answer refused(ServiceClient client) {
        return client.post(
                "service", "/v1/subscriptions/acme/cancel", "{}", "traceparent", PARENT, "X-Request-Id", "order-7");
    }

    private static Optional<JsonNode> line(String output, String text) {
        return output.lines()
                .map(JSON::readTree)
                .filter(line -> line.path("message").asString().equals(text))
                .findFirst();
    }

    @Test
    void as_json_each_line_names_the_trace_the_request_and_the_account(@TempDir Path dataDir) {
        Map<String, String> environment = Map.of(
                "LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs", "LOGGING_LEVEL_COM_KORE_BILLING_APP_EVENTSTORE", "DEBUG");
        try (ServiceProcess service = start(dataDir, environment)) {
            Answer answer = refused(ready(service, dataDir));
            answer.isRefused(404, "subscription-not-found");

            String text = "CancelSubscription of acme: not_found";
            JsonNode line = line(service.outputUntil(text), text).orElseThrow();
            assertThat(line.path("traceId").asString()).isEqualTo(TRACE).isEqualTo(answer.at("/traceId"));
            assertThat(line.path("requestId").asString()).isEqualTo("order-7").isEqualTo(answer.header("X-Request-Id"));
            assertThat(line.path("subscriptionId").asString()).isEqualTo("acme");
        }
    }

    @Test
    void people_read_the_same_before_the_text_and_nothing_where_there_is_none(@TempDir Path dataDir) {
        Map<String, String> environment = Map.of("LOGGING_LEVEL_COM_KORE_BILLING_APP_EVENTSTORE", "DEBUG");
        try (ServiceProcess service = start(dataDir, environment)) {
            String started = service.outputUntil("Kore Billing takes requests at ");
            assertThat(started).doesNotContain("trace=");
            Matcher ready = READY.matcher(started);
            assertThat(ready.find()).isTrue();
            refused(new ServiceClient(URI.create(ready.group(1)), dataDir));

            assertThat(service.outputUntil("CancelSubscription of acme: not_found"))
                    .contains("trace=" + TRACE + " request=order-7 account=acme ");
        }
    }
}
