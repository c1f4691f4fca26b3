package com.kore.billing.projections.billinghistory;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.projections.text.TermsText;
import java.time.LocalDate;

/** What a transaction was about. Plans are named by the catalog when it is put into words, so that no row depends on a catalog. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "about")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Occasion.WentPaid.class, name = "went_paid"),
    @JsonSubTypes.Type(value = Occasion.PlanUpgraded.class, name = "plan_upgraded"),
    @JsonSubTypes.Type(value = Occasion.IntervalChanged.class, name = "interval_changed"),
    @JsonSubTypes.Type(value = Occasion.UsersAdded.class, name = "users_added"),
    @JsonSubTypes.Type(value = Occasion.Renewed.class, name = "renewed"),
    @JsonSubTypes.Type(value = Occasion.ContractStarted.class, name = "contract_started"),
    @JsonSubTypes.Type(value = Occasion.CreditGiven.class, name = "credit_given"),
    @JsonSubTypes.Type(value = Occasion.Declined.class, name = "declined"),
    @JsonSubTypes.Type(value = Occasion.Returned.class, name = "returned"),
    @JsonSubTypes.Type(value = Occasion.Refunded.class, name = "refunded"),
    @JsonSubTypes.Type(value = Occasion.Unstated.class, name = "unstated")
})
public sealed interface Occasion {

    /** In English, with plan names as of a day. */
    String inWords(PlanCatalog catalog, LocalDate on);

    /**
     * What an invoice was issued for; its last line is what is charged.
     *
     * @param managedUsers how many there are with it
     */
    static Occasion of(InvoiceIssued issued, int managedUsers) {
        InvoiceLine charge = issued.lines().getLast();
        return switch (issued.occasion()) {
            case WENT_PAID -> new WentPaid(charge.plan(), charge.users(), charge.interval());
            case PLAN_CHANGED -> new PlanUpgraded(charge.plan(), charge.users(), charge.interval());
            case INTERVAL_CHANGED -> new IntervalChanged(charge.plan(), charge.users(), charge.interval());
            case USERS_ADDED -> new UsersAdded(charge.plan(), charge.users(), managedUsers);
            case RENEWED -> new Renewed(charge.plan(), charge.users(), charge.period());
            case CONTRACT_STARTED -> new ContractStarted(charge.plan(), charge.users(), charge.interval());
        };
    }

    record WentPaid(PlanId plan, int users, BillingInterval interval) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Subscription to %s, %s, billed %s"
                    .formatted(catalog.name(plan, on), TermsText.users(users), TermsText.billed(interval));
        }
    }

    record PlanUpgraded(PlanId plan, int users, BillingInterval interval) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Upgrade to %s, %s, billed %s"
                    .formatted(catalog.name(plan, on), TermsText.users(users), TermsText.billed(interval));
        }
    }

    record IntervalChanged(PlanId plan, int users, BillingInterval interval) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Change to %s billing, %s, %s"
                    .formatted(TermsText.kindOfBilling(interval), catalog.name(plan, on), TermsText.users(users));
        }
    }

    record UsersAdded(PlanId plan, int added, int users) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "%s added, now %d on %s".formatted(TermsText.users(added), users, catalog.name(plan, on));
        }
    }

    record Renewed(PlanId plan, int users, BillingPeriod period) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "%s, %s, renewal %s to %s"
                    .formatted(catalog.name(plan, on), TermsText.users(users), period.start(), period.end());
        }
    }

    record ContractStarted(PlanId plan, int users, BillingInterval interval) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Contract for %s, %s, billed %s"
                    .formatted(catalog.name(plan, on), TermsText.users(users), TermsText.billed(interval));
        }
    }

    record CreditGiven(CreditKind kind) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return switch (kind) {
                case SIGNUP -> "Sign-up credit";
                case INACTIVITY -> "Inactivity credit";
                case GOODWILL -> "Goodwill credit";
            };
        }
    }

    /** A payment that failed; the code is the gateway's reason. */
    record Declined(Occasion of, String code) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Payment declined (%s): %s".formatted(code, of.inWords(catalog, on));
        }
    }

    /** Credit that came back because the invoice that had taken it was voided. */
    record Returned(Occasion of) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Credit returned, change undone: " + of.inWords(catalog, on);
        }
    }

    /** Money paid back to the payment method. */
    record Refunded(InvoiceId invoice, CreditNoteId creditNote) implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Refund of %s, credit note %s".formatted(invoice, creditNote);
        }
    }

    /** Of a transaction on an invoice that is remembered no longer. */
    record Unstated() implements Occasion {
        @Override
        public String inWords(PlanCatalog catalog, LocalDate on) {
            return "Subscription";
        }
    }
}
