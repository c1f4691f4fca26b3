package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.Command.Wait;
import com.kore.billing.app.oracle.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The balance of product.md: the oracle keeps it after every step, and whatever figure of the service's own answers were another, or
 * missing, it would be seen. That the service keeps it, every campaign checks after every step.
 */
class BalanceTest {

    /** All that is shown of an account. */
    private record Shown(JsonNode summary, List<JsonNode> invoices, List<JsonNode> history) {
        static Shown by(Subject subject, String account) {
            return new Shown(subject.summary(account), subject.invoices(account), subject.history(account));
        }

        Optional<Difference> broken() {
            return Balance.broken(summary, invoices, history);
        }

        Shown copy() {
            return new Shown(
                    summary.deepCopy(),
                    new ArrayList<>(invoices.stream().map(JsonNode::deepCopy).toList()),
                    new ArrayList<>(history.stream().map(JsonNode::deepCopy).toList()));
        }

        /** Every sum of money that counts, by its path. */
        List<ObjectNode> sums() {
            List<ObjectNode> sums = new ArrayList<>();
            sums.add(sum(summary, "creditBalance"));
            for (JsonNode invoice : invoices) {
                for (String name : List.of(
                        "listedPrice",
                        "prorationCredits",
                        "creditApplied",
                        "amountDue",
                        "amountPaid",
                        "amountRefunded")) {
                    sums.add(sum(invoice, name));
                }
                invoice.get("lines").forEach(line -> sums.add(sum(line, "amount")));
                invoice.get("creditNotes").forEach(note -> sums.add(sum(note, "amount")));
                invoice.get("payments")
                        .valueStream()
                        .filter(payment -> !payment.get("outcome").asString().equals("unknown"))
                        .forEach(payment -> sums.add(sum(payment, "amount")));
            }
            for (JsonNode row : history) {
                sums.add(sum(row, "amount"));
                sums.add(sum(row, "creditBalance"));
            }
            return sums;
        }

        private static ObjectNode sum(JsonNode of, String name) {
            return (ObjectNode) of.get(name);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void the_oracle_keeps_it_after_every_step(long seed) {
        Batch batch = Batch.of(seed, 50, 1);
        for (History history : (seed % 2 == 0 ? batch.withContracts() : batch).generate()) {
            try (Subject oracle = new OracleSubject(history.rules())) {
                boolean opened = false;
                for (Step step : history.steps()) {
                    opened |= isAccepted(oracle, step);
                    if (opened) {
                        assertThat(Shown.by(oracle, "acme").broken())
                                .as("%s", history)
                                .isEmpty();
                    }
                }
            }
        }
    }

    private static boolean isAccepted(Subject subject, Step step) {
        subject.passTo(step.at());
        return !(step.command() instanceof Wait)
                && subject.send("acme", step.command()).refusal().isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_unit_more_or_less_anywhere_is_seen(long seed) {
        for (History history : Batch.of(seed, 20, 1).generate()) {
            Shown shown = atTheEnd(history);
            int sums = shown.sums().size();
            for (int i = 0; i < sums; i++) {
                for (int wrongBy : new int[] {1, -1}) {
                    Shown wrong = shown.copy();
                    ObjectNode sum = wrong.sums().get(i);
                    sum.put("amount", sum.get("amount").asLong() + wrongBy);
                    assertThat(wrong.broken()).as("%s %s", wrong, history).isNotEmpty();
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void a_transaction_that_is_missing_or_there_twice_and_an_invoice_that_is_missing_are_seen(long seed) {
        for (History history : Batch.of(seed, 20, 1).generate()) {
            Shown shown = atTheEnd(history);
            for (int i = 0; i < shown.history().size(); i++) {
                Shown without = shown.copy();
                without.history().remove(i);
                assertThat(without.broken()).as("%s", history).isNotEmpty();
                Shown twice = shown.copy();
                twice.history().add(i, twice.history().get(i));
                assertThat(twice.broken()).as("%s", history).isNotEmpty();
            }
            for (int i = 0; i < shown.invoices().size(); i++) {
                String number = shown.invoices().get(i).get("number").asString();
                Shown without = shown.copy();
                without.invoices().remove(i);
                boolean hasTransactions = shown.history().stream()
                        .anyMatch(row -> row.get("invoiceNumber").asString("").equals(number));
                assertThat(without.broken().isPresent()).as("%s", history).isEqualTo(hasTransactions);
            }
        }
    }

    /** By the service's decisions and folds. */
    private static Shown atTheEnd(History history) {
        try (Subject subject = new MemorySubject(history.rules())) {
            history.steps().forEach(step -> isAccepted(subject, step));
            Shown shown = Shown.by(subject, "acme");
            assertThat(shown.broken()).as("%s", history).isEmpty();
            return shown;
        }
    }
}
