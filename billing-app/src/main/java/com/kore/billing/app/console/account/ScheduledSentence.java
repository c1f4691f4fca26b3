package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Words;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.text.TermsText;

/**
 * What takes over on a later day, in words.
 *
 * @param withdrawable whether it is a change of the account's own: what sales has agreed is not withdrawn on a page
 */
record ScheduledSentence(String sentence, boolean withdrawable) {

    /** A free account has no change of its own to come: what is to come is then a contract that was signed. */
    static ScheduledSentence of(AccountSummary.Scheduled change, AccountSummary summary, PlanCatalog catalog) {
        boolean own = summary.accountKind() == AccountKind.ONLINE
                && summary.interval().isPresent();
        return new ScheduledSentence(
                "On %s %s %s for %s, at %s."
                        .formatted(
                                Words.date(change.effectiveOn()),
                                own ? "this changes to" : "the contract begins that was signed for this account:",
                                Words.terms(catalog.name(change.plan(), change.effectiveOn()), change.interval()),
                                TermsText.users(change.managedUsers()),
                                Words.price(change.pricePerUser(), change.interval())),
                own);
    }
}
