package com.kore.billing.projections.analytics;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.TermsEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.projections.analytics.AnalyticsAccount.FreeRun;
import com.kore.billing.projections.analytics.AnalyticsAccount.Standing;
import com.kore.billing.projections.analytics.AnalyticsAccount.Undo;
import com.kore.billing.projections.analytics.MrrMovement.Cause;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.joda.money.Money;

/** Which terms are in force from when to when, and how recurring revenue moves with them. */
final class TermsFold {
    private final AnalyticsAccount account;
    private final StoredEvent stored;
    private final Rows<AnalyticsRow> rows;

    private TermsFold(AnalyticsAccount account, StoredEvent stored, Rows<AnalyticsRow> rows) {
        this.account = account;
        this.stored = stored;
        this.rows = rows;
    }

    static AnalyticsAccount fold(
            AnalyticsAccount account, StoredEvent stored, TermsEvent event, Rows<AnalyticsRow> rows) {
        return new TermsFold(account, stored, rows).fold(event);
    }

    /** Rows of free terms whose place a contract may take that has started before. */
    static List<String> earlierRows(AnalyticsAccount account, SubscriptionEvent event) {
        if (!(event instanceof ContractStarted started)) {
            return List.of();
        }
        // What is undone in the same batch brings the free terms before it back.
        return Stream.concat(Stream.of(account.standing()), account.undo().map(Undo::before).stream())
                .filter(standing ->
                        started.contract().start().isBefore(standing.terms().since()))
                .flatMap(standing -> periodKeys(account, standing).stream())
                .distinct()
                .toList();
    }

    /** Of the free terms that have followed each other, without those that are in force. */
    private static List<String> periodKeys(AnalyticsAccount account, Standing standing) {
        return standing.freeRun().stream()
                .flatMapToLong(
                        run -> LongStream.range(run.number(), standing.terms().number()))
                .mapToObj(number -> PeriodRow.key(account.subscriptionId(), number))
                .toList();
    }

    private AnalyticsAccount fold(TermsEvent event) {
        return switch (event) {
            case PlanChanged changed -> online(changed.becomes().terms(), Cause.PLAN_CHANGED);
            case BillingIntervalChanged changed -> online(changed.becomes().terms(), Cause.INTERVAL_CHANGED);
            case ManagedUsersChanged changed -> users(changed.managedUsers(), Cause.USERS_CHANGED);
            case PrepaidUsersAdded added -> users(added.prepaidUsers(), Cause.PREPAID_USERS_ADDED);
            case SubscriptionRenewed renewed ->
                become(
                        paid(
                                account.standing().terms().kind(),
                                renewed.on(),
                                renewed.becomes().terms()),
                        Cause.RENEWED);
            case SubscriptionEnded ended ->
                become(
                        TermsInForce.free(
                                number(),
                                ended.on(),
                                stored.eventId(),
                                ended.freePlan(),
                                ended.managedUsers(),
                                account.opening().currency()),
                        cause(ended.reason()));
            case ContractStarted started -> started(started);
            case ChangeUndone undone -> undone(undone);
            case ChangeScheduled ignored -> account;
            case ScheduledChangeWithdrawn ignored -> account;
            case CancellationScheduled ignored -> account;
            case CancellationWithdrawn ignored -> account;
            case ContractSigned ignored -> account;
            case UserJoined ignored -> account;
            case UserAssigned ignored -> account;
            case UserReleased ignored -> account;
            case PreferencesChanged ignored -> account;
        };
    }

    private static Cause cause(EndReason reason) {
        return switch (reason) {
            case CANCELED -> Cause.CANCELED;
            case LAPSED -> Cause.LAPSED;
            case CONTRACT_ENDED -> Cause.CONTRACT_ENDED;
        };
    }

    private long number() {
        return account.termsMade() + 1;
    }

    private AnalyticsAccount online(Terms terms, Cause cause) {
        return become(paid(AccountKind.ONLINE, stored.event().on(), terms), cause);
    }

    private TermsInForce paid(AccountKind kind, LocalDate since, Terms terms) {
        return TermsInForce.paid(number(), since, stored.eventId(), kind, terms);
    }

    private AnalyticsAccount users(int users, Cause cause) {
        return become(
                account.standing()
                        .terms()
                        .withManagedUsers(number(), stored.event().on(), stored.eventId(), users),
                cause);
    }

    /** A contract counts from its start, but not for days that others were paid for. */
    private AnalyticsAccount started(ContractStarted started) {
        LocalDate from = account.standing()
                .freeRun()
                .map(run -> laterOf(started.contract().start(), run.since()))
                .filter(day -> day.isBefore(started.on()))
                .orElse(started.on());
        periodKeys(account, account.standing()).forEach(key -> endBy(key, from));
        return become(paid(AccountKind.CONTRACT, from, started.becomes().terms()), Cause.CONTRACT_STARTED);
    }

