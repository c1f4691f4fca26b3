package com.kore.billing.domain.subscription;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.Price;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** The words that the histories of the tests are told in. A day stands for its noon in UTC. */
final class Given {
    static final SubscriptionId ACME = new SubscriptionId("acme");
    static final PlanId FREE = new PlanId("free");
    static final PlanId PREMIUM = new PlanId("premium");
    static final PlanId ENTERPRISE = new PlanId("enterprise");
    static final LocalDate CATALOG = LocalDate.of(1970, 1, 1);
    static final PaymentMethod VISA = new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2040, 12));
    /** VISA where it is the first method on file. */
    static final PaymentMethod.Ref FIRST_CARD = new PaymentMethod.Ref(1, PaymentMethod.Kind.CARD);

    static final BillingProfile PROFILE = new BillingProfile(
            "Ada", "ada@acme.example", new BillingProfile.Address("1 Main St", "", "Springfield", "", "12345", "US"));

    private Given() {}

    static PlanCatalog catalog() {
        return new PlanCatalog(List.of(new PlanCatalog.Version(
                CATALOG,
                List.of(
                        new Plan(FREE, "Free", 0, List.of()),
                        plan(PREMIUM, "Premium", 1, "10.00", "100.00", "9.00"),
                        plan(ENTERPRISE, "Enterprise", 2, "20.00", "200.00", "18.00")))));
    }

    static Plan plan(PlanId id, String name, int rank, String monthly, String annual, String monthlyEur) {
        return new Plan(
                id,
                name,
                rank,
                List.of(
                        new Price(BillingInterval.MONTHLY, usd(monthly)),
                        new Price(BillingInterval.ANNUAL, usd(annual)),
                        new Price(BillingInterval.MONTHLY, Money.parse("EUR " + monthlyEur))));
    }

    static Money usd(String amount) {
        return Money.parse("USD " + amount);
    }

    static Instant noon(String day) {
        return LocalDate.parse(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
    }

    static OpenSubscription open(String day) {
        return open(day, "UTC");
    }

    static OpenSubscription open(String day, String zone) {
        return new OpenSubscription(
                ACME, noon(day), "Acme", CurrencyUnit.USD, ZoneId.of(zone), 1, Optional.of(PROFILE));
    }

    /** Chooses a plan, with a card along. */
    static ChangePlan choose(String day, PlanId plan, BillingInterval interval, int users) {
        return choose(noon(day), plan, interval, users);
    }

    static ChangePlan choose(Instant at, PlanId plan, BillingInterval interval, int users) {
        return new ChangePlan(
                ACME,
                at,
                plan,
                Optional.of(interval),
                Optional.of(users),
                Optional.of(VISA),
                Optional.empty(),
                Optional.empty());
    }

    /** Changes the plan alone. */
    static ChangePlan plan(String day, PlanId plan) {
        return plan(day, plan, new TermsChange(Optional.empty(), Optional.empty(), Optional.empty()));
    }

    static ChangePlan plan(String day, PlanId plan, TermsChange rest) {
        return new ChangePlan(
                ACME,
                noon(day),
                plan,
                rest.interval(),
                rest.managedUsers(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static ChangeBillingInterval interval(String day, BillingInterval interval) {
        return new ChangeBillingInterval(ACME, noon(day), interval, Optional.empty());
    }

    static ChangeManagedUsers users(String day, int users) {
        return new ChangeManagedUsers(ACME, noon(day), users, Optional.empty());
    }

    static CancelSubscription cancel(String day) {
        return new CancelSubscription(ACME, noon(day), Optional.empty());
    }

    static BringUpToDate dayCame(String day) {
        return new BringUpToDate(ACME, noon(day));
    }

    static GrantCredit credit(String day, CreditKind kind, String amount) {
        return new GrantCredit(ACME, noon(day), kind, usd(amount), Optional.empty());
    }

    static InvoiceId invoice(int number) {
        return InvoiceId.of(ACME, number);
    }

    static RecordPaymentOutcome paid(String day, int invoice) {
        return outcome(day, invoice, 1, new PaymentOutcome.Succeeded());
    }

    static RecordPaymentOutcome declined(String day, int invoice) {
        return outcome(day, invoice, 1, new PaymentOutcome.Declined("card_declined"));
    }

    static RecordPaymentOutcome outcome(String day, int invoice, int attempt, PaymentOutcome outcome) {
        return outcome(noon(day), invoice, attempt, 1, outcome);
    }

    /** @param method the number of the payment method that the attempt was made with */
    static RecordPaymentOutcome outcome(Instant at, int invoice, int attempt, int method, PaymentOutcome outcome) {
        return new RecordPaymentOutcome(ACME, at, invoice(invoice), attempt, method, outcome);
    }

    static CreditNoteId creditNote(int number) {
        return CreditNoteId.of(ACME, number);
    }

    static RefundInvoice refund(String day, int invoice, String amount) {
        return new RefundInvoice(ACME, noon(day), invoice(invoice), Optional.of(usd(amount)), "overcharged");
    }

    static RefundInvoice refundTheRest(String day, int invoice) {
        return new RefundInvoice(ACME, noon(day), invoice(invoice), Optional.empty(), "overcharged");
    }

    static Terms terms(PlanId plan, BillingInterval interval, int users, String price) {
        return new Terms(plan, interval, users, usd(price), Optional.of(CATALOG));
    }
}
