package com.kore.billing.projections.billinghistory;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.readmodel.Documents;
import com.kore.billing.projections.readmodel.Filter;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions to the billing history. */
public final class BillingHistory {
    private final Documents<Transaction> transactions;

    public BillingHistory(JdbcClient jdbc) {
        BillingHistoryModel model = new BillingHistoryModel();
        this.transactions = new Documents<>(model, BillingHistoryModel.ROWS, jdbc);
    }

    /**
     * The newest transactions first.
     *
     * @param after the sequence of the last one seen
     */
    public List<Transaction> list(SubscriptionId id, Optional<Long> after, int limit) {
        return transactions.list(
                new Filter().and("subscription_id = ?", id).and("sequence < ?", after),
                "ORDER BY sequence DESC",
                limit);
    }
}
