package com.kore.billing.projections.analytics;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.projections.Database;
import com.kore.billing.projections.RandomHistories;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.invoices.InvoicesModel;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.Visibility;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to accounts, the figures of analysts agree with each other and with the pages. */
@ParameterizedClass
@EnumSource(Database.class)
class ReconciliationTest {
    private static final int SUBSCRIPTIONS = 12;
    private static final int COMMANDS = 40;

    private final Database database;
    private final ReadModelWriter writer;

    ReconciliationTest(Database database) {
        this.database = database.emptied();
        this.writer = new ReadModelWriter(
                List.of(new AccountSummaryModel(), new InvoicesModel(), new AnalyticsModel()),
                database.jdbc(),
                ReadModels.FORM,
                new Visibility(id -> 0, id -> false));
    }

    private List<ReconciledCheck> reconciled() {
        List<ReconciledCheck> last = new ArrayList<>();
        new Reconciliation(
                        database.jdbc(),
                        Objects.requireNonNull(database.transaction().getTransactionManager()),
                        () -> 42,
                        20)
                .run((position, soFar) -> {
                    assertThat(position).isEqualTo(42);
                    assertThat(soFar).hasSize(last.isEmpty() ? soFar.size() : last.size() + 1);
                    last.clear();
                    last.addAll(soFar);
                });
        return last;
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void random_histories_reconcile(long seed) {
        for (var batch : new RandomHistories(seed, SUBSCRIPTIONS, COMMANDS).batches(100)) {
            database.transaction().executeWithoutResult(status -> writer.apply(batch));
        }

        List<ReconciledCheck> checks = reconciled();

        assertThat(checks).as("seed %d", seed).allSatisfy(check -> {
            assertThat(check.differences()).as(check.name()).isEmpty();
            assertThat(check.differenceCount()).as(check.name()).isZero();
            assertThat(check.compared()).as(check.name()).isPositive();
        });
        assertThat(checks)
                .extracting(ReconciledCheck::name)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(20);
    }
}
