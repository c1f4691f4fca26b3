package com.kore.billing.projections;

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
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.Decision;
import com.kore.billing.domain.subscription.PaymentDue;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.RefundDue;
import com.kore.billing.domain.subscription.Subscription;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionState;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** A subscription's history in words: commands that the real rules decide, and the events that come of them. */
public final class History {
    public static final LocalDate ALWAYS = LocalDate.of(1970, 1, 1);
    public static final PaymentMethod VISA = new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2030, 5));
    public static final PaymentMethod BANK = new PaymentMethod.AchDebit("ba_ok", "First Bank", "6789");
    public static final BillingProfile PROFILE = new BillingProfile(
            "Ada Byron", "ada@acme.example", new BillingProfile.Address("1 High St", "", "Bonn", "", "53111", "DE"));

    /** The default catalog of the product. */
    public static final PlanCatalog CATALOG = new PlanCatalog(List.of(new PlanCatalog.Version(
            ALWAYS,
            List.of(
                    new Plan(new PlanId("free"), "Free", 0, List.of()),
                    plan("premium", "Premium", 1, "10.00", "9.00", 1000),
                    plan("enterprise", "Enterprise", 2, "20.00", "18.00", 2000)))));

    private final SubscriptionId id;
    private final PlanCatalog catalog;
    private final List<StoredEvent> events = new ArrayList<>();
    private SubscriptionState state = new Subscription().ask(Optional::of).orElseThrow();

    public History(String id) {
        this(id, CATALOG);
    }

    public History(String id, PlanCatalog catalog) {
        this.id = new SubscriptionId(id);
        this.catalog = catalog;
    }

    private static Plan plan(String id, String name, int rank, String usd, String eur, long jpy) {
        List<Price> prices = new ArrayList<>();
        for (Money monthly :
                List.of(Money.parse("USD " + usd), Money.parse("EUR " + eur), Money.ofMinor(CurrencyUnit.JPY, jpy))) {
            prices.add(new Price(BillingInterval.MONTHLY, monthly));
            prices.add(new Price(BillingInterval.ANNUAL, monthly.multipliedBy(10)));
        }
        return new Plan(new PlanId(id), name, rank, prices);
    }

    public SubscriptionId id() {
        return id;
    }

    /** All events so far. */
    public List<StoredEvent> events() {
        return List.copyOf(events);
    }

    public long version() {
        return events.size();
    }

    /** Opens in dollars and UTC. */
    public History opened(String at, int users) {
        return opened(at, users, "USD", "UTC");
    }

    public History opened(String at, int users, String currency, String zone) {
        return send(new OpenSubscription(
                id,
                Instant.parse(at),
                "Acme Inc.",
                CurrencyUnit.of(currency),
                ZoneId.of(zone),
                users,
                Optional.empty()));
    }

    /** Goes paid with a Visa card. */
    public History wentPaid(String at, String plan, BillingInterval interval) {
        return send(new ChangePlan(
                id,
                Instant.parse(at),
                new PlanId(plan),
                Optional.of(interval),
                Optional.empty(),
                Optional.of(VISA),
                Optional.of(PROFILE),
                Optional.empty()));
    }

    public History changedPlan(String at, String plan) {
        return send(new ChangePlan(
                id,
                Instant.parse(at),
                new PlanId(plan),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    public History changedUsers(String at, int users) {
        return send(new ChangeManagedUsers(id, Instant.parse(at), users, Optional.empty()));
    }

    public History canceled(String at) {
        return send(new CancelSubscription(id, Instant.parse(at), Optional.empty()));
    }

    public History broughtUpTo(String at) {
        return send(new BringUpToDate(id, Instant.parse(at)));
    }

    public History granted(String at, CreditKind kind, String amount) {
        return send(new GrantCredit(id, Instant.parse(at), kind, Money.parse(amount), Optional.of("thank you")));
    }

    public History paid(String at, int invoice) {
        return outcome(at, invoice, new PaymentOutcome.Succeeded());
    }

    public History declined(String at, int invoice) {
        return outcome(at, invoice, new PaymentOutcome.Declined("card_declined"));
    }

    public History unknown(String at, int invoice) {
        return outcome(at, invoice, new PaymentOutcome.Unknown("timeout"));
    }

    private History outcome(String at, int invoice, PaymentOutcome outcome) {
        InvoiceId invoiceId = InvoiceId.of(id, invoice);
        PaymentDue due = paymentDue(invoiceId).orElseThrow();
        return send(new RecordPaymentOutcome(
                id, Instant.parse(at), invoiceId, due.attempt(), due.paymentMethodNumber(), outcome));
    }

    public History changedPaymentMethod(String at, PaymentMethod method) {
        return send(new ChangePaymentMethod(id, Instant.parse(at), method));
    }

    /** Has a contract signed for Enterprise, under the reference C-1. */
    public History signed(String at, BillingInterval interval, int users, String price, String start, String end) {
        return send(new SignContract(
                id,
                Instant.parse(at),
                new Contract(
                        "C-1",
                        new PlanId("enterprise"),
                        interval,
                        users,
                        Money.parse(price),
                        LocalDate.parse(start),
                        LocalDate.parse(end)),
                Optional.empty()));
    }

    public History addedPrepaidUsers(String at, int count) {
        return send(new AddPrepaidUsers(id, Instant.parse(at), count, Optional.empty()));
    }

    public History assigned(String at, String userId) {
        return send(new AssignUser(id, Instant.parse(at), userId));
    }

    public History released(String at, String userId) {
        return send(new ReleaseUser(id, Instant.parse(at), userId));
    }

    public History joined(String at, String userId) {
        return send(new RecordUserJoined(id, Instant.parse(at), userId, Optional.empty()));
    }

    public History prefers(String at, WhenUserJoins joins, WhenNoneAvailable noneAvailable) {
        return send(new SetPreferences(id, Instant.parse(at), new Preferences(joins, noneAvailable)));
    }

    /** Says that an invoice was paid by a bank transfer. */
    public History recordedPayment(String at, int invoice, String amount) {
        return send(
                new RecordPayment(id, Instant.parse(at), InvoiceId.of(id, invoice), Money.parse(amount), "transfer"));
    }

    /** Asks for a refund; without an amount, of all that is left. */
    public History askedForRefund(String at, int invoice, Optional<String> amount) {
        return send(new RefundInvoice(
                id, Instant.parse(at), InvoiceId.of(id, invoice), amount.map(Money::parse), "overcharged"));
    }

    public History refunded(String at, int creditNote) {
        return send(new RecordRefundOutcome(
                id, Instant.parse(at), CreditNoteId.of(id, creditNote), new RefundOutcome.Refunded()));
    }

    public History refundFailed(String at, int creditNote) {
        return send(new RecordRefundOutcome(
                id, Instant.parse(at), CreditNoteId.of(id, creditNote), new RefundOutcome.Failed("account_closed")));
    }

    /** What is to be paid back. */
    public Optional<RefundDue> refundDue(CreditNoteId creditNote) {
        return state.refundDue(creditNote);
    }

    /** What is to be paid on an invoice. */
    public Optional<PaymentDue> paymentDue(InvoiceId invoice) {
        return state.paymentDue(invoice);
    }

    /** @throws com.kore.billing.domain.CommandRejected if the rules say no; then nothing has happened */
    public History send(SubscriptionCommand command) {
        for (SubscriptionEvent event : Decision.of(state, command, BillingRules.of(catalog))) {
            state = state.apply(event);
            long sequence = events.size();
            events.add(new StoredEvent(sequence, sequence, id + "-" + sequence, event));
        }
        return this;
    }
}
