package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.documents.BilledTo;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AccountSummary.Section;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * The Account Summary page in words. Parts that an account does not have are empty.
 *
 * @param status as a word
 * @param changesAllowed whether the visitor may send commands for it
 * @param scheduled what takes over at the period's end
 * @param ending what a cancellation leads to
 * @param modify empty for a contract account, while canceling, and for whoever changes nothing
 * @param payment what is charged to what, and when
 * @param contract of a contract account
 * @param profile lines of an address
 * @param profileChangeable whether the visitor may change it: of a contract account only the vendor's staff may
 */
record AccountPage(
        AccountSummary summary,
        String status,
        boolean changesAllowed,
        Optional<ScheduledSentence> scheduled,
        Optional<String> ending,
        boolean pastDue,
        Optional<ModifySection> modify,
        PaymentSection payment,
        Optional<ContractSection> contract,
        List<String> profile,
        boolean profileChangeable,
        String creditBalance) {

    static AccountPage of(AccountSummary summary, PlanCatalog catalog, LocalDate today, Visitor visitor) {
        boolean online = summary.accountKind() == AccountKind.ONLINE;
        boolean changes = visitor.changes(summary.subscriptionId());
        return new AccountPage(
                summary,
                Words.of(summary.status()),
                changes,
                summary.scheduledChange().map(change -> ScheduledSentence.of(change, summary, catalog)),
                online ? summary.endsOn().map(end -> ending(summary, end)) : Optional.empty(),
                summary.status() == SubscriptionStatus.PAST_DUE,
                changes && summary.sections().contains(Section.MODIFY_SUBSCRIPTION)
                        ? ModifySection.of(summary, catalog, today)
                        : Optional.empty(),
                PaymentSection.of(summary),
                summary.contract().map(contract -> ContractSection.of(contract, summary)),
                summary.billingProfile().map(BilledTo::lines).orElse(List.of()),
                changes && (online || visitor.isStaff()),
                Words.money(summary.creditBalance()));
    }

    private static String ending(AccountSummary summary, LocalDate end) {
        return "Canceled: the %s plan stays in effect until %s, and is then the free plan. Account, history, users and credit balance stay."
                .formatted(summary.planName(), Words.date(end));
    }

    /** Whether the account pays, and could stop paying. */
    public boolean cancelable() {
        return changesAllowed
                && summary.accountKind() == AccountKind.ONLINE
                && summary.interval().isPresent()
                && ending.isEmpty();
    }

    /** Whether one of the forms of the Account Summary stands on it now: what was done elsewhere may have taken it away. */
    public boolean shows(String form) {
        return changesAllowed
                && switch (form) {
                    case AccountCommand.MODIFY -> modify.isPresent();
                    case "withdraw-cancellation" -> ending.isPresent();
                    case "withdraw-scheduled-change" ->
                        scheduled.filter(ScheduledSentence::withdrawable).isPresent();
                    case "add-prepaid-users", "assign-user", "release-user", "set-preferences" -> contract.isPresent();
                    default -> false;
                };
    }
}
