package com.kore.billing.app.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.oracle.Oracle;
import com.kore.billing.app.oracle.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The balance of product.md holds after every step by what the oracle shows, so a service that agrees with it keeps it too. */
class BalanceTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void invoices_and_credits_add_up_after_every_step(long seed) {
        for (History history : Batch.of(seed, 50, 1).generate()) {
            Oracle oracle = new Oracle(history.rules(), "acme");
            for (Step step : history.steps()) {
                oracle.play(step);
                if (oracle.isOpened()) {
                    assertBalanced(oracle, history);
                }
            }
        }
    }

    private static void assertBalanced(Oracle oracle, History history) {
        long spent = 0;
        long credited = 0;
        for (Map<String, Object> shown : oracle.invoices()) {
            JsonNode invoice = JSON.valueToTree(shown);
            long total = amount(invoice, "listedPrice") - amount(invoice, "prorationCredits");
            long applied = amount(invoice, "creditApplied");
            long paid = amount(invoice, "amountPaid");
            String status = invoice.get("status").asString();
            assertThat(applied + amount(invoice, "amountDue"))
                    .as("%s %s", history, invoice)
                    .isEqualTo(Math.max(0, total));
            assertThat(paid)
                    .as("%s %s", history, invoice)
                    .isEqualTo(
                            status.equals("paid") ? amount(invoice, "amountDue") : amount(invoice, "amountRefunded"));
            assertThat(amount(invoice, "amountRefunded")).as("%s", history).isBetween(0L, paid);
            spent += status.equals("void") ? 0 : applied;
            credited += Math.max(0, -total);
        }
        long granted = granted(oracle.history());
        JsonNode summary = JSON.valueToTree(oracle.summary());
        assertThat(amount(summary, "creditBalance"))
                .as("%s", history)
                .isEqualTo(granted + credited - spent)
                .isNotNegative();
    }

    /** Credited without an invoice. */
    private static long granted(List<Map<String, Object>> rows) {
        return rows.stream()
                .filter(row -> "credited".equals(row.get("chargeType"))
                        && Optional.empty().equals(row.get("invoiceNumber")))
                .mapToLong(row -> amount(JSON.valueToTree(row), "amount"))
                .sum();
    }

    private static long amount(JsonNode of, String name) {
        return of.get(name).get("amount").asLong();
    }
}
