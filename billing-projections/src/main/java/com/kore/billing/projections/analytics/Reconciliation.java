package com.kore.billing.projections.analytics;

import com.kore.billing.projections.analytics.ReconciledCheck.DifferentFigure;
import java.sql.Connection;
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

    /** No statement may take longer. */
    private static final Duration STATEMENT_MAX = Duration.ofMinutes(30);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
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
        this.transaction = new TransactionTemplate(transactions);
        this.transaction.setReadOnly(true);
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
        boolean isH2 = isH2();
        // H2 keeps one moment for all tables only so; PostgreSQL would watch for writes in vain.
        transaction.setIsolationLevel(
                isH2 ? TransactionDefinition.ISOLATION_SERIALIZABLE : TransactionDefinition.ISOLATION_REPEATABLE_READ);
        transaction.executeWithoutResult(status -> {
            if (!isH2) {
                bePatient();
            }
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

    private boolean isH2() {
        return "H2"
                .equals(jdbc.execute(
                        (Connection connection) -> connection.getMetaData().getDatabaseProductName()));
    }

    /** Of the database too, which would end a transaction that waits for the connection on which its progress is told. */
    private void bePatient() {
        jdbc.execute("SET LOCAL idle_in_transaction_session_timeout = " + STATEMENT_MAX.toMillis());
        // The pool has the former patience again when the connection comes back to it.
        jdbc.execute((Connection connection) -> {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(STATEMENT_MAX.toMillis()));
            return true;
        });
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
