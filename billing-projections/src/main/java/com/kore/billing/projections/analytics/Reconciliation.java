package com.kore.billing.projections.analytics;

import com.kore.billing.projections.analytics.ReconciledCheck.DifferentFigure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Whether the figures of the schema {@code analytics} agree with each other, and with the read models that are folded apart. All checks see the
 * same moment, and hold up no writer.
 */
public final class Reconciliation {
    private static final List<ReconciliationCheck> CHECKS = Stream.of(
                    InvoiceChecks.ALL, CreditChecks.ALL, RevenueChecks.ALL, MovementChecks.ALL, PeriodChecks.ALL)
            .flatMap(List::stream)
            .toList();

    /** No statement may take longer, nor the telling of progress between two. */
    private static final Duration STATEMENT_MAX = Duration.ofMinutes(30);

    private final JdbcTemplate jdbc;
    private final OneMoment moment;
    private final TransactionTemplate apart;
    private final LongSupplier position;
    private final int differencesMax;

    /**
     * @param position up to which all events are in the figures, as the transaction sees it that it is asked in
     * @param differencesMax how many are told of each check
     */
    public Reconciliation(
            JdbcTemplate jdbc, PlatformTransactionManager transactions, LongSupplier position, int differencesMax) {
        this.jdbc = jdbc;
        this.moment = new OneMoment(jdbc, transactions, STATEMENT_MAX);
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.position = position;
        this.differencesMax = differencesMax;
    }

    /** Is told after each check, in a transaction of its own, and may throw to end it all. */
    public interface Progress {
        void checked(long position, List<ReconciledCheck> soFar);
    }

    public void run(Progress progress) {
        moment.within(() -> {
            long asOf = position.getAsLong();
            List<ReconciledCheck> checked = new ArrayList<>();
            tell(progress, asOf, checked);
            for (ReconciliationCheck check : CHECKS) {
                checked.add(reconciled(check));
                tell(progress, asOf, checked);
            }
        });
    }

    private void tell(Progress progress, long asOf, List<ReconciledCheck> checked) {
        apart.executeWithoutResult(status -> progress.checked(asOf, List.copyOf(checked)));
    }

    private ReconciledCheck reconciled(ReconciliationCheck check) {
        Long compared = jdbc.queryForObject("SELECT COUNT(*) FROM " + check.counted(), Long.class);
        List<DifferentFigure> differences = new ArrayList<>();
        long[] count = new long[1];
        jdbc.query(
                "SELECT d.*, COUNT(*) OVER () AS differing FROM (%s) d ORDER BY subject FETCH FIRST %d ROWS ONLY"
                        .formatted(check.differences(), differencesMax),
                row -> {
                    count[0] = row.getLong("differing");
                    differences.add(new DifferentFigure(
                            row.getString("subject"), row.getString("expected"), row.getString("found")));
                });
        return new ReconciledCheck(
                check.name(), check.statement(), compared == null ? 0 : compared, count[0], differences);
    }
}
