package com.kore.billing.projections;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
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
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.projections.readmodel.EventHistory;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** Seeded histories of some subscriptions, their events mixed as a store would have them. */
public final class RandomHistories implements EventHistory {
    private static final List<String> PLANS = List.of("free", "premium", "enterprise");
    private static final List<String> ZONES = List.of("UTC", "America/Los_Angeles", "Pacific/Apia", "Europe/Berlin");
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "JPY");

    private final Random random;
    private final List<StoredEvent> events;

    public RandomHistories(long seed, int subscriptions, int commands) {
        random = new Random(seed);
        events = mixed(IntStream.range(0, subscriptions)
                .mapToObj(n -> history("sub-" + n, commands))
                .toList());
    }

    /** Everything, in the order of positions. */
    public List<StoredEvent> events() {
        return events;
    }

    @Override
    public Stream<StoredEvent> after(Optional<SubscriptionId> after) {
        return events.stream()
                .filter(stored -> after.isEmpty() || stored.subscriptionId().compareTo(after.get()) > 0)
                .sorted(Comparator.comparing(StoredEvent::subscriptionId));
    }

    @Override
    public Map<String, SubscriptionId> givenUp() {
        return Map.of();
    }

    @Override
    public List<StoredEvent> of(SubscriptionId subscription, long fromSequence) {
        return events.stream()
                .filter(stored -> stored.subscriptionId().equals(subscription) && stored.sequence() >= fromSequence)
                .toList();
    }

    /** The events cut into batches of random sizes, some of them delivered twice. */
    public List<List<StoredEvent>> batches(int sizeMax) {
        List<List<StoredEvent>> batches = new ArrayList<>();
        int from = 0;
        while (from < events.size()) {
            int to = Math.min(events.size(), from + 1 + random.nextInt(sizeMax));
            batches.add(events.subList(from, to));
            from = random.nextInt(5) == 0 ? Math.max(0, to - random.nextInt(sizeMax)) : to;
        }
        return batches;
    }

    private List<StoredEvent> mixed(List<History> histories) {
        List<ArrayList<StoredEvent>> left = new ArrayList<>(histories.stream()
                .map(history -> new ArrayList<>(history.events()))
                .toList());
        List<StoredEvent> all = new ArrayList<>();
        while (!left.isEmpty()) {
            ArrayList<StoredEvent> next = left.get(random.nextInt(left.size()));
            StoredEvent stored = next.removeFirst();
            all.add(new StoredEvent(all.size() * 3L + 7, stored.sequence(), stored.eventId(), stored.event()));
            left.removeIf(List::isEmpty);
        }
        return List.copyOf(all);
    }

    private History history(String id, int commands) {
        CurrencyUnit currency = CurrencyUnit.of(pick(CURRENCIES));
        Instant at = Instant.parse("2026-01-31T21:00:00.123456789Z").plus(Duration.ofHours(random.nextInt(2_000)));
        History history = new History(id).opened(at.toString(), 1 + random.nextInt(5), currency.getCode(), pick(ZONES));
        for (int i = 0; i < commands; i++) {
            at = at.plus(Duration.ofMinutes(random.nextInt(random.nextInt(4) == 0 ? 60_000 : 3_000)));
            sendUnlessRefused(history, command(history, at, currency));
        }
        return history;
    }

    /** A random command that the rules refuse is not part of the history. */
    private static void sendUnlessRefused(History history, SubscriptionCommand command) {
        try {
            history.send(command);
        } catch (CommandRejected refused) {
            assertThat(refused.code()).isNotBlank();
        }
    }

    private SubscriptionCommand command(History history, Instant at, CurrencyUnit currency) {
        SubscriptionId id = history.id();
        Optional<RecordPaymentOutcome> report = paymentReport(history, at);
        if (report.isPresent() && random.nextInt(3) > 0) {
            return report.get();
        }
        Optional<RecordRefundOutcome> refund = refundReport(history, at);
        if (refund.isPresent() && random.nextInt(3) > 0) {
            return refund.get();
        }
        return switch (random.nextInt(16)) {
            case 0, 1, 2 ->
                new ChangePlan(
                        id,
                        at,
                        new PlanId(pick(PLANS)),
                        maybe(pick(List.of(BillingInterval.values()))),
                        maybe(1 + random.nextInt(9)),
                        maybe(random.nextBoolean() ? History.VISA : History.BANK),
                        maybe(History.PROFILE),
                        Optional.empty());
            case 3 -> new ChangeBillingInterval(id, at, pick(List.of(BillingInterval.values())), Optional.empty());
            case 4, 5 -> new ChangeManagedUsers(id, at, 1 + random.nextInt(9), Optional.empty());
            case 6 -> new ChangePaymentMethod(id, at, random.nextBoolean() ? History.VISA : History.BANK);
            case 7 -> new UpdateBillingProfile(id, at, History.PROFILE, false);
            case 8 ->
                random.nextBoolean()
                        ? new CancelSubscription(id, at, Optional.of("too dear"))
                        : new WithdrawCancellation(id, at);
            case 9 -> new WithdrawScheduledChange(id, at);
            case 10 ->
                new GrantCredit(
                        id,
                        at,
                        pick(List.of(CreditKind.values())),
                        Money.ofMinor(currency, 1L + random.nextInt(5_000)),
                        Optional.empty());
            case 11 ->
                new RefundInvoice(
                        id,
                        at,
                        InvoiceId.of(id, 1 + random.nextInt(8)),
                        maybe(Money.ofMinor(currency, 1L + random.nextInt(5_000))),
                        "overcharged");
            case 12, 13 -> aboutContract(history, at, currency);
            case 14 -> recordPayment(history, at);
            default -> random.nextInt(3) == 0 ? new ErasePersonalData(id, at) : new BringUpToDate(id, at);
        };
    }

    private SubscriptionCommand aboutContract(History history, Instant at, CurrencyUnit currency) {
        SubscriptionId id = history.id();
        String user = "user-" + random.nextInt(6);
        return switch (random.nextInt(7)) {
            case 0, 1 -> {
                LocalDate start = start(history, at);
                yield new SignContract(
                        id,
                        at,
                        new Contract(
                                "C-" + random.nextInt(9),
                                new PlanId(pick(PLANS)),
                                pick(List.of(BillingInterval.values())),
                                1 + random.nextInt(4),
                                Money.ofMinor(currency, random.nextInt(20_000)),
                                start,
                                start.plusDays(20 + random.nextInt(200))),
                        Optional.empty());
            }
            case 2 -> new AddPrepaidUsers(id, at, 1 + random.nextInt(2), Optional.empty());
            case 3 -> new RecordUserJoined(id, at, user, Optional.empty());
            case 4 -> new AssignUser(id, at, user);
            case 5 -> new ReleaseUser(id, at, user);
            default ->
                new SetPreferences(
                        id,
                        at,
                        new Preferences(
                                pick(List.of(WhenUserJoins.values())), pick(List.of(WhenNoneAvailable.values()))));
        };
    }

    /** Of a follow-up where one was signed before, mostly. */
    private LocalDate start(History history, Instant at) {
        LocalDate aroundNow = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(random.nextInt(60) - 40L);
        return random.nextInt(3) == 0
                ? aroundNow
                : ofType(history, ContractSigned.class)
                        .reduce((earlier, later) -> later)
                        .map(signed -> signed.contract().end())
                        .orElse(aroundNow);
    }

    private SubscriptionCommand recordPayment(History history, Instant at) {
        List<InvoiceIssued> issued = ofType(history, InvoiceIssued.class)
                .filter(invoice -> invoice.origin() == InvoiceOrigin.CONTRACT)
                .toList();
        return issued.isEmpty() ? new BringUpToDate(history.id(), at) : recordPayment(history.id(), at, pick(issued));
    }

    private static RecordPayment recordPayment(SubscriptionId id, Instant at, InvoiceIssued invoice) {
        return new RecordPayment(id, at, invoice.invoiceId(), invoice.totals().amountDue(), "transfer");
    }

    private static <E extends SubscriptionEvent> Stream<E> ofType(History history, Class<E> type) {
        return history.events().stream()
                .map(StoredEvent::event)
                .filter(type::isInstance)
                .map(type::cast);
    }

    private Optional<RecordRefundOutcome> refundReport(History history, Instant at) {
        return history.events().stream()
                .map(StoredEvent::event)
                .filter(RefundRequested.class::isInstance)
                .map(event -> ((RefundRequested) event).creditNote())
                .flatMap((CreditNoteId creditNote) -> history.refundDue(creditNote).stream())
                .findFirst()
                .map(due -> new RecordRefundOutcome(
                        history.id(),
                        at,
                        due.creditNote(),
                        random.nextInt(3) == 0 ? new RefundOutcome.Failed("closed") : new RefundOutcome.Refunded()));
    }

    private Optional<RecordPaymentOutcome> paymentReport(History history, Instant at) {
        return history.events().stream()
                .map(StoredEvent::event)
                .filter(InvoiceIssued.class::isInstance)
                .map(event -> ((InvoiceIssued) event).invoiceId())
                .flatMap((InvoiceId invoice) -> history.paymentDue(invoice).stream())
                .findFirst()
                .map(due -> new RecordPaymentOutcome(
                        history.id(),
                        at,
                        due.invoiceId(),
                        due.attempt(),
                        due.paymentMethodNumber(),
                        pick(List.of(
                                new PaymentOutcome.Succeeded(),
                                new PaymentOutcome.Succeeded(),
                                new PaymentOutcome.Declined("card_declined"),
                                new PaymentOutcome.Unknown("timeout")))));
    }

    private <T> T pick(List<? extends T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private <T> Optional<T> maybe(T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }
}
