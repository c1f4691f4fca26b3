package com.kore.billing.app.simulation;

import com.kore.billing.app.automation.DueWorkStep;
import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.app.eventstore.Spans;
import com.kore.billing.app.eventstore.SubscriptionStates;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.Decision;
import com.kore.billing.domain.subscription.Subscription;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionState;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.billinghistory.BillingHistoryItem;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import com.kore.billing.projections.billinghistory.HistoryHead;
import com.kore.billing.projections.billinghistory.Transaction;
import com.kore.billing.projections.duework.DueWorkHead;
import com.kore.billing.projections.duework.DueWorkModel;
import com.kore.billing.projections.duework.WorkItem;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.invoices.InvoicesModel;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One subscription in memory, with a clock of its own. Nothing is written.
 *
 * <p>It is the service's own code around another store: {@link Decision} decides, which the aggregate is a shell around; the read models
 * fold; {@link DueWorkStep} does what the list of due work says, so it knows every kind of work that the service knows. Some ten
 * microseconds a command. Not for several threads at once.
 */
public final class SimulatedSubscription {
    private static final Comparator<Map.Entry<String, WorkItem>> SOONEST_FIRST = Comparator.comparing(
                    (Map.Entry<String, WorkItem> row) -> row.getValue().dueAt())
            .thenComparing(Map.Entry::getKey);

    private final BillingRules rules;
    private final DueWorkStep step;
    private final SubscriptionFold<SummaryRow, Void> summary = SubscriptionFold.fromNothing(new AccountSummaryModel());
    private final SubscriptionFold<InvoiceRow.BilledTo, InvoiceRow> invoices =
            SubscriptionFold.fromNothing(new InvoicesModel());
    private final SubscriptionFold<HistoryHead, Transaction> transactions =
            SubscriptionFold.fromNothing(new BillingHistoryModel());
    private final SubscriptionFold<DueWorkHead, WorkItem> dueWork = SubscriptionFold.fromNothing(new DueWorkModel());
    private final List<StoredEvent> happened = new ArrayList<>();

    /** What is due and cannot be done before something else has happened. */
    private final Set<WorkItem> waiting = new HashSet<>();

    private SubscriptionState state = new Subscription().ask(Optional::of).orElseThrow();
    private long position;
    private Instant now;

    private SimulatedSubscription(BillingRules rules, PaymentGateway gateway, Instant now) {
        this.rules = rules;
        this.now = now;
        Memory memory = new Memory();
        this.step = new DueWorkStep(memory, memory, gateway, Spans.none());
    }

    /** Before its opening. */
    public static SimulatedSubscription unopened(BillingRules rules, PaymentGateway gateway, Instant now) {
        return new SimulatedSubscription(rules, gateway, now);
    }

    /**
     * After a history, all of it, oldest first.
     *
     * @param gateway what payments are asked of
     */
    public static SimulatedSubscription after(
            Iterable<StoredEvent> history, BillingRules rules, PaymentGateway gateway, Instant now) {
        SimulatedSubscription subscription = new SimulatedSubscription(rules, gateway, now);
        history.forEach(subscription::fold);
        return subscription;
    }

    /**
     * Sends a command at its time: first all that is due until then is done, and afterwards what the command makes due at once, such as
     * its charge.
     *
     * @throws CommandRejected the rules say no; what was due has been done all the same
     */
    public DecidedCommand play(SubscriptionCommand command) {
        moveTo(command.at());
        DecidedCommand decided = decide(command);
        moveTo(now);
        return decided;
    }

    /**
     * Decides a command on the state as it is, whatever is due. The clock stays.
     *
     * @throws CommandRejected the rules say no; nothing has happened
     */
    public DecidedCommand decide(SubscriptionCommand command) {
        List<RecordedEvent> recorded = new ArrayList<>();
        for (SubscriptionEvent event : Decision.of(state, command, rules)) {
            StoredEvent stored = new StoredEvent(position + 1, version(), "simulated-" + version(), event);
            fold(stored);
            happened.add(stored);
            recorded.add(new RecordedEvent(stored.eventId(), stored.sequence(), event));
        }
        return new DecidedCommand(command.subscriptionId(), version(), recorded, false);
    }

    /**
     * Decides all that had become due by a command's time, as the command itself would, and then the command.
     *
     * @return what the command led to, without what had become due before
     * @throws CommandRejected the rules say no to the command
     */
    DecidedCommand decideAlone(SubscriptionCommand command) {
        try {
            decide(new BringUpToDate(command.subscriptionId(), command.at()));
        } catch (CommandRejected refusal) {
            if (!refusal.code().equals("nothing-due")) {
                throw refusal;
            }
        }
        return decide(command);
    }

    /** Moves time on: does everything that is due until an instant, itself included, the earliest first, each at its own time. */
    public void moveTo(Instant end) {
        while (doNextDue(end)) {
            // One after the other.
        }
        now = later(now, end);
    }

    /** Does the earliest that is due until an instant, at its own time; false if there is nothing, or nothing that can be done. */
    boolean doNextDue(Instant end) {
        Optional<WorkItem> next = dueWork.rows().entrySet().stream()
                .filter(row -> !waiting.contains(row.getValue()))
                .min(SOONEST_FIRST)
                .map(Map.Entry::getValue)
                .filter(item -> !later(now, item.dueAt()).isAfter(end));
        next.ifPresent(item -> {
            now = later(now, item.dueAt());
            if (step.perform(item, now, "simulation").isEmpty()) {
                waiting.add(item);
            }
        });
        return next.isPresent();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private void fold(StoredEvent stored) {
        state = state.apply(stored.event());
        position = stored.position();
        summary.fold(stored);
        invoices.fold(stored);
        transactions.fold(stored);
        dueWork.fold(stored);
        waiting.clear();
    }

    public Instant now() {
        return now;
    }

    /** How many events there are, those of the history it began with included. */
    public long version() {
        return summary.version();
    }

    /** What has happened here, oldest first, without the history it began with. */
    public List<StoredEvent> happened() {
        return List.copyOf(happened);
    }

    int happenedCount() {
        return happened.size();
    }

    /** As of now. */
    public AccountSummary summary() {
        return AccountSummary.of(
                summary.head().orElseThrow(() -> new IllegalStateException("not opened yet")), rules.catalog(), now);
    }

    /** All invoices with everything, in the order of issue. */
    public List<InvoiceView> invoices() {
        return views(invoiceRows().values());
    }

    /** By their numbers, in the order of issue. */
    Map<String, InvoiceRow> invoiceRows() {
        return invoices.rows();
    }

    List<InvoiceView> views(Collection<InvoiceRow> rows) {
        return rows.stream().map(row -> InvoiceView.whole(row, rules.catalog())).toList();
    }

    /** All of the billing history, newest first. */
    public List<BillingHistoryItem> billingHistory() {
        return transactions.rows().values().stream()
                .sorted(Comparator.comparingLong(Transaction::sequence).reversed())
                .map(row -> BillingHistoryItem.of(row, rules.catalog()))
                .toList();
    }

    /** What due work finds instead of the store: this one subscription. */
    private final class Memory implements CommandDispatcher, SubscriptionStates {
        @Override
        public DecidedCommand dispatch(SubscriptionCommand command, CommandContext ignored) {
            return decide(command);
        }

        @Override
        public <R> Optional<R> askState(
                SubscriptionId id, long version, Function<SubscriptionState, Optional<R>> question) {
            return question.apply(state);
        }
    }
}
