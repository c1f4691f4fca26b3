package com.kore.billing.projections.readmodel;

import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.analytics.AnalyticsModel;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import com.kore.billing.projections.duework.DueWorkModel;
import com.kore.billing.projections.invoices.InvoicesModel;
import java.util.List;

/** All read models. */
public final class ReadModels {
    public static final List<ReadModel<?, ?>> ALL = List.of(
            new AccountSummaryModel(),
            new BillingHistoryModel(),
            new InvoicesModel(),
            new DueWorkModel(),
            new AnalyticsModel());

    /** The one whose versions say how far accounts are answered. */
    static final ReadModel<?, ?> YARDSTICK = new AccountSummaryModel();

    /** Seals that can be read. */
    public static final RowForm FORM = new RowForm(new LegibleSeals());

    private ReadModels() {}
}
