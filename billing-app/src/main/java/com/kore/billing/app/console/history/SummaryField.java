package com.kore.billing.app.console.history;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.console.account.PaymentSection;
import com.kore.billing.app.documents.BilledTo;
import com.kore.billing.domain.Personal;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.text.TermsText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A field of the account summary in words.
 *
 * @param name as the summary's JSON has it
 * @param text {@code none} where there is nothing
 */
record SummaryField(String name, String label, String text) {
    private static final String NONE = "none";

    /** What a summary says, in the order of the page; plans are named, and what is to come is priced, as of a day. */
    static List<SummaryField> of(AccountSummary summary, PlanCatalog catalog) {
        List<SummaryField> fields = new ArrayList<>();
        fields.add(new SummaryField("accountName", "Name", summary.accountName()));
        fields.add(new SummaryField("accountKind", "Kind of account", Words.of(summary.accountKind())));
        fields.add(new SummaryField("status", "Status", Words.of(summary.status())));
        fields.add(new SummaryField("planName", "Plan", summary.planName()));
        fields.add(of("interval", "Interval", summary.interval().map(SummaryField::billed)));
        fields.add(new SummaryField("managedUsers", "Users", Integer.toString(summary.managedUsers())));
        fields.add(of("pricePerUser", "Price per user", summary.pricePerUser().map(Words::money)));
        fields.add(of("total", "Total per interval", summary.total().map(Words::money)));
        fields.add(of(
                "currentPeriod",
                "Current period",
                summary.currentPeriod()
                        .map(period -> Words.date(period.start()) + " until " + Words.date(period.end()))));
        fields.add(of("renewsOn", "Renews on", summary.renewsOn().map(Words::date)));
        fields.add(of("endsOn", "Ends on", summary.endsOn().map(Words::date)));
        fields.add(of("nextBill", "Next bill", summary.nextBill().map(PaymentSection::inWords)));
        fields.add(of(
                "scheduledChange",
                "Scheduled change",
                summary.scheduledChange().map(change -> scheduled(change, catalog))));
        fields.add(of("paymentMethod", "Payment method", summary.paymentMethod().map(PaymentSection::inWords)));
        fields.add(of("billingProfile", "Billing profile", profile(summary)));
        fields.add(new SummaryField("creditBalance", "Credit balance", Words.money(summary.creditBalance())));
        fields.add(of("contract", "Contract", summary.contract().map(SummaryField::contract)));
        return List.copyOf(fields);
    }

    /** As it stood after an event, when that happened. */
    static List<SummaryField> of(SummaryRow row, PlanCatalog catalog, Instant at) {
        return of(AccountSummary.of(row, catalog, at), catalog);
    }

    private static SummaryField of(String name, String label, Optional<String> text) {
        return new SummaryField(name, label, text.orElse(NONE));
    }

    private static String billed(BillingInterval interval) {
        return "Billed " + TermsText.billed(interval);
    }

    private static String scheduled(AccountSummary.Scheduled change, PlanCatalog catalog) {
        return "%s for %s, at %s, from %s"
                .formatted(
                        Words.terms(catalog.name(change.plan(), change.effectiveOn()), change.interval()),
                        TermsText.users(change.managedUsers()),
                        Words.price(change.pricePerUser(), change.interval()),
                        Words.date(change.effectiveOn()));
    }

    /** What was erased is said once, not line by line. */
    private static Optional<String> profile(AccountSummary summary) {
        return summary.billingProfile()
                .map(profile -> profile.contactName().equals(Personal.ERASED)
                                && profile.email().equals(Personal.ERASED)
                        ? Personal.ERASED
                        : String.join(", ", BilledTo.lines(profile)));
    }

    private static String contract(AccountSummary.Contract contract) {
        return "%s, %s until %s; %d prepaid, %d used, %d available; %s"
                .formatted(
                        contract.reference(),
                        Words.date(contract.start()),
                        Words.date(contract.end()),
                        contract.prepaid(),
                        contract.used(),
                        contract.available(),
                        preferences(contract.preferences()));
    }

    /** In the words of the contract's page, shorter. */
    static String preferences(Preferences preferences) {
        String joining = switch (preferences.whenUserJoins()) {
            case ASSIGN -> "who joins is assigned";
            case LEAVE_FREE -> "who joins stays free";
        };
        String shortage = switch (preferences.whenNoneAvailable()) {
            case ADD -> "one is added when none is available";
            case LEAVE_FREE -> "none is added when none is available";
        };
        return joining + ", " + shortage;
    }
}
