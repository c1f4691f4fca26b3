package com.kore.billing.app.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.FeedStream;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the event feed answers over HTTP. Account {@code acme} is opened and goes paid. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EventFeed {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String GO_PAID = """
            {"plan":"premium","interval":"monthly",
             "paymentMethod":{"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040},
             "billingProfile":{"contactName":"Ada","email":"ada@acme.example",
               "address":{"line1":"1 Main St","city":"Springfield","postalCode":"12345","country":"US"}}}""";

    private final HttpClient client = HttpClient.newHttpClient();
    private RunningService service;
    private int users = 100;

    abstract Vendor database();

    @BeforeAll
    void start(@TempDir Path dataDir) {
        service = RunningService.start(
                database(),
                dataDir,
                Map.of(
                        "billing.clock",
                        "sandbox",
                        "billing.clock-start",
                        "2026-01-15T12:00:00Z",
                        "billing.feed.heartbeat",
                        "200ms"));
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme Inc.\",\"managedUsers\":3}")
                .is(201);
        service.post("service", "/v1/subscriptions/acme/change-plan", GO_PAID, "Prefer", "wait=5")
                .is(200);
    }

    @AfterAll
    void stop() {
        service.close();
        client.close();
    }

    private Answer lines(String query) {
        return service.get("service", "/v1/events" + query);
    }

    private static List<JsonNode> items(Answer lines) {
        return lines.is(200).response().body().lines().map(JSON::readTree).toList();
    }

    private List<JsonNode> first(int count) {
        return items(lines("?limit=" + count));
    }

    private static List<Long> positions(List<JsonNode> items) {
        return items.stream().map(item -> item.get("position").asLong()).toList();
    }

    private long head() {
        return Long.parseLong(lines("?limit=1").header("Feed-Head"));
    }

    private FeedStream stream(String query, String... headers) {
        return FeedStream.open(client, service, "/v1/events" + query, headers);
    }

    /** One more event, of another account, so that the history of {@code acme} stays as it is. */
    private void openAnother() {
        users++;
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"more-%d\",\"accountName\":\"More\"}".formatted(users))
                .is(201);
    }

    @Test
    void lines_tell_every_event_by_its_name_in_order_with_its_subscriptions_version() {
        Answer answer = lines("?limit=6");
        List<JsonNode> items = items(answer);

        assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(items)
                .extracting(item -> item.get("type").asString())
                .containsExactly(
                        "SubscriptionOpened",
                        "PaymentMethodChanged",
                        "BillingProfileUpdated",
                        "PlanChanged",
                        "InvoiceIssued",
                        "PaymentSucceeded");
        assertThat(items).extracting(item -> item.get("version").asLong()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(items).allSatisfy(item -> {
            assertThat(item.propertyNames())
                    .containsExactly("position", "subscriptionId", "version", "type", "occurredAt", "payload");
            assertThat(item.get("subscriptionId").asString()).isEqualTo("acme");
            assertThat(item.get("occurredAt").asString()).isEqualTo("2026-01-15T12:00:00Z");
        });
        assertThat(positions(items)).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void money_and_dates_stand_as_everywhere() {
        JsonNode issued = first(6).get(4).get("payload");

        assertThat(issued.at("/totals/amountDue").toString()).isEqualTo("{\"amount\":3000,\"currency\":\"USD\"}");
        assertThat(issued.at("/lines/0/period").toString())
                .isEqualTo("{\"start\":\"2026-01-15\",\"end\":\"2026-02-15\"}");
        assertThat(issued.at("/lines/0/interval").asString()).isEqualTo("monthly");
    }

    @Test
    void nothing_personal_and_no_token_is_told() {
        assertThat(lines("").is(200).response().body())
                .contains("BillingProfileUpdated", "\"last4\":\"4242\"")
                .doesNotContain("Acme Inc", "Ada", "Springfield", "tok_visa", "sealed", "\"token\"", "\"accountName\"");
        assertThat(first(6).get(2).get("payload").propertyNames()).containsExactly("subscriptionId", "at", "on");
    }

    @Test
    void the_events_of_an_erased_account_flow_on_unchanged() {
        openAnother();
        String told = lines("").response().body();
        service.post("admin", "/v1/subscriptions/more-" + users + "/erase-personal-data", "{}")
                .is(200);

        String after = lines("").response().body();
        assertThat(after).startsWith(told);
        assertThat(after.substring(told.length()))
                .contains("PersonalDataErased")
                .hasLineCount(1);
    }

    @Test
    void the_last_position_of_an_answer_is_where_the_next_one_goes_on() {
        List<JsonNode> all = first(6);
        List<JsonNode> byTwo = new ArrayList<>(first(2));
        byTwo.addAll(items(lines("?limit=2&after=" + positions(byTwo).getLast())));
        byTwo.addAll(items(lines("?limit=2&after=" + positions(byTwo).getLast())));

        assertThat(byTwo).isEqualTo(all);
    }

    @Test
    void lines_end_at_the_head_which_the_header_tells() {
        openAnother();
        Answer answer = lines("?limit=10000");

        assertThat(positions(items(answer)).getLast()).isEqualTo(head());
        assertThat(answer.header("Feed-Head")).isEqualTo(Long.toString(head()));
        assertThat(lines("?after=" + head()).is(200).response().body()).isEmpty();
        assertThat(lines("?after=" + Long.MAX_VALUE).is(200).response().body()).isEmpty();
    }

    @Test
    void a_stream_tells_what_lines_tell_and_goes_on() {
        List<JsonNode> told = items(lines(""));
        try (FeedStream stream = stream("")) {
            for (JsonNode item : told) {
                FeedStream.Item streamed = stream.next();
                assertThat(JSON.readTree(streamed.data())).isEqualTo(item);
                assertThat(streamed.id()).isEqualTo(item.get("position").asString());
                assertThat(streamed.event()).isEqualTo(item.get("type").asString());
            }
            openAnother();
            assertThat(stream.next().event()).isEqualTo("SubscriptionOpened");
        }
    }

    @Test
    void a_stream_goes_on_after_the_last_event_id_whatever_its_address_says() {
        long third = positions(first(3)).getLast();
        try (FeedStream stream = stream("?after=0", "Last-Event-ID", Long.toString(third))) {
            assertThat(stream.next().event()).isEqualTo("PlanChanged");
        }
        try (FeedStream stream = stream("?after=" + third)) {
            assertThat(stream.next().event()).isEqualTo("PlanChanged");
        }
    }

    @Test
    void a_stream_after_a_position_that_is_not_there_yet_waits_for_what_follows_it() {
        long next = head() + 1;
        try (FeedStream stream = stream("?after=" + next).awaitBegun()) {
            openAnother();
            openAnother();
            openAnother();

            assertThat(stream.next().position()).isGreaterThan(next);
        }
    }

    @Test
    void a_stream_without_events_is_kept_alive() {
        try (FeedStream stream = stream("?after=" + head())) {
            await().until(() -> stream.heartbeats() >= 3);
            assertThat(stream.poll(Duration.ZERO)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "after=-1, after",
        "after=1.5, after",
        "after=, after",
        "after=9223372036854775808, after",
        "after=latest, after",
        "limit=0, limit",
        "limit=10001, limit",
        "limit=all, limit",
        "limit=99999999999, limit"
    })
    void what_lines_may_not_be_asked_is_refused_by_name(String query, String parameter) {
        refused(lines("?" + query), parameter);
    }

    @ParameterizedTest
    @CsvSource({
        "after=-1, 0, after",
        "after=x, 7, after",
        "after=0, -1, Last-Event-ID",
        "after=0, x, Last-Event-ID",
        "limit=5, 0, limit"
    })
    void what_a_stream_may_not_be_asked_is_refused_by_name(String query, String lastEventId, String parameter) {
        refused(
                service.get(
                        "service", "/v1/events?" + query, "Accept", "text/event-stream", "Last-Event-ID", lastEventId),
                parameter);
    }

    private static void refused(Answer answer, String parameter) {
        answer.isRefused(422, "invalid");
        assertThat(answer.at("/violations/0/field")).isEqualTo(parameter);
        assertThat(answer.at("/detail")).startsWith(parameter + " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*/*",
                "application/x-ndjson",
                "application/*",
                "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
            })
    void lines_are_for_whoever_does_not_ask_for_a_stream(String accept) {
        Answer answer = service.get("service", "/v1/events?limit=1", "Accept", accept);

        assertThat(answer.is(200).header("Content-Type")).isEqualTo("application/x-ndjson");
    }

    @Test
    void whoever_prefers_a_stream_gets_one() throws IOException, InterruptedException {
        HttpResponse<?> answer = headOf("text/event-stream, */*;q=0.1");

        assertThat(answer.headers().firstValue("Content-Type")).contains("text/event-stream");
        assertThat(answer.headers().firstValue("X-Accel-Buffering")).contains("no");
    }

    @Test
    void the_head_can_be_asked_for_alone() throws IOException, InterruptedException {
        HttpResponse<?> answer = headOf("*/*");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Feed-Head")).contains(Long.toString(head()));
    }

    private HttpResponse<?> headOf(String accept) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(service.base().resolve("/v1/events"))
                        .HEAD()
                        .header("Authorization", "Bearer " + service.token("service"))
                        .header("Accept", accept)
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    @Test
    void another_form_is_refused_naming_those_that_there_are() {
        Answer answer = service.get("service", "/v1/events", "Accept", "application/json");

        answer.isRefused(406, "not-acceptable");
        assertThat(answer.at("/detail")).contains("application/x-ndjson or text/event-stream");
    }

    @Test
    void a_token_of_another_kind_follows_nothing() {
        service.get("analyst", "/v1/events").isRefused(403, "forbidden");
        service.get("analyst", "/v1/events", "Accept", "text/event-stream").isRefused(403, "forbidden");
    }
}
