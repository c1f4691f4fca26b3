package com.kore.billing.projections.billinghistory;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.Documents;
import com.kore.billing.projections.readmodel.Filter;
import com.kore.billing.projections.readmodel.RowForm;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions to the billing history. */
public final class BillingHistory {
    private final Documents<Transaction> transactions;

    public BillingHistory(JdbcClient jdbc, RowForm form) {
        BillingHistoryModel model = new BillingHistoryModel();
        this.transactions = new Documents<>(model, BillingHistoryModel.ROWS, jdbc, form);
    }

    /**
     * Which transactions of an account are meant; what is empty excludes none.
     *
     * @param from inclusive, a day of the account
     * @param to inclusive
     */
    public record Query(Optional<ChargeType> chargeType, Optional<LocalDate> from, Optional<LocalDate> to) {
        public static final Query ALL = new Query(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /**
     * The newest transactions first.
     *
     * @param after the sequence of the last one seen
     */
    public List<Transaction> list(SubscriptionId id, Query query, Optional<Long> after, int limit) {
        return transactions.list(
                new Filter()
                        .and("subscription_id = ?", id)
                        .and("charge_type = ?", query.chargeType())
                        .and("happened_on >= ?", query.from())
                        .and("happened_on <= ?", query.to())
                        .and("sequence < ?", after),
                "ORDER BY sequence DESC",
                limit);
    }
}
