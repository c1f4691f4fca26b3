package com.kore.billing.app.console.billing;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.billinghistory.BillingHistoryItem;
import com.kore.billing.projections.billinghistory.ChargeType;
import com.kore.billing.projections.billinghistory.Transaction;
import java.util.List;
import java.util.Optional;

/**
 * The Billing History page in words.
 *
 * @param creditBalance the present one
 * @param older the cursor of what follows
 * @param newest whether it begins with the newest that fits
 */
record BillingHistoryPage(
        String accountName,
        SubscriptionId subscriptionId,
        boolean underContract,
        String creditBalance,
        BillingHistoryFilter filter,
        List<Line> lines,
        Optional<String> older,
        boolean newest) {

    /**
     * A transaction.
     *
     * @param invoice its number, which is its address too
     * @param failed whether no money went
     */
    record Line(
            String on,
            String date,
            String details,
            Optional<String> invoice,
            String chargeType,
            String amount,
            String creditBalance,
            boolean failed) {

        private static Line of(BillingHistoryItem item) {
            return new Line(
                    item.date().toString(),
                    Words.date(item.date()),
                    item.details(),
                    item.invoiceNumber(),
                    BillingHistoryFilter.inWords(item.chargeType()),
                    Words.money(item.amount()),
                    Words.money(item.creditBalance()),
                    item.chargeType() == ChargeType.NOTIFY);
        }
    }

    static BillingHistoryPage of(
            SummaryRow account,
            PageOf<Transaction> page,
            BillingHistoryFilter filter,
            boolean newest,
            PlanCatalog catalog) {
        return new BillingHistoryPage(
                account.opening().accountName(),
                account.subscriptionId(),
                account.kind() == AccountKind.CONTRACT,
                Words.money(account.creditBalance()),
                filter,
                page.items().stream()
                        .map(row -> Line.of(BillingHistoryItem.of(row, catalog)))
                        .toList(),
                page.nextCursor(),
                newest);
    }
}
