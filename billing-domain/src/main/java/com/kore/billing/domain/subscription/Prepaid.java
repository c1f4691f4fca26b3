package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.ContractCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The prepaid subscriptions of a contract: who uses them, and more of them (rule 21). */
final class Prepaid {
    private final ContractSubscription before;
    private final Account account;
    private final Assignments assignments;
    private final Instant at;
    private final LocalDate today;
    private final Decision decision;

    private Prepaid(ContractSubscription before, Instant at, Decision decision) {
        this.before = before;
        this.account = before.account();
        this.assignments = before.assignments();
        this.at = account.effective(at);
        this.today = account.dateOf(at);
        this.decision = decision;
    }

    static void decide(ContractSubscription before, ContractCommand command, Decision decision) {
        Prepaid prepaid = new Prepaid(before, command.at(), decision);
        switch (command) {
            case AddPrepaidUsers add -> prepaid.addWhatIsAskedFor(add.count());
            case RecordUserJoined joined -> prepaid.joined(joined.userId());
            case AssignUser assign -> prepaid.assign(assign.userId());
            case ReleaseUser release -> prepaid.release(release.userId());
            case SetPreferences set -> prepaid.set(set.preferences());
        }
    }

    private void addWhatIsAskedFor(int count) {
        if (count < 1 || count > addedMax()) {
            throw Refusals.invalid(
                    "count",
                    "Must be at least 1, and with the %d that there are at most %d."
                            .formatted(before.prepaid(), Refusals.USERS_MAX));
        }
        add(count);
    }

    private int addedMax() {
        return Refusals.USERS_MAX - before.prepaid();
    }

    /** Charged for the days that are left of the period, today included. */
    private void add(int count) {
        decision.emit(new PrepaidUsersAdded(account.id(), at, today, before.prepaid(), before.prepaid() + count));
        decision.issueInvoice(
                decision.account(),
                at,
                today,
                InvoiceOrigin.CONTRACT,
                InvoiceOccasion.USERS_ADDED,
                List.of(before.contract().chargeAdded(before.paid(), count, today)));
    }

    private void joined(String userId) {
        requireNotAssigned(userId);
        decision.emit(new UserJoined(account.id(), at, today, userId));
        if (assignments.preferences().whenUserJoins() == WhenUserJoins.LEAVE_FREE) {
            return;
        }
        if (before.isAvailable()) {
            assigned(userId);
        } else if (assignments.preferences().whenNoneAvailable() == WhenNoneAvailable.ADD && addedMax() > 0) {
            add(1);
            assigned(userId);
        }
    }

    private void assign(String userId) {
        requireNotAssigned(userId);
        if (!before.isAvailable()) {
            throw new CommandRejected(
                    "no-user-available",
                    "All %d prepaid subscriptions are used; release a user or add prepaid users first."
                            .formatted(before.prepaid()));
        }
        assigned(userId);
    }

    private void requireNotAssigned(String userId) {
        if (assignments.has(userId)) {
            throw Refusals.noChange();
        }
    }

    private void assigned(String userId) {
        decision.emit(new UserAssigned(account.id(), at, today, userId, assignments.used() + 1));
    }

    private void release(String userId) {
        if (!assignments.has(userId)) {
            throw Refusals.noChange();
        }
        decision.emit(new UserReleased(account.id(), at, today, userId, assignments.used() - 1));
    }

    private void set(Preferences preferences) {
        if (preferences.equals(assignments.preferences())) {
            throw Refusals.noChange();
        }
        decision.emit(new PreferencesChanged(account.id(), at, today, preferences));
    }
}
