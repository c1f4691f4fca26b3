package com.kore.billing.domain.subscription;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.invoicing.Refunds;
import com.kore.billing.domain.payment.PaymentOutcome;
import com.kore.billing.domain.payment.RefundOutcome;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPaymentOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** What holds after every step of any history. A failure names its seed; put it into {@link #SEEDS} to play it again. */
class RandomHistoriesTest {
    private static final long[] SEEDS = {};
    private static final int HISTORIES = 400;
    private static final int STEPS = 60;
    private static final Money ZERO = Money.zero(CurrencyUnit.USD);

    private final PlanCatalog catalog = Given.catalog();

    @Test
    void balances_hold_numbers_have_no_gaps_periods_meet_and_replay_gives_the_same_state() {
        for (long seed : SEEDS) {
            play(seed);
        }
        long first = new Random().nextLong();
        for (int i = 0; i < HISTORIES; i++) {
            play(first + i);
        }
    }

    private void play(long seed) {
        Random random = new Random(seed);
        Instant now = Given.noon("2023-12-30");
        SubscriptionState state = new NotOpened();
        Books books = new Books();
        List<SubscriptionEvent> history = new ArrayList<>();
        SubscriptionCommand command = Given.open("2023-12-30", random.nextBoolean() ? "UTC" : "America/New_York");
        for (int step = 0; step < STEPS; step++) {
            try {
                for (SubscriptionEvent event : Decision.of(state, command, BillingRules.of(catalog))) {
                    history.add(event);
                    books.enter(event, seed);
                    state = state.apply(event);
                }
            } catch (CommandRejected expected) {
                assertThat(expected.code()).as("seed %d", seed).isNotEqualTo("invalid");
            }
            books.check((OpenedState) state, seed);
            now = now.plus(Duration.ofHours(random.nextInt(24 * 40)));
            command = next(random, now, (OpenedState) state);
        }
        SubscriptionState replayed = new NotOpened();
        for (SubscriptionEvent event : history) {
            replayed = replayed.apply(event);
        }
        assertThat(replayed).as("seed %d", seed).isEqualTo(state);
    }

    private static SubscriptionCommand next(Random random, Instant now, OpenedState state) {
        List<OpenInvoice> open = state.account().ledger().open();
        if (!open.isEmpty() && random.nextInt(4) > 0) {
            OpenInvoice invoice = open.get(random.nextInt(open.size()));
            if (!invoice.isAwaited()) {
                return random.nextInt(3) == 0
                        ? new ChangePaymentMethod(Given.ACME, now, Given.VISA)
                        : new RecordPayment(Given.ACME, now, invoice.id(), invoice.amountDue(), "transfer");
            }
            return new RecordPaymentOutcome(
                    Given.ACME,
                    now,
                    invoice.id(),
                    invoice.currentAttempt(),
                    state.account().paymentDue(invoice.id()).orElseThrow().paymentMethodNumber(),
                    switch (random.nextInt(4)) {
                        case 0 -> new PaymentOutcome.Declined("card_declined");
                        case 1 -> new PaymentOutcome.Unknown("timeout");
                        default -> new PaymentOutcome.Succeeded();
                    });
        }
        Refunds refunds = state.account().ledger().refunds();
        if (!refunds.requested().isEmpty() && random.nextBoolean()) {
            return new RecordRefundOutcome(
                    Given.ACME,
                    now,
                    refunds.requested().getFirst().id(),
                    random.nextInt(3) == 0 ? new RefundOutcome.Failed("closed") : new RefundOutcome.Refunded());
        }
        if (random.nextInt(12) == 0) {
            return new SignContract(Given.ACME, now, contract(random, now, state), Optional.empty());
        }
        if (state instanceof ContractSubscription && random.nextInt(3) > 0) {
            return prepaid(random, now);
        }
        PlanId plan = List.of(Given.FREE, Given.PREMIUM, Given.ENTERPRISE, Given.ENTERPRISE)
                .get(random.nextInt(4));
        BillingInterval interval = random.nextBoolean() ? BillingInterval.MONTHLY : BillingInterval.ANNUAL;
        int users = random.nextInt(1, 8);
        return switch (random.nextInt(11)) {
            case 0, 1, 2 -> Given.choose(now, plan, interval, users);
            case 3 -> new ChangeManagedUsers(Given.ACME, now, users, Optional.empty());
            case 4 -> new ChangeBillingInterval(Given.ACME, now, interval, Optional.empty());
            case 5 ->
                random.nextInt(3) == 0
                        ? new CancelSubscription(Given.ACME, now, Optional.empty())
                        : new WithdrawCancellation(Given.ACME, now);
            case 6 -> new WithdrawScheduledChange(Given.ACME, now);
            case 7 ->
                new SubscriptionCommand.GrantCredit(
                        Given.ACME,
                        now,
                        CreditKind.GOODWILL,
                        Money.ofMinor(CurrencyUnit.USD, random.nextInt(1, 9_000)),
                        Optional.empty());
            case 8 -> new ChangePaymentMethod(Given.ACME, now, Given.VISA);
            case 9 ->
                new RefundInvoice(
                        Given.ACME,
                        now,
                        Given.invoice(random.nextInt(1, 4 + refunds.paid().size())),
                        random.nextBoolean()
                                ? Optional.of(Money.ofMinor(CurrencyUnit.USD, random.nextInt(1, 5_000)))
                                : Optional.empty(),
                        "");
            default ->
                random.nextInt(3) == 0 ? new ErasePersonalData(Given.ACME, now) : new BringUpToDate(Given.ACME, now);
        };
    }

    /** One that starts where the last one ends, or around now. */
    private static Contract contract(Random random, Instant now, OpenedState state) {
        LocalDate today = state.account().dateOf(now);
        Optional<LocalDate> lastEnd = lastContract(state).map(Contract::end).filter(today::isBefore);
        LocalDate start = lastEnd.orElseGet(() -> today.plusDays(random.nextInt(-200, 60)));
        LocalDate end = (start.isBefore(today) ? today : start).plusDays(random.nextInt(1, 500));
        return new Contract(
                "C",
                random.nextBoolean() ? Given.PREMIUM : Given.ENTERPRISE,
                random.nextBoolean() ? BillingInterval.MONTHLY : BillingInterval.ANNUAL,
                random.nextInt(1, 6),
                Money.ofMinor(CurrencyUnit.USD, random.nextInt(0, 20_000)),
                start,
                end);
    }

    private static Optional<Contract> lastContract(OpenedState state) {
        return switch (state) {
            case FreeSubscription free -> free.signed().reversed().stream().findFirst();
            case PaidSubscription ignored -> Optional.empty();
            case ContractSubscription running ->
                Optional.of(
                        running.following().isEmpty()
                                ? running.contract()
                                : running.following().getLast());
        };
    }

    private static SubscriptionCommand prepaid(Random random, Instant now) {
        String user = "user-" + random.nextInt(8);
        return switch (random.nextInt(5)) {
            case 0 -> new AddPrepaidUsers(Given.ACME, now, random.nextInt(1, 3), Optional.empty());
            case 1 -> new RecordUserJoined(Given.ACME, now, user, Optional.empty());
            case 2 -> new AssignUser(Given.ACME, now, user);
            case 3 -> new ReleaseUser(Given.ACME, now, user);
            default ->
                new SetPreferences(
                        Given.ACME,
                        now,
                        new Preferences(
                                random.nextInt(4) == 0 ? WhenUserJoins.LEAVE_FREE : WhenUserJoins.ASSIGN,
                                random.nextBoolean() ? WhenNoneAvailable.ADD : WhenNoneAvailable.LEAVE_FREE));
        };
    }

    /** The books of an accountant who sees nothing but the events. */
    private static final class Books {
        private final Map<InvoiceId, InvoiceTotals> open = new HashMap<>();
        private final Map<InvoiceId, InvoiceTotals> writtenOff = new HashMap<>();
        private final Map<InvoiceId, Money> paid = new HashMap<>();
        private final Map<InvoiceId, Money> refunded = new HashMap<>();
        private int creditNotes;
        private int invoices;
        private Money credit = ZERO;
        private Instant lastAt = Instant.MIN;
        private LocalDate lastOn = LocalDate.MIN;
        private int used;

        void enter(SubscriptionEvent event, long seed) {
            assertThat(event.at()).as("seed %d", seed).isAfterOrEqualTo(lastAt);
            lastAt = event.at();
            if (event instanceof ContractEvent) {
                assertThat(event.on()).as("seed %d: %s", seed, event).isAfterOrEqualTo(lastOn);
            }
            lastOn = event.on().isAfter(lastOn) ? event.on() : lastOn;
            switch (event) {
                case InvoiceIssued issued -> issued(issued, seed);
                case CreditGranted granted -> credit = credit.plus(granted.amount());
                case PaymentSucceeded payment -> {
                    InvoiceTotals totals = writtenOff.containsKey(payment.invoiceId())
                            ? writtenOff.get(payment.invoiceId())
                            : settle(payment.invoiceId(), seed);
                    assertThat(payment.amount()).as("seed %d", seed).isEqualTo(totals.amountDue());
                    assertThat(paid.put(payment.invoiceId(), payment.amount()))
                            .as("seed %d: %s is paid once", seed, payment.invoiceId())
                            .isNull();
                }
                case PaymentRecorded recorded ->
                    assertThat(recorded.amount())
                            .as("seed %d", seed)
                            .isEqualTo(settle(recorded.invoiceId(), seed).amountDue());
                case UserAssigned assigned -> {
                    used++;
                    assertThat(assigned.used()).as("seed %d", seed).isEqualTo(used);
                }
                case UserReleased released -> {
                    used--;
                    assertThat(released.used()).as("seed %d", seed).isEqualTo(used);
                }
                case SubscriptionEnded ended -> used = ended.reason() == EndReason.CONTRACT_ENDED ? 0 : used;
                case InvoiceWrittenOff lost -> {
                    InvoiceTotals totals = settle(lost.invoiceId(), seed);
                    assertThat(lost.amount()).as("seed %d", seed).isEqualTo(totals.amountDue());
                    writtenOff.put(lost.invoiceId(), totals);
                }
                case RefundRequested requested -> {
                    creditNotes++;
                    assertThat(requested.creditNote()).as("seed %d", seed).isEqualTo(Given.creditNote(creditNotes));
                    Money reserved = refunded.merge(requested.invoiceId(), requested.amount(), Money::plus);
                    assertThat(reserved)
                            .as("seed %d: %s", seed, requested)
                            .isLessThanOrEqualTo(paid.getOrDefault(requested.invoiceId(), ZERO));
                }
                case PersonalDataErased ignored -> {
                    assertThat(open).as("seed %d", seed).isEmpty();
                    // Nothing of it can go back any more.
                    paid.clear();
                }
                case RefundFailed failed ->
                    refunded.merge(failed.invoiceId(), failed.amount().negated(), Money::plus);
                case InvoiceVoided voided -> {
                    assertThat(voided.creditReturned())
                            .as("seed %d", seed)
                            .isEqualTo(settle(voided.invoiceId(), seed).creditApplied());
                    credit = credit.plus(voided.creditReturned());
                }
                default -> {}
            }
        }

        private void issued(InvoiceIssued issued, long seed) {
            invoices++;
            assertThat(issued.invoiceId()).as("seed %d", seed).isEqualTo(Given.invoice(invoices));
            InvoiceTotals totals = issued.totals();
            Money sum =
                    ZERO.plus(issued.lines().stream().map(InvoiceLine::amount).toList());
            assertThat(totals.total()).as("seed %d", seed).isEqualTo(sum);
            assertThat(totals.creditApplied().plus(totals.amountDue()).minus(totals.credited()))
                    .as("seed %d", seed)
                    .isEqualTo(sum);
            credit = credit.minus(totals.creditApplied()).plus(totals.credited());
            if (totals.amountDue().isPositive()) {
                open.put(issued.invoiceId(), totals);
            }
        }

        private InvoiceTotals settle(InvoiceId invoice, long seed) {
            InvoiceTotals totals = open.remove(invoice);
            assertThat(totals).as("seed %d, %s", seed, invoice).isNotNull();
            return totals;
        }

        void check(OpenedState state, long seed) {
            assertThat(state.account().ledger().creditBalance())
                    .as("seed %d", seed)
                    .isEqualTo(credit);
            assertThat(credit.isNegative()).as("seed %d", seed).isFalse();
            assertThat(state.account().ledger().open())
                    .as("seed %d", seed)
                    .extracting(OpenInvoice::id)
                    .containsExactlyInAnyOrderElementsOf(open.keySet());
            if (state instanceof ContractSubscription running) {
                checkContract(running, seed);
            }
            if (state instanceof PaidSubscription subscription) {
                PaidPeriod paid = subscription.paid();
                assertThat(paid.next(paid.terms()).period().start())
                        .as("seed %d", seed)
                        .isEqualTo(paid.period().end());
                assertThat(subscription.scheduled().isPresent() && subscription.canceling())
                        .as("seed %d: canceling drops what was scheduled", seed)
                        .isFalse();
                subscription
                        .scheduled()
                        .ifPresent(change -> assertThat(change.parts().differsFrom(paid.terms()))
                                .as("seed %d: %s on %s", seed, change, paid.terms())
                                .isTrue());
                subscription.scheduled().ifPresent(change -> {
                    Terms becomes = change.expectedTerms();
                    TermsChange parts = change.parts();
                    Terms present = paid.terms();
                    assertThat(becomes.plan())
                            .as("seed %d", seed)
                            .isEqualTo(parts.plan().orElse(present.plan()));
                    assertThat(becomes.interval())
                            .as("seed %d", seed)
                            .isEqualTo(parts.interval().orElse(present.interval()));
                    assertThat(becomes.managedUsers())
                            .as("seed %d", seed)
                            .isEqualTo(parts.managedUsers().orElse(present.managedUsers()));
                    assertThat(change.effectiveOn())
                            .as("seed %d", seed)
                            .isEqualTo(paid.period().end());
                });
            }
        }

        private void checkContract(ContractSubscription running, long seed) {
            assertThat(running.assignments().userIds())
                    .as("seed %d", seed)
                    .hasSize(used)
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(running.prepaid());
            PaidPeriod paid = running.paid();
            assertThat(paid.period().start())
                    .as("seed %d", seed)
                    .isAfterOrEqualTo(running.contract().start());
            assertThat(paid.period().end())
                    .as("seed %d", seed)
                    .isBeforeOrEqualTo(running.contract().end());
            assertThat(paid.period().contains(running.account().lastEventOn()))
                    .as("seed %d: %s in %s", seed, running.account().lastEventOn(), paid.period())
                    .isTrue();
            LocalDate end = running.contract().end();
            for (Contract next : running.following()) {
                assertThat(next.start()).as("seed %d", seed).isEqualTo(end);
                end = next.end();
            }
        }
    }
}
