package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.Oracle;
import com.kore.billing.app.oracle.Step;
import com.kore.billing.app.oracle.Verdict;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The campaign itself, against subjects of which it is known whether they are wrong. */
class MachineryTest {
    private static final long SEED = 20_260_115;

    private static Batch batch(int histories) {
        return Batch.of(SEED, histories, 1);
    }

    private static List<Optional<Finding>> play(List<History> histories, HouseRules rules) {
        try (Subject subject = new OracleSubject(rules)) {
            return Campaign.play(subject, histories);
        }
    }

    static List<Batch> batches() {
        return List.of(batch(200), batch(200).withContracts());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void nothing_is_found_where_all_is_as_the_oracle_says(Batch batch) {
        List<History> histories = batch.generate();

        assertThat(play(histories, histories.getFirst().rules())).hasSize(200).containsOnly(Optional.empty());
    }

    @Test
    void who_tries_again_a_day_late_is_found_and_the_history_is_shrunk_to_what_shows_it() {
        List<History> histories = batch(200).generate();
        HouseRules rules = histories.getFirst().rules();
        HouseRules late = new HouseRules(
                rules.prices(), rules.retryDays().stream().map(days -> days + 1).toList());

        Finding found = play(histories, late).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        Finding shrunk = new Shrinker(candidates -> play(
                        candidates, new HouseRules(candidates.getFirst().rules().prices(), late.retryDays())))
                .shrink(found);

        assertThat(shrunk.difference().kind()).isEqualTo(found.difference().kind());
        // Opened, gone paid, another card, and time.
        assertThat(shrunk.history().steps()).hasSizeBetween(3, 4);
        assertThat(shrunk.toString())
                .contains("seed " + SEED, "resources/histories/seed-" + SEED, "open currency=", "tok_decline")
                .contains(shrunk.difference().expected());
    }

    /** Lists show a unit less than was paid: no summary says so, and single invoices are as they should be. */
    @Test
    void a_balance_that_does_not_hold_is_found_and_the_history_is_shrunk_to_what_shows_it() {
        List<History> histories = batch(200).generate();
        Shrinker.Trial trial = candidates -> {
            try (Subject subject = new ForgetfulSubject(candidates.getFirst().rules())) {
                return Campaign.play(subject, candidates);
            }
        };

        Finding found = trial.play(histories).stream()
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow();
        Finding shrunk = new Shrinker(trial).shrink(found);

        assertThat(found.difference().kind()).isEqualTo("balance.invoices.amountPaid");
        assertThat(shrunk.difference().kind()).isEqualTo(found.difference().kind());
        assertThat(shrunk.history().steps()).hasSizeBetween(2, 3);
        assertThat(shrunk.difference().expected())
                .isNotEqualTo(shrunk.difference().actual());
    }

    /** A unit more than there is, in the first of them. */
    @ParameterizedTest
    @CsvSource({"revenue, amount", "movements, change", "mrr, mrr"})
    void a_figure_of_analysts_that_is_wrong_is_found(String figures, String amount) {
        List<History> histories = batch(20).generate();
        try (MemorySubject memory = new MemorySubject(histories.getFirst().rules())) {
            Subject wrong = (Subject) Proxy.newProxyInstance(
                    Subject.class.getClassLoader(), new Class<?>[] {Subject.class}, (proxy, method, arguments) -> {
                        Object answer = method.invoke(memory, arguments);
                        if (method.getName().equals("figures")
                                && ((JsonNode) answer).at("/" + figures + "/0") instanceof ObjectNode first) {
                            first.put(amount, first.get(amount).asLong() + 1);
                        }
                        return answer;
                    });

            assertThat(Campaign.play(wrong, histories).stream()
                            .flatMap(Optional::stream)
                            .map(found -> found.difference().kind()))
                    .isNotEmpty()
                    .containsOnly("figures.%s.%s".formatted(figures, amount));
        }
    }

    /** Every command about contracts is accepted in some of them, and refused in some. */
    @Test
    void contracts_are_lived_through_in_all_their_parts() {
        Map<String, Set<String>> answers = new HashMap<>();
        for (History history : batch(400).withContracts().generate()) {
            Oracle oracle = new Oracle(history.rules(), "acme");
            for (Step step : history.steps()) {
                Verdict verdict = oracle.play(step);
                answers.computeIfAbsent(step.command().getClass().getSimpleName(), ignored -> new TreeSet<>())
                        .addAll(verdict.isAccepted() ? Set.of("accepted") : verdict.refusals());
            }
        }

        assertThat(answers.get("SignContract"))
                .contains("accepted", "already-paid", "invalid", "plan-unknown", "currency-mismatch");
        assertThat(answers.get("AddPrepaidUsers")).contains("accepted", "not-contract", "invalid");
        assertThat(answers.get("UserJoined")).contains("accepted", "not-contract", "no-change");
        assertThat(answers.get("AssignUser")).contains("accepted", "not-contract", "no-change", "no-user-available");
        assertThat(answers.get("ReleaseUser")).contains("accepted", "not-contract", "no-change");
        assertThat(answers.get("SetPreferences")).contains("accepted", "not-contract", "no-change");
        assertThat(answers.get("RecordPayment"))
                .contains("accepted", "not-contract", "amount-not-due", "payment-pending");
        assertThat(answers.get("ChangePlan")).contains("accepted", "contract-managed", "payment-pending");
        assertThat(answers.get("GrantCredit")).contains("accepted", "contract-managed");
        assertThat(answers.get("UpdateProfile")).contains("accepted", "contract-managed");
    }

    @ParameterizedTest
    @MethodSource("batches")
    void the_same_seed_makes_the_same_histories(Batch batch) {
        assertThat(batch.generate()).isEqualTo(batch.generate());
    }

    @ParameterizedTest
    @MethodSource("batches")
    void a_history_is_read_as_it_was_written(Batch batch) {
        assertThat(batch.generate())
                .allSatisfy(history -> assertThat(HistoryText.read(history.name(), history.toString()))
                        .isEqualTo(history));
    }

    @Test
    void what_is_printed_of_a_finding_can_be_kept_as_it_stands() {
        History history = batch(1).generate().getFirst();
        String printed = new Finding(history, 0, new Difference("answer", "accepted", "no-change")).toString();
        String kept = printed.substring(printed.indexOf("retry "));

        assertThat(HistoryText.read(history.name(), "# What it shows.\n" + kept))
                .isEqualTo(history);
    }

    @Test
    void a_difference_is_named_by_its_path() {
        List<Object> expected = List.of(List.of(1, Optional.empty()), Optional.of("text"));
        JsonMapper json = JsonMapper.builder().build();

        assertThat(List.of("[[1,null],\"text\"]", "[[2,null],\"text\"]", "[[1,3],\"text\"]", "[[1,null]]", "[]"))
                .map(actual -> Difference.first("list", expected, json.readTree(actual))
                        .map(Difference::where)
                        .orElse("none"))
                .containsExactly("none", "list[0][0]", "list[0][1]", "list", "list");
    }
}
