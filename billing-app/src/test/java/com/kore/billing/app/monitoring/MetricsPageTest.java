package com.kore.billing.app.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.ServiceClient;
import com.kore.billing.app.testing.TestDatabases;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.core.env.Environment;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What operators are told of metrics is there: every name of docs/operators.md and of docs/deploy/alerts.yaml, in a scrape. */
class MetricsPageTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (`[^|]*) \\| ");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)(?:\\{[^`]*})?`");
    private static final Pattern NOT_A_NAME =
            Pattern.compile("\\{[^}]*}|\\[[^]]*]|\\b(by|on|without) \\([^)]*\\)|\"[^\"]*\"");
    private static final Pattern METRIC = Pattern.compile("\\b[a-z_][a-z0-9_]*\\b(?!\\s*\\()");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "by", "up");

    private static final Pattern SELECTED = Pattern.compile("([a-z_][a-z0-9_]*)\\{([^}]*)}");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=~?\"([^\"]*)\"");

    private static Set<String> exposed = Set.of();

    /** Each with its labels. */
    private static List<String> series = List.of();

    @BeforeAll
    static void scrape(@TempDir Path dataDir) {
        Map<String, String> settings = Map.of(
                "management.server.port",
                "0",
                "billing.payments.gateway",
                "stripe",
                "billing.payments.stripe.api-key",
                "sk_test_of_nobody",
                "billing.payments.stripe.api-base",
                "http://127.0.0.1:1");
        try (RunningService service = RunningService.on(TestDatabases.h2In(dataDir), dataDir, settings)) {
            service.post("service", "/v1/subscriptions", "{\"subscriptionId\":\"acme\",\"accountName\":\"Acme\"}")
                    .is(201);
            service.post("service", "/v1/subscriptions/acme/cancel", "{}").is(409);
            ServiceClient management = new ServiceClient(
                    URI.create("http://127.0.0.1:"
                            + service.bean(Environment.class).getProperty("local.management.port")),
                    dataDir);
            series = management
                    .get("operator", "/actuator/prometheus")
                    .is(200)
                    .response()
                    .body()
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
            exposed = series.stream()
                    .map(line -> line.split("[{ ]", 2)[0])
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    @AfterAll
    static void forget() {
        exposed = Set.of();
        series = List.of();
    }

    /** Those that are born with what they count, of payments, which are shown by {@code BillingRunStory}. */
    private static final Set<String> SHOWN_ELSEWHERE =
            Set.of("billing_declines_total", "billing_collected_total", "billing_refunded_total");

    @Test
    void every_metric_of_the_page_is_in_a_scrape() throws IOException {
        String page = Files.readString(DOCS.resolve("operators.md"));
        String section = page.substring(page.indexOf("\n## Metrics\n"), page.indexOf("\nWatch `billing_work_due`"));
        List<String> documented = ROW.matcher(section)
                .results()
                .map(row -> row.group(1))
                .flatMap(cell -> NAME.matcher(cell).results().map(name -> name.group(1)))
                .filter(name -> !SHOWN_ELSEWHERE.contains(name))
                .toList();

        assertThat(documented).hasSizeGreaterThan(20);
        assertThat(documented).allSatisfy(name -> assertThat(exposed).containsAnyOf(name, name + "_count"));
    }

    @Test
    void what_is_ours_in_a_scrape_is_on_the_page() throws IOException {
        String page = Files.readString(DOCS.resolve("operators.md"));

        assertThat(exposed.stream()
                        .filter(name -> name.startsWith("billing_"))
                        .map(name -> name.replaceAll("_(count|sum|max)$", ""))
                        .distinct())
                .isNotEmpty()
                .allSatisfy(name -> assertThat(page).containsPattern("`" + name + "[`{]"));
    }

    @Test
    void every_alert_asks_for_metrics_that_there_are_and_says_what_to_do() throws IOException {
        List<JsonNode> rules = rules();
        String page = Files.readString(DOCS.resolve("operators.md"));

        assertThat(rules).hasSizeGreaterThan(10);
        assertThat(rules).allSatisfy(rule -> {
            assertThat(names(rule.path("expr").asString()))
                    .allSatisfy(name -> assertThat(exposed).contains(name));
            assertThat(rule.at("/annotations/summary").asString()).isNotBlank();
            String section =
                    rule.at("/annotations/runbook").asString().replaceFirst("docs/operators.md, \"(.*)\"", "$1");
            assertThat(page).containsPattern("(?m)^## " + Pattern.quote(section));
        });
    }

    /** The scraper's own, and those that only a failing service has. */
    private static final Set<String> NOT_IN_A_SCRAPE =
            Set.of("up job=\"kore-billing\"", "http_server_requests_seconds_count status=\"5..\"");

    @Test
    void every_label_that_an_alert_asks_for_has_that_value_in_a_scrape() throws IOException {
        List<String> selected = rules().stream()
                .flatMap(rule -> SELECTED.matcher(rule.path("expr").asString()).results())
                .flatMap(selector -> LABEL.matcher(selector.group(2))
                        .results()
                        .flatMap(label -> Stream.of(label.group(2).split("\\|"))
                                .map(value -> selector.group(1) + " " + label.group(1) + "=\"" + value + "\"")))
                .filter(asked -> !NOT_IN_A_SCRAPE.contains(asked))
                .toList();

        assertThat(selected).hasSizeGreaterThan(10);
        assertThat(selected).allSatisfy(asked -> {
            String[] nameAndLabel = asked.split(" ", 2);
            assertThat(series)
                    .anyMatch(line -> line.startsWith(nameAndLabel[0] + "{")
                            && line.matches(".*[{,]" + Pattern.quote(nameAndLabel[1]) + "[,}].*"));
        });
    }

    private static List<JsonNode> rules() throws IOException {
        Object file = new Yaml().load(Files.readString(DOCS.resolve("deploy/alerts.yaml")));
        return JsonMapper.builder()
                .build()
                .<JsonNode>valueToTree(file)
                .path("groups")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream())
                .toList();
    }

    private static List<String> names(String expression) {
        return METRIC.matcher(NOT_A_NAME.matcher(expression).replaceAll(""))
                .results()
                .map(MatchResult::group)
                .filter(name -> !WORDS.contains(name))
                .toList();
    }
}