    private static LocalDate laterOf(LocalDate day, Optional<LocalDate> other) {
        return other.filter(day::isBefore).orElse(day);
    }

    private void endBy(String key, LocalDate end) {
        if (rows.find(key).orElse(null) instanceof PeriodRow period
                && period.endsOn().isAfter(end)) {
            rows.remove(key);
            period.terms().until(account.subscriptionId(), end).ifPresent(this::put);
        }
    }

    /** Taken back as if it never was. Without the change, which somebody may have given up, there is nothing to take back. */
    private AnalyticsAccount undone(ChangeUndone undone) {
        Optional<Undo> change = account.undo().filter(undo -> undo.invoice().equals(Optional.of(undone.invoiceId())));
        if (change.isPresent()) {
            Undo undo = change.get();
            undo.periodKey().ifPresent(key -> rows.removeStored(PeriodRow.class, key));
            undo.movementKey().ifPresent(key -> rows.removeStored(MrrMovement.class, key));
            return new AnalyticsAccount(
                    account.subscriptionId(), account.opening(), undo.before(), account.termsMade(), Optional.empty());
        }
        return become(
                undone.restored()
                        .map(restored -> paid(AccountKind.ONLINE, undone.on(), restored.terms()))
                        .orElseGet(() -> TermsInForce.free(
                                number(),
                                undone.on(),
                                stored.eventId(),
                                undone.plan(),
                                undone.managedUsers(),
                                account.opening().currency())),
                Cause.UNDONE);
    }

    private AnalyticsAccount become(TermsInForce after, Cause cause) {
        Standing standing = account.standing();
        TermsInForce before = standing.terms();
        if (after.isSameAs(before)) {
            return new AnalyticsAccount(
                    account.subscriptionId(), account.opening(), standing, account.termsMade(), Optional.empty());
        }
        Optional<PeriodRow> period = before.until(account.subscriptionId(), after.since());
        period.ifPresent(this::put);
        boolean hadSome = standing.firstPaidOn().isPresent();
        Optional<LocalDate> firstPaidOn = after.mrr().isZero()
                ? standing.firstPaidOn()
                : standing.firstPaidOn().or(() -> Optional.of(after.since()));
        Optional<MrrMovement> movement = firstPaidOn
                .filter(any -> !after.mrr().isEqual(before.mrr()))
                .map(first -> movement(before, after, cause, hadSome, first));
        movement.ifPresent(this::put);
        return new AnalyticsAccount(
                account.subscriptionId(),
                account.opening(),
                new Standing(after, firstPaidOn, leftOn(standing, after), freeRun(standing, after)),
                after.number(),
                undo(standing, period, movement));
    }

    /** Only a change that charges may be undone. */
    private Optional<Undo> undo(Standing before, Optional<PeriodRow> period, Optional<MrrMovement> movement) {
        boolean charges = switch (stored.event()) {
            case PlanChanged ignored -> true;
            case BillingIntervalChanged ignored -> true;
            case ManagedUsersChanged ignored -> !before.terms().isFree();
            default -> false;
        };
        return charges
                ? Optional.of(new Undo(
                        stored.event().at(),
                        Optional.empty(),
                        before,
                        period.map(PeriodRow::key),
                        movement.map(MrrMovement::key)))
                : Optional.empty();
    }

    private MrrMovement movement(
            TermsInForce before, TermsInForce after, Cause cause, boolean hadSome, LocalDate firstPaidOn) {
        Money was = before.mrr();
        return new MrrMovement(
                account.subscriptionId(),
                stored.sequence(),
                stored.eventId(),
                stored.position(),
                after.since(),
                stored.event().at(),
                MrrMovement.Kind.of(was, after.mrr(), hadSome),
                cause,
                was,
                after.mrr(),
                before.plan(),
                after.plan(),
                Months.of(firstPaidOn));
    }

    private static Optional<LocalDate> leftOn(Standing before, TermsInForce after) {
        if (!after.mrr().isZero() || before.firstPaidOn().isEmpty()) {
            return Optional.empty();
        }
        return before.leftOn().or(() -> Optional.of(after.since()));
    }

    private static Optional<FreeRun> freeRun(Standing before, TermsInForce after) {
        if (!after.isFree()) {
            return Optional.empty();
        }
        return before.freeRun().or(() -> Optional.of(new FreeRun(after.number(), Optional.of(after.since()))));
    }

    private void put(AnalyticsRow row) {
        rows.put(row.key(), row);
    }
}
