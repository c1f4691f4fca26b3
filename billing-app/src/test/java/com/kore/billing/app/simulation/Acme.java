package com.kore.billing.app.simulation;

import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.testing.TestCatalog;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.projections.invoices.InvoiceView;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** The commands of one account, in few words. */
final class Acme {
    static final SubscriptionId ID = new SubscriptionId("acme");
    static final BillingRules RULES = BillingRules.of(TestCatalog.CATALOG);
    static final BillingProfile PROFILE = new BillingProfile(
            "Ada Byron",
            "ada@acme.example",
            new BillingProfile.Address("1 Main Street", "", "Springfield", "", "62701", "US"));

    private Acme() {}

    /** Opened in dollars, in UTC. */
    static SimulatedSubscription opened(String at, int users, PaymentGateway gateway) {
        SimulatedSubscription acme = SimulatedSubscription.unopened(RULES, gateway, Instant.parse(at));
        acme.play(new OpenSubscription(
                ID, Instant.parse(at), "Acme", CurrencyUnit.USD, ZoneId.of("UTC"), users, Optional.of(PROFILE)));
        return acme;
    }

    static PaymentMethod card(String token) {
        return new PaymentMethod.Card(token, "visa", "4242", YearMonth.of(2040, 12));
    }

    static SubscriptionCommand goPaid(String at, String plan, BillingInterval interval, String token) {
        return new ChangePlan(
                ID,
                Instant.parse(at),
                new PlanId(plan),
                Optional.of(interval),
                Optional.empty(),
                Optional.of(card(token)),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriptionCommand changePlan(String at, String plan) {
        return new ChangePlan(
                ID,
                Instant.parse(at),
                new PlanId(plan),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static SubscriptionCommand changeInterval(String at, BillingInterval interval) {
        return new ChangeBillingInterval(ID, Instant.parse(at), interval, Optional.empty());
    }

    static SubscriptionCommand changeUsers(String at, int users) {
        return new ChangeManagedUsers(ID, Instant.parse(at), users, Optional.empty());
    }

    static SubscriptionCommand cancel(String at) {
        return new CancelSubscription(ID, Instant.parse(at), Optional.empty());
    }

    /** Such as {@code ACME-0001 2026-01-15 USD 30.00 paid}. */
    static List<String> invoices(List<InvoiceView> invoices) {
        return invoices.stream()
                .map(invoice -> "%s %s %s %s"
                        .formatted(
                                invoice.number(),
                                invoice.issuedOn(),
                                invoice.amountDue(),
                                invoice.status().name().toLowerCase(Locale.ROOT)))
                .toList();
    }
}
