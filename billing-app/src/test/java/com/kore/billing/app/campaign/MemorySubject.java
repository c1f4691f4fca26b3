package com.kore.billing.app.campaign;

import com.kore.billing.app.catalog.CatalogFile;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Every;
import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.PayBy;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.payment.DunningSchedule;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.projections.analytics.AnalyticsAccount;
import com.kore.billing.projections.analytics.AnalyticsModel;
import com.kore.billing.projections.analytics.AnalyticsRow;
import com.kore.billing.projections.analytics.MrrMovement;
import com.kore.billing.projections.analytics.PeriodRow;
import com.kore.billing.projections.analytics.RevenueEntry;
import com.kore.billing.projections.analytics.TermsInForce;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The service's own decisions, folds and due work around accounts in memory: what a what-if plays. Thousands of times as fast as HTTP, and
 * without its store, threads and clock.
 */
final class MemorySubject implements Subject {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();
    private static final BillingProfile PROFILE = new BillingProfile(
            "Ada", "ada@acme.example", new BillingProfile.Address("1 Main St", "", "Springfield", "", "12345", "US"));

    private final BillingRules rules;
    private final Map<String, SimulatedSubscription> accounts = new ConcurrentHashMap<>();

    /** All that had happened before the service was down the last time. */
    private final Map<String, List<StoredEvent>> histories = new ConcurrentHashMap<>();

    private volatile Instant now = Batch.FROM;

    MemorySubject(HouseRules rules) {
        this.rules = new BillingRules(
                CatalogFile.read(CatalogText.of(rules.prices()), "catalog"), new DunningSchedule(rules.retryDays()));
    }

    @Override
    public void passTo(Instant at) {
        now = at;
        accounts.values().forEach(account -> account.moveTo(at));
    }

    @Override
    public void sleepUntil(Instant at) {
        accounts.forEach((account, subscription) ->
                histories.computeIfAbsent(account, none -> new ArrayList<>()).addAll(subscription.happened()));
        histories.forEach((account, history) ->
                accounts.put(account, SimulatedSubscription.after(history, rules, new SimulatedGateway(), at)));
        passTo(at);
    }

    @Override
    public Reply send(String account, Command command) {
        SimulatedSubscription subscription = accounts.containsKey(account)
                ? account(account)
                : SimulatedSubscription.unopened(rules, new SimulatedGateway(), now);
        try {
            Reply reply = reply(subscription, subscription.play(permitted(domainCommand(account, command), command)));
            accounts.putIfAbsent(account, subscription);
            return reply;
        } catch (CommandRejected refused) {
            return new Reply(Optional.of(refused.code()), Optional.empty(), Optional.empty());
        }
    }

    /** What HTTP refuses before it asks. */
    private static SubscriptionCommand permitted(SubscriptionCommand decided, Command asked) {
        if (asked instanceof Command.ChangeMethod change && change.method().isAch() && !change.byStaff()) {
            throw new CommandRejected("ach-needs-admin", "ACH is set up by the vendor's staff.");
        }
        return decided;
    }

    private static Reply reply(SimulatedSubscription subscription, DecidedCommand decided) {
        return new Reply(
                Optional.empty(),
                last(decided, InvoiceIssued.class).map(issued -> invoice(subscription, issued.invoiceId())),
                last(decided, RefundRequested.class)
                        .map(RefundRequested::creditNote)
                        .map(CreditNoteId::value));
    }

    private static <E extends SubscriptionEvent> Optional<E> last(DecidedCommand decided, Class<E> type) {
        return decided.events().stream()
                .map(RecordedEvent::event)
                .filter(type::isInstance)
                .map(type::cast)
                .reduce((earlier, later) -> later);
    }

    private static JsonNode invoice(SimulatedSubscription subscription, InvoiceId id) {
        return subscription.invoices().stream()
                .filter(view -> view.invoiceId().equals(id))
                .findFirst()
                .<JsonNode>map(JSON::valueToTree)
                .orElseThrow();
    }

