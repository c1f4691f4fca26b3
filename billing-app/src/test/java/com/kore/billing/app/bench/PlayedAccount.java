package com.kore.billing.app.bench;

import com.kore.billing.app.catalog.CatalogFile;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.springframework.core.io.ClassPathResource;

/**
 * An account with a number of twelve digits, which everything that tells it from others is made of: its id, its event ids, its positions. Commands are
 * decided by the real rules, with the packaged catalog; one that they refuse has not happened.
 */
final class PlayedAccount {
    private static final BillingRules RULES = BillingRules.of(catalog());
    private static final BillingProfile PROFILE = new BillingProfile(
            "Ada", "ada@acme.example", new BillingProfile.Address("1 Main St", "", "Springfield", "", "12345", "US"));

    /** More than any of them has. */
    private static final long EVENTS_MAX = 1_000;

    private final long number;
    private final SubscriptionId id;
    private final CurrencyUnit currency;
    private final SimulatedSubscription account;

    PlayedAccount(long number, Instant opened, CurrencyUnit currency, ZoneId zone, int users) {
        this.number = number;
        this.id = new SubscriptionId("sub-" + number);
        this.currency = currency;
        this.account = SimulatedSubscription.unopened(RULES, new SimulatedGateway(), opened);
        send(new OpenSubscription(id, opened, "Acme Inc.", currency, zone, users, Optional.of(PROFILE)));
    }

    private static PlanCatalog catalog() {
        try {
            return CatalogFile.read(
                    new ClassPathResource("catalog.yaml").getContentAsString(StandardCharsets.UTF_8), "catalog");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** As a store has them that keeps this account's events together. */
    List<StoredEvent> events() {
        return account.happened().stream()
                .map(event -> new StoredEvent(
                        number * EVENTS_MAX + event.sequence(),
                        event.sequence(),
                        "%08x-5eed-4000-8000-%012d".formatted(event.sequence(), number),
                        event.event()))
                .toList();
    }

    boolean isFree() {
        return account.summary().plan().equals(new PlanId("free"));
    }

    int users() {
        return account.summary().managedUsers();
    }

    private void send(SubscriptionCommand command) {
        try {
            account.play(command);
        } catch (CommandRejected refused) {
            // Then it has not happened.
        }
    }

    /** What is due until then happens. */
    void passTo(Instant at) {
        account.moveTo(at);
    }

    void goesPaid(Instant at, String plan, BillingInterval interval, String token) {
        send(new ChangePlan(
                id,
                at,
                new PlanId(plan),
                Optional.of(interval),
                Optional.empty(),
                Optional.of(card(token)),
                Optional.empty(),
                Optional.empty()));
    }

    void changesPlan(Instant at, String plan) {
        send(new ChangePlan(
                id,
                at,
                new PlanId(plan),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    void changesInterval(Instant at, BillingInterval interval) {
        send(new ChangeBillingInterval(id, at, interval, Optional.empty()));
    }

    void changesUsers(Instant at, int users) {
        send(new ChangeManagedUsers(id, at, users, Optional.empty()));
    }

    void paysBy(Instant at, String token) {
        send(new ChangePaymentMethod(id, at, card(token)));
    }

    private static PaymentMethod card(String token) {
        return new PaymentMethod.Card(token, "visa", "4242", YearMonth.of(2040, 12));
    }

    void cancels(Instant at) {
        send(new CancelSubscription(id, at, Optional.empty()));
    }

    void isGranted(Instant at, CreditKind kind, long units) {
        send(new GrantCredit(id, at, kind, Money.ofMajor(currency, units), Optional.empty()));
    }

    /** Half of what the last invoice came to, or all that can be paid back of it. */
    void isRefunded(Instant at, boolean half) {
        account.moveTo(at);
        List<InvoiceView> invoices = account.invoices();
        Money due = invoices.getLast().amountDue();
        Optional<Money> amount =
                half ? Optional.of(Money.ofMinor(currency, due.getAmountMinorLong() / 2)) : Optional.empty();
        send(new RefundInvoice(id, at, invoices.getLast().invoiceId(), amount, "Asked for"));
    }

    /** A contract from that day on for so many months, billed annually. */
    void signs(Instant at, LocalDate start, int months, int users, long price) {
        send(new SignContract(
                id,
                at,
                new Contract(
                        "C-1",
                        new PlanId("enterprise"),
                        BillingInterval.ANNUAL,
                        users,
                        Money.ofMajor(currency, price),
                        start,
                        start.plusMonths(months)),
                Optional.empty()));
    }

    /** By a bank transfer for the contract. */
    void transfers(Instant at, int invoice, long amount) {
        send(new RecordPayment(id, at, InvoiceId.of(id, invoice), Money.ofMajor(currency, amount), "Transfer"));
    }
}
