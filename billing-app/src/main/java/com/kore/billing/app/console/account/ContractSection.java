package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Words;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.projections.accountsummary.AccountSummary;

/** What a sales contract says, and how many of its user subscriptions are used. */
record ContractSection(
        String reference,
        String start,
        String end,
        String terms,
        String price,
        int prepaid,
        int used,
        int available,
        Preferences preferences) {

    static ContractSection of(AccountSummary.Contract contract, AccountSummary summary) {
        BillingInterval interval = summary.interval().orElseThrow();
        return new ContractSection(
                contract.reference(),
                Words.date(contract.start()),
                Words.date(contract.end()),
                Words.terms(summary.planName(), interval),
                Words.price(summary.pricePerUser().orElseThrow(), interval),
                contract.prepaid(),
                contract.used(),
                contract.available(),
                contract.preferences());
    }

    public String assignment() {
        return switch (preferences.whenUserJoins()) {
            case ASSIGN -> "A user who joins is assigned one of the prepaid subscriptions.";
            case LEAVE_FREE -> "A user who joins stays on the free plan.";
        };
    }

    public String shortage() {
        return switch (preferences.whenNoneAvailable()) {
            case ADD -> "When none is available, one is added and charged for the remaining days.";
            case LEAVE_FREE -> "When none is available, the user stays on the free plan.";
        };
    }
}