    private SubscriptionCommand domainCommand(String account, Command command) {
        SubscriptionId id = new SubscriptionId(account);
        return switch (command) {
            case Command.Open open ->
                new OpenSubscription(
                        id,
                        now,
                        "Account " + account,
                        CurrencyUnit.of(open.currency()),
                        ZoneId.of(open.zone()),
                        open.users().orElse(1),
                        profile(open.withProfile()));
            case Command.ChangePlan change ->
                new ChangePlan(
                        id,
                        now,
                        new PlanId(change.plan()),
                        change.interval().map(MemorySubject::interval),
                        change.users(),
                        change.method().map(MemorySubject::method),
                        profile(change.withProfile()),
                        Optional.empty());
            case Command.ChangeInterval change ->
                new ChangeBillingInterval(id, now, interval(change.interval()), Optional.empty());
            case Command.ChangeUsers change -> new ChangeManagedUsers(id, now, change.users(), Optional.empty());
            case Command.ChangeMethod change -> new ChangePaymentMethod(id, now, method(change.method()));
            case Command.UpdateProfile update -> new UpdateBillingProfile(id, now, PROFILE, update.byStaff());
            case Command.Cancel cancel -> new CancelSubscription(id, now, Optional.empty());
            case Command.WithdrawCancellation withdraw -> new WithdrawCancellation(id, now);
            case Command.WithdrawScheduled withdraw -> new WithdrawScheduledChange(id, now);
            case Command.GrantCredit grant ->
                new GrantCredit(id, now, kind(grant.kind()), money(grant.amount(), grant.currency()), Optional.empty());
            case Command.Refund refund ->
                new RefundInvoice(
                        id,
                        now,
                        InvoiceId.of(id, refund.invoice()),
                        refund.amount().map(amount -> money(amount, refund.currency())),
                        "Asked for");
            case Command.SignContract sign -> new SignContract(id, now, contract(sign), Optional.empty());
            case Command.AddPrepaidUsers add -> new AddPrepaidUsers(id, now, add.count(), Optional.empty());
            case Command.UserJoined joined -> new RecordUserJoined(id, now, joined.user(), Optional.empty());
            case Command.AssignUser assign -> new AssignUser(id, now, assign.user());
            case Command.ReleaseUser release -> new ReleaseUser(id, now, release.user());
            case Command.SetPreferences preferences -> new SetPreferences(id, now, preferences(preferences));
            case Command.RecordPayment payment ->
                new RecordPayment(
                        id,
                        now,
                        InvoiceId.of(id, payment.invoice()),
                        money(payment.amount(), payment.currency()),
                        "Transfer");
            case Command.Wait nothing -> throw new IllegalArgumentException("nothing to send");
        };
    }

    private static Contract contract(Command.SignContract sign) {
        return new Contract(
                sign.reference(),
                new PlanId(sign.plan()),
                interval(sign.interval()),
                sign.prepaid(),
                money(sign.price(), sign.currency()),
                sign.start(),
                sign.end());
    }

    private static Preferences preferences(Command.SetPreferences asked) {
        return new Preferences(
                asked.assign() ? WhenUserJoins.ASSIGN : WhenUserJoins.LEAVE_FREE,
                asked.add() ? WhenNoneAvailable.ADD : WhenNoneAvailable.LEAVE_FREE);
    }

    private static Optional<BillingProfile> profile(boolean given) {
        return given ? Optional.of(PROFILE) : Optional.empty();
    }

    private static BillingInterval interval(Every every) {
        return every == Every.ANNUAL ? BillingInterval.ANNUAL : BillingInterval.MONTHLY;
    }

    private static CreditKind kind(String word) {
        return switch (word) {
            case "signup" -> CreditKind.SIGNUP;
            case "inactivity" -> CreditKind.INACTIVITY;
            default -> CreditKind.GOODWILL;
        };
    }

    private static PaymentMethod method(PayBy method) {
        return method.expiry()
                .<PaymentMethod>map(expiry -> new PaymentMethod.Card(method.token(), "visa", "4242", expiry))
                .orElseGet(() -> new PaymentMethod.AchDebit(method.token(), "First Bank", "4242"));
    }

    private static Money money(long minor, String currency) {
        return Money.ofMinor(CurrencyUnit.of(currency), minor);
    }

    private SimulatedSubscription account(String account) {
        return Optional.ofNullable(accounts.get(account)).orElseThrow();
    }

    @Override
    public JsonNode summary(String account) {
        return JSON.valueToTree(account(account).summary());
    }

    @Override
    public List<JsonNode> invoices(String account) {
        return json(account(account).invoices());
    }

    @Override
    public List<JsonNode> history(String account) {
        return json(account(account).billingHistory());
    }

    @Override
    public JsonNode figures(String account) {
        List<StoredEvent> events = new ArrayList<>(histories.getOrDefault(account, List.of()));
        events.addAll(account(account).happened());
        SubscriptionFold<AnalyticsAccount, AnalyticsRow> fold = SubscriptionFold.of(new AnalyticsModel(), events);
        List<Figures.Movement> movements = new ArrayList<>();
        SortedMap<LocalDate, Long> mrr = new TreeMap<>();
        SortedMap<LocalDate, Long> revenue = new TreeMap<>();
        fold.rows().values().stream()
                .filter(MrrMovement.class::isInstance)
                .map(MrrMovement.class::cast)
                .sorted(Comparator.comparingLong(MrrMovement::position))
                .forEach(row -> movements.add(new Figures.Movement(
                        row.happenedOn(), row.kind().name().toLowerCase(Locale.ROOT), minor(row.change()))));
        for (AnalyticsRow row : fold.rows().values()) {
            if (row instanceof PeriodRow period) {
                mrr.put(period.terms().since(), minor(period.terms().mrr()));
            } else if (row instanceof RevenueEntry entry) {
                revenue.merge(entry.days().start().withDayOfMonth(1), minor(entry.amount()), Long::sum);
            }
        }
        TermsInForce terms = fold.head().orElseThrow().standing().terms();
        mrr.put(terms.since(), minor(terms.mrr()));
        return new Figures(movements, mrr, revenue).json();
    }

    private static long minor(Money money) {
        return money.getAmountMinorLong();
    }

    private static List<JsonNode> json(List<?> items) {
        return items.stream().<JsonNode>map(JSON::valueToTree).toList();
    }

    @Override
    public void close() {
        accounts.clear();
    }
}
