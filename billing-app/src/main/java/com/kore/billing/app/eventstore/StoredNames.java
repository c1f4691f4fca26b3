package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
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
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The names that events are stored under, and those of commands in their metadata, whatever their Java classes are called: a record that
 * is renamed or moved keeps its entry here, and every event of the past still reads.
 */
public final class StoredNames {
    private static final Map<Class<? extends SubscriptionEvent>, String> NAMES = names();
    private static final Map<String, Class<? extends SubscriptionEvent>> EVENTS = events();
    private static final Map<Class<? extends SubscriptionCommand>, String> COMMANDS = commands();

    /** The present revision of the events whose form has changed; all others are at their first. They are counted. */
    private static final Map<String, String> REVISIONS = Map.of("PaymentOutcomeUnknown", "2");

    private static final String FIRST = "1";

    private StoredNames() {}

    private static Map<Class<? extends SubscriptionEvent>, String> names() {
        Map<Class<? extends SubscriptionEvent>, String> entries = new LinkedHashMap<>();
        entries.put(SubscriptionOpened.class, "SubscriptionOpened");
        entries.put(PlanChanged.class, "PlanChanged");
        entries.put(BillingIntervalChanged.class, "BillingIntervalChanged");
        entries.put(ManagedUsersChanged.class, "ManagedUsersChanged");
        entries.put(ChangeScheduled.class, "ChangeScheduled");
        entries.put(ScheduledChangeWithdrawn.class, "ScheduledChangeWithdrawn");
        entries.put(ChangeUndone.class, "ChangeUndone");
        entries.put(PaymentMethodChanged.class, "PaymentMethodChanged");
        entries.put(BillingProfileUpdated.class, "BillingProfileUpdated");
        entries.put(CancellationScheduled.class, "CancellationScheduled");
        entries.put(CancellationWithdrawn.class, "CancellationWithdrawn");
        entries.put(SubscriptionRenewed.class, "SubscriptionRenewed");
        entries.put(SubscriptionEnded.class, "SubscriptionEnded");
        entries.put(CreditGranted.class, "CreditGranted");
        entries.put(PersonalDataErased.class, "PersonalDataErased");
        entries.put(InvoiceIssued.class, "InvoiceIssued");
        entries.put(PaymentSucceeded.class, "PaymentSucceeded");
        entries.put(PaymentDeclined.class, "PaymentDeclined");
        entries.put(PaymentOutcomeUnknown.class, "PaymentOutcomeUnknown");
        entries.put(ContractSigned.class, "ContractSigned");
        entries.put(ContractStarted.class, "ContractStarted");
        entries.put(PrepaidUsersAdded.class, "PrepaidUsersAdded");
        entries.put(UserJoined.class, "UserJoined");
        entries.put(UserAssigned.class, "UserAssigned");
        entries.put(UserReleased.class, "UserReleased");
        entries.put(PreferencesChanged.class, "PreferencesChanged");
        entries.put(PaymentRecorded.class, "PaymentRecorded");
        entries.put(InvoiceVoided.class, "InvoiceVoided");
        entries.put(InvoiceWrittenOff.class, "InvoiceWrittenOff");
        entries.put(RefundRequested.class, "RefundRequested");
        entries.put(PaymentRefunded.class, "PaymentRefunded");
        entries.put(RefundFailed.class, "RefundFailed");
        eventClasses(SubscriptionEvent.class)
                .filter(event -> !entries.containsKey(event))
                .forEach(event -> {
                    throw new IllegalStateException(event + " needs a name to be stored under");
                });
        return Map.copyOf(entries);
    }

    /** The classes of all events of a group. */
    static Stream<Class<?>> eventClasses(Class<?> group) {
        return classes(group);
    }

    private static Map<Class<? extends SubscriptionCommand>, String> commands() {
        Map<Class<? extends SubscriptionCommand>, String> entries = new LinkedHashMap<>();
        entries.put(OpenSubscription.class, "OpenSubscription");
        entries.put(ChangePlan.class, "ChangePlan");
        entries.put(ChangeBillingInterval.class, "ChangeBillingInterval");
        entries.put(ChangeManagedUsers.class, "ChangeManagedUsers");
        entries.put(ChangePaymentMethod.class, "ChangePaymentMethod");
        entries.put(UpdateBillingProfile.class, "UpdateBillingProfile");
        entries.put(CancelSubscription.class, "CancelSubscription");
        entries.put(WithdrawCancellation.class, "WithdrawCancellation");
        entries.put(WithdrawScheduledChange.class, "WithdrawScheduledChange");
        entries.put(GrantCredit.class, "GrantCredit");
        entries.put(SignContract.class, "SignContract");
        entries.put(AddPrepaidUsers.class, "AddPrepaidUsers");
        entries.put(RecordUserJoined.class, "RecordUserJoined");
        entries.put(AssignUser.class, "AssignUser");
        entries.put(ReleaseUser.class, "ReleaseUser");
        entries.put(SetPreferences.class, "SetPreferences");
        entries.put(RecordPayment.class, "RecordPayment");
        entries.put(ErasePersonalData.class, "ErasePersonalData");
        entries.put(BringUpToDate.class, "BringUpToDate");
        entries.put(RecordPaymentOutcome.class, "RecordPaymentOutcome");
        entries.put(RefundInvoice.class, "RefundInvoice");
        entries.put(RecordRefundOutcome.class, "RecordRefundOutcome");
        classes(SubscriptionCommand.class)
                .filter(command -> !entries.containsKey(command))
                .forEach(command -> {
                    throw new IllegalStateException(command + " needs a name for the metadata of events");
                });
        return Map.copyOf(entries);
    }

    private static Stream<Class<?>> classes(Class<?> group) {
        return group.isSealed()
                ? Arrays.stream(group.getPermittedSubclasses()).flatMap(StoredNames::classes)
                : Stream.of(group);
    }

    private static Map<String, Class<? extends SubscriptionEvent>> events() {
        Map<String, Class<? extends SubscriptionEvent>> byName = new HashMap<>();
        NAMES.forEach((event, name) -> byName.put(name, event));
        return Map.copyOf(byName);
    }

    /** What an event is stored and sent as. */
    public static String of(SubscriptionEvent event) {
        return of(event.getClass()).orElseThrow();
    }

    /** The revision that an event of this name is written in; empty if there is no such event. */
    static Optional<String> revisionOf(String name) {
        return EVENTS.containsKey(name) ? Optional.of(REVISIONS.getOrDefault(name, FIRST)) : Optional.empty();
    }

    /** The revision that an event is written in. */
    static String revisionOf(SubscriptionEvent event) {
        return revisionOf(of(event)).orElseThrow();
    }

    /** What the metadata of events calls the command that led to them. */
    static String of(SubscriptionCommand command) {
        return Objects.requireNonNull(COMMANDS.get(command.getClass()));
    }

    /** What the metadata of events may call a command. */
    static Collection<String> ofCommands() {
        return COMMANDS.values();
    }

    static Optional<String> of(Class<?> type) {
        return Optional.ofNullable(NAMES.get(type));
    }

    /** The class that reads a stored name. */
    static Optional<Class<? extends SubscriptionEvent>> eventClass(String name) {
        return Optional.ofNullable(EVENTS.get(name));
    }
}
