package com.kore.billing.app.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Several who advance sandbox time at the same moment, on one node or two. */
class AdvancesAtOnceTest {
    private static final int ADVANCES = 12;
    private static final Map<String, String> SANDBOX =
            Map.of("billing.clock", "sandbox", "billing.clock-start", "2026-01-15T12:00:00Z");

    /** Where they ask. */
    enum Nodes {
        ONE_ON_H2,
        ONE_ON_POSTGRESQL,
        TWO_ON_POSTGRESQL
    }

    private static List<RunningService> start(Nodes nodes, Path directory) {
        Path first = directory.resolve("first");
        TestDatabase database =
                nodes == Nodes.ONE_ON_H2 ? TestDatabases.fresh(Vendor.H2) : TestDatabases.freshPostgres();
        RunningService one = RunningService.on(database, first, SANDBOX);
        return nodes == Nodes.TWO_ON_POSTGRESQL
                ? List.of(one, RunningService.on(database, directory.resolve("second"), SANDBOX))
                : List.of(one);
    }

    private static Answer advance(RunningService service, String body) {
        return service.post("operator", "/v1/sandbox/clock/advance", body);
    }

    @ParameterizedTest
    @EnumSource
    void by_a_month_each_add_to_what_the_others_left_and_bill_every_month_once(Nodes nodes, @TempDir Path directory) {
        List<RunningService> services = start(nodes, directory);
        try {
            RunningService first = services.getFirst();
            Books.openPaid(first, "acme", ZoneOffset.UTC, "tok_visa");
            Books.awaitPaid(first, 1);

            List<CompletableFuture<Answer>> asked = IntStream.range(0, ADVANCES)
                    .mapToObj(n -> services.get(n % services.size()))
                    .map(node -> CompletableFuture.supplyAsync(() -> advance(node, "{\"by\":\"P1M\"}")))
                    .toList();
            List<Answer> answers = asked.stream()
                    .map(CompletableFuture::join)
                    .map(answer -> answer.is(200))
                    .toList();

            LocalDate begun = LocalDate.parse("2026-01-15");
            assertThat(answers)
                    .extracting(answer -> answer.at("/now"))
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, ADVANCES)
                            .mapToObj(month -> begun.plusMonths(month) + "T12:00:00Z")
                            .toList());
            assertThat(answers).extracting(answer -> answer.at("/renewals")).containsOnly("1");
            assertThat(Books.of(first).invoices())
                    .containsExactlyElementsOf(IntStream.rangeClosed(0, ADVANCES)
                            .mapToObj(month ->
                                    "ACME-%04d %s paid 3000 3000".formatted(month + 1, begun.plusMonths(month)))
                            .toList());
        } finally {
            services.forEach(RunningService::close);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "ONE_ON_H2")
    void one_that_leads_nowhere_is_refused_and_no_run_of_it_is_listed(Nodes nodes, @TempDir Path directory) {
        try (RunningService service = start(nodes, directory).getFirst()) {
            for (String by : List.of("P1M-62D", "P8000Y", "P100Y4D", "P1X", "-P1D")) {
                Answer refused = advance(service, "{\"by\":\"%s\"}".formatted(by));
                refused.isRefused(422, "invalid");
                assertThat(refused.at("/violations/0/field")).isEqualTo("by");
            }
            assertThat(service.bean(BillingRuns.class).newest(Optional.empty(), 10))
                    .isEmpty();
        }
    }
}
