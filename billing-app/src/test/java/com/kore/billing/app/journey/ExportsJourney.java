package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.Downloads;
import com.kore.billing.app.testing.DuckDb;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.ResultSetExtractor;
import tools.jackson.databind.JsonNode;

/**
 * The views as files, read back by somebody else's library. Accounts that grow, shrink, leave and come back, one that does not pay, one that
 * was given credit and a refund, one under a contract, and one whose id a spreadsheet would take for a number.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class ExportsJourney {
    private static final String EXPORTS = "/v1/analytics/exports/";
    private static final List<String> VIEWS = List.of(
            "subscriptions",
            "periods",
            "mrr_movements",
            "invoices",
            "invoice_lines",
            "payments",
            "credits",
            "revenue_schedule",
            "cohorts");
    private static final String MONTHS = "from=2026-01&to=2027-03&currency=USD";

    private final DuckDb duck = new DuckDb();
    private RunningService service;
    private Accounts accounts;
    private Downloads downloads;

    abstract Vendor database();

    @BeforeAll
    void play(@TempDir Path dataDir, @TempDir Path folder) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        downloads = new Downloads(service, folder);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.openPaid("-1", "enterprise", "annual");
        accounts.openPaid("late", "premium", "monthly");
        accounts.open("signed");
        service.post("admin", "/v1/subscriptions/signed/sign-contract", """
                        {"plan":"enterprise","interval":"annual","prepaidUsers":10,"pricePerUser":{"amount":15000,"currency":"USD"},\
                        "start":"2026-01-01","end":"2027-07-01","reference":"C-1"}""").is(200);
        service.post(
                        "admin",
                        "/v1/subscriptions/acme/grant-credit",
                        "{\"kind\":\"goodwill\",\"amount\":{\"amount\":500,\"currency\":\"USD\"}}")
                .is(200);
        service.post(
                        "admin",
                        "/v1/invoices/-1-0001/refund",
                        "{\"amount\":{\"amount\":5000,\"currency\":\"USD\"},\"reason\":\"Late\"}")
                .is(200);
        accounts.changeCard("late", "tok_decline");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":7}").is(200);
        accounts.advanceTo("2026-03-20T12:00:00Z");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":4}").is(200);
        accounts.advanceTo("2026-06-20T12:00:00Z");
        accounts.command("acme", "cancel", "{}").is(200);
        accounts.advanceTo("2026-09-20T12:00:00Z");
        accounts.command("acme", "change-plan", "{\"plan\":\"premium\",\"interval\":\"monthly\"}")
                .is(200);
        accounts.advanceTo("2027-03-20T12:00:00Z");
    }

    @AfterAll
    void stop() {
        duck.close();
        service.close();
    }

    private List<String> inSql(String sql) {
        ResultSetExtractor<List<String>> rows = DuckDb::rows;
        List<String> found = service.bean(JdbcTemplate.class).query(sql, rows);
        assertThat(found).isNotNull();
        return found;
    }

    /** A table of DuckDB over a file; texts stay texts. */
    private String table(String file) {
        Path path = downloads.export(file).path();
        return switch (file.replaceFirst("\\?.*", "").replaceFirst(".*\\.", "")) {
            case "csv" -> "read_csv('%s', header = true, delim = ',', quote = '\"', nullstr = '')".formatted(path);
            case "ndjson" -> "read_ndjson('%s', sample_size = -1)".formatted(path);
            default -> "read_parquet('%s')".formatted(path);
        };
    }

    /** H2 has names in upper case. */
    private List<String> columns(String view, String... types) {
        String all = "'%s'".formatted(String.join("', '", types));
        return inSql("""
                SELECT column_name FROM information_schema.columns
                WHERE table_schema IN ('analytics', 'ANALYTICS') AND table_name IN ('%s', '%s') AND data_type IN (%s, %s)
                ORDER BY ordinal_position""".formatted(view, view.toUpperCase(Locale.ROOT), all, all.toUpperCase(Locale.ROOT))).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
    }

    @Test
    void sums_over_every_file_are_those_of_the_service_to_the_cent() {
        for (String view : VIEWS) {
            List<String> sums = new ArrayList<>(List.of("COUNT(*)"));
            columns(view, "bigint", "integer")
                    .forEach(column -> sums.add("CAST(SUM(%s) AS DECIMAL(38))".formatted(column)));
            columns(view, "character varying", "text", "date", "timestamp with time zone", "boolean")
                    .forEach(column -> sums.add("COUNT(%s)".formatted(column)));
            String asked = "SELECT " + String.join(", ", sums) + " FROM ";
            List<String> own = inSql(asked + "analytics." + view);
            assertThat(own.getFirst()).as(view).doesNotStartWith("0|");
            for (String form : List.of("csv", "ndjson", "parquet")) {
                assertThat(duck.rows(asked + table(view + "." + form)))
                        .as("%s as %s", view, form)
                        .isEqualTo(own);
            }
        }
    }

    @Test
    void the_three_forms_of_a_view_have_the_same_rows_in_the_order_of_its_key() {
        for (String view : VIEWS) {
            String order = view.equals("cohorts") ? "currency, cohort_month, month_start" : "1";
            List<String> moments = columns(view, "timestamp with time zone");
            String replaced = moments.isEmpty()
                    ? "*"
                    : "* REPLACE (epoch_us(CAST(%1$s AS TIMESTAMPTZ)) AS %1$s)".formatted(moments.getFirst());
            List<String> parquet = duck.rows("SELECT %s FROM %s".formatted(replaced, table(view + ".parquet")));

            assertThat(duck.rows("SELECT %s FROM %s".formatted(replaced, table(view + ".ndjson"))))
                    .as(view)
                    .isEqualTo(parquet);
            assertThat(duck.rows("SELECT %s FROM %s".formatted(replaced, table(view + ".csv"))).stream()
                            .map(row -> row.replaceAll("(^|\\|)'-", "$1-")))
                    .as(view)
                    .isEqualTo(parquet);
            String key = view.equals("cohorts")
                    ? "currency, cohort_month, month_start"
                    : columns(view, "character varying", "text").getFirst();
            assertThat(duck.rows("SELECT %s FROM %s".formatted(key, table(view + ".parquet"))))
                    .as(view)
                    .isEqualTo(inSql("SELECT %s FROM analytics.%s ORDER BY %s".formatted(key, view, order)));
        }
    }

    @Test
    void a_spreadsheet_sees_no_formula_in_an_id() {
        Path csv = downloads.export("subscriptions.csv").path();

        assertThat(duck.rows(
                        "SELECT subscription_id FROM read_csv('%s', header = true, delim = ',', quote = '\"', all_varchar = true)"
                                .formatted(csv)))
                .containsExactlyInAnyOrder("'-1", "acme", "late", "signed");
        assertThat(duck.rows("SELECT subscription_id FROM " + table("subscriptions.parquet")))
                .containsExactlyInAnyOrder("-1", "acme", "late", "signed");
        assertThat(duck.value("SELECT COUNT(*) FROM %s WHERE change_minor < 0".formatted(table("mrr_movements.csv"))))
                .isNotEqualTo("0");
    }

    /** Both forms against what the service answers. */
    @Test
    void figures_made_of_the_files_are_the_ones_that_the_service_gives() {
        JsonNode mrr = service.get("analyst", "/v1/analytics/mrr?" + MONTHS)
                .is(200)
                .json()
                .get("months");
        JsonNode revenue = service.get("analyst", "/v1/analytics/revenue?" + MONTHS)
                .is(200)
                .json()
                .get("months");
        JsonNode collections = service.get("analyst", "/v1/analytics/collections?" + MONTHS)
                .is(200)
                .json()
                .get("months");
        assertThat(mrr).hasSize(15);
        for (String form : List.of(".csv", ".parquet")) {
            String movements = table("mrr_movements" + form);
            String schedule = table("revenue_schedule" + form);
            String invoices = table("invoices" + form);
            for (int month = 0; month < mrr.size(); month++) {
                String first = mrr.get(month).get("month").asString() + "-01";
                String sum = "SELECT COALESCE(SUM(%s), 0) FROM %s WHERE month_start %s DATE '" + first
                        + "' AND currency = 'USD'";
                assertThat(duck.value(sum.formatted("change_minor", movements, "<=")))
                        .as("%s %s", first, form)
                        .isEqualTo(amount(mrr.get(month), "ending"));
                assertThat(duck.value(sum.formatted("amount_minor", schedule, "=")))
                        .isEqualTo(amount(revenue.get(month), "recognized"));
                assertThat(duck.value(sum.formatted("paid_minor", invoices, "=")))
                        .isEqualTo(amount(collections.get(month), "paid"));
                assertThat(duck.value(sum.formatted("uncollectible_minor", invoices, "=")))
                        .isEqualTo(amount(collections.get(month), "uncollectible"));
            }
        }
    }

    private static String amount(JsonNode month, String name) {
        return month.get(name).get("amount").asString();
    }

    @Test
    void a_file_says_what_it_is_as_of_and_whoever_has_it_is_not_sent_it_again() {
        long head = head();
        Downloads.File csv = downloads.export("credits.csv");

        assertThat(csv.position()).isEqualTo(head);
        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;header=present;charset=UTF-8");
        assertThat(csv.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"credits-as-of-%d.csv\"".formatted(head));
        assertThat(csv.header("ETag")).matches("W/\"credits\\.csv-[0-9a-f]{8}-%d-.*".formatted(head));
        Answer again = service.get("analyst", EXPORTS + "credits.csv", "If-None-Match", csv.header("ETag"))
                .is(304);
        assertThat(again.response().body()).isEmpty();
        assertThat(again.header("ETag")).isEqualTo(csv.header("ETag"));
        service.get("analyst", EXPORTS + "credits.ndjson", "If-None-Match", csv.header("ETag"))
                .is(200);
        Downloads.File parquet = downloads.export("credits.parquet");
        assertThat(parquet.header("Content-Type")).isEqualTo("application/vnd.apache.parquet");
        assertThat(duck.rows("SELECT decode(key), decode(value) FROM parquet_kv_metadata('%s') ORDER BY 1"
                        .formatted(parquet.path())))
                .containsExactly("event_position|" + head, "view|credits");
        assertThat(duck.rows("SELECT DISTINCT as_of_position FROM " + table("credits.csv?asOfColumn=true")))
                .containsExactly(Long.toString(head));
    }

    private long head() {
        return Long.parseLong(
                service.get("service", "/v1/events?limit=1").is(200).header("Feed-Head"));
    }

    private void awaitCaughtUp() {
        await().until(() -> downloads.export("cohorts.csv").position() == head());
    }

    @Test
    void what_is_no_file_is_not_found_and_the_answer_says_what_there_is() {
        for (String none : List.of(
                "nothing.csv",
                "event.csv",
                "credits",
                "credits.xlsx",
                "CREDITS.csv",
                ".csv",
                "analytics.credits.csv")) {
            service.get("analyst", EXPORTS + none).isRefused(404, "not-found");
        }
        assertThat(service.get("analyst", EXPORTS + "nothing.csv").at("/detail"))
                .contains(VIEWS);
        assertThat(service.get("analyst", EXPORTS + "credits.xlsx").at("/detail"))
                .contains("csv, ndjson, parquet");
        service.get("analyst", EXPORTS + "credits.csv?asOfColumn=x").isRefused(422, "invalid");
        for (String other : List.of("service", "auditor", "operator")) {
            service.get(other, EXPORTS + "credits.csv").isRefused(403, "forbidden");
        }
    }

    /** Each of them is what the events up to its position led to, although more are folded while it is on its way. */
    @Test
    void files_that_are_made_while_commands_go_on_are_each_as_of_one_position() {
        IntStream.range(0, 3).forEach(i -> accounts.openPaid("busy-" + i, "premium", "monthly"));
        AtomicBoolean enough = new AtomicBoolean();
        CompletableFuture<Void> commands = CompletableFuture.runAsync(() -> {
            for (int users = 4; !enough.get(); users++) {
                accounts.command(
                                "busy-" + users % 3,
                                "change-managed-users",
                                "{\"managedUsers\":%d}".formatted(users),
                                "Prefer",
                                "wait=5")
                        .is(200);
            }
        });
        List<Long> positions = new ArrayList<>();
        List<String> told = new ArrayList<>();
        try {
            while (positions.size() < 12 || positions.getFirst().equals(positions.getLast())) {
                assertThat(commands).isNotDone();
                Downloads.File file = downloads.export("invoices.parquet");
                positions.add(file.position());
                told.add(duck.value(
                        "SELECT COUNT(*) || ' ' || SUM(total_minor) || ' ' || (MAX(event_position) <= %d) FROM '%s'"
                                .formatted(file.position(), file.path())));
            }
        } finally {
            enough.set(true);
            commands.join();
        }
        assertThat(positions).isSorted();
        assertThat(Stream.of(positions.getFirst(), positions.getLast()).distinct())
                .hasSize(2);
        awaitCaughtUp();
        for (int i = 0; i < positions.size(); i++) {
            assertThat(inSql("SELECT COUNT(*), SUM(total_minor) FROM analytics.invoices WHERE event_position <= "
                            + positions.get(i)))
                    .containsExactly(told.get(i).replace(" true", "").replace(' ', '|'));
        }
    }
}
