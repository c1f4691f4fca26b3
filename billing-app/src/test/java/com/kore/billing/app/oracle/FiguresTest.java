package com.kore.billing.app.oracle;

import static com.kore.billing.app.oracle.Every.ANNUAL;
import static com.kore.billing.app.oracle.Every.MONTHLY;
import static com.kore.billing.app.oracle.Told.cancel;
import static com.kore.billing.app.oracle.Told.card;
import static com.kore.billing.app.oracle.Told.contract;
import static com.kore.billing.app.oracle.Told.method;
import static com.kore.billing.app.oracle.Told.onPremium;
import static com.kore.billing.app.oracle.Told.opened;
import static com.kore.billing.app.oracle.Told.plan;
import static com.kore.billing.app.oracle.Told.purchase;
import static com.kore.billing.app.oracle.Told.users;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the oracle tells analysts, worked out by hand. */
class FiguresTest {

    private static List<String> told(Told account, String name, String... fields) {
        List<String> told = new ArrayList<>();
        if (account.oracle().figures().get(name) instanceof List<?> items) {
            for (Object item : items) {
                Map<?, ?> row = (Map<?, ?>) item;
                List<String> words = new ArrayList<>();
                for (String field : fields) {
                    words.add(String.valueOf(row.get(field)));
                }
                told.add(String.join(" ", words));
            }
        }
        return told;
    }

    private static List<String> movements(Told account) {
        return told(account, "movements", "on", "kind", "change");
    }

    private static List<String> mrr(Told account) {
        return told(account, "mrr", "from", "mrr");
    }

    private static List<String> revenue(Told account) {
        return told(account, "revenue", "month", "amount");
    }

    @Test
    void whoever_joins_grows_shrinks_leaves_and_returns_moves_five_times() {
        Told acme = onPremium("2026-01-15", ANNUAL)
                .at("2026-03-01")
                .with(users(6))
                .with(users(4))
                .at("2027-01-16")
                .with(cancel())
                .at("2028-02-01")
                .with(plan("premium", MONTHLY, 2));

        assertThat(movements(acme))
                .containsExactly(
                        "2026-01-15 new 2500",
                        "2026-03-01 expansion 2500",
                        "2027-01-15 contraction -1667",
                        "2028-01-15 churn -3333",
                        "2028-02-01 reactivation 2000");
        assertThat(mrr(acme))
                .containsExactly(
                        "2026-01-15 2500", "2026-03-01 5000", "2027-01-15 3333", "2028-01-15 0", "2028-02-01 2000");
    }

    @Test
    void what_is_undone_never_was() {
        Told acme = opened("2026-01-15").with(purchase("premium", MONTHLY, card("tok_decline")));

        assertThat(movements(acme)).isEmpty();
        assertThat(mrr(acme)).isEmpty();
        assertThat(revenue(acme)).isEmpty();
    }

    @Test
    void revenue_counts_by_the_day_and_a_refund_takes_back_as_much() {
        Told acme = onPremium("2026-01-15", MONTHLY).at("2026-01-20");
        assertThat(revenue(acme)).containsExactly("2026-01-01 1645", "2026-02-01 1355");

        acme.with(new Command.Refund(1, Optional.of(1000L), "USD"));
        assertThat(revenue(acme)).containsExactly("2026-01-01 1097", "2026-02-01 903");
    }

    @Test
    void what_is_written_off_is_taken_back_on_that_day() {
        Told acme = onPremium("2026-01-15", MONTHLY).with(method("tok_decline")).at("2026-03-01");

        assertThat(movements(acme)).containsExactly("2026-01-15 new 3000", "2026-02-22 churn -3000");
        assertThat(revenue(acme)).containsExactly("2026-01-01 1645", "2026-02-01 1355");
    }

    @Test
    void a_contract_counts_from_its_start_but_not_for_days_on_which_something_else_was_paid_for() {
        Told free = opened("2026-01-15").at("2026-03-10").with(contract(MONTHLY, 2, 900, "2026-02-01", "2027-02-01"));
        assertThat(movements(free)).containsExactly("2026-02-01 new 1800");

        Told left = onPremium("2026-01-15", MONTHLY)
                .with(cancel())
                .at("2026-03-10")
                .with(contract(MONTHLY, 2, 900, "2026-02-01", "2027-02-01"));
        assertThat(movements(left))
                .containsExactly("2026-01-15 new 3000", "2026-02-15 churn -3000", "2026-02-15 reactivation 1800");
        assertThat(mrr(left)).containsExactly("2026-01-15 3000", "2026-02-15 1800");
    }
}
