package com.kore.billing.projections;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.domain.subscription.Decision;
import com.kore.billing.domain.subscription.Subscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionState;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AccountSummary.NextBill;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.duework.DueWorkModel;
import com.kore.billing.projections.duework.WorkItem;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages and the list of what is due say will happen is what the rules then decide, after any history. */
class PredictionsTest {
    private static final BillingRules RULES = BillingRules.of(History.CATALOG);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 150);
    }

    private static Collection<List<StoredEvent>> histories(long seed) {
        return new RandomHistories(seed, 3, (int) (seed % 50) + 2)
                .events().stream()
                        .collect(Collectors.groupingBy(StoredEvent::subscriptionId))
                        .values();
    }

    private static SubscriptionState state(List<StoredEvent> events) {
        SubscriptionState state = new Subscription().ask(Optional::of).orElseThrow();
        for (StoredEvent stored : events) {
            state = state.apply(stored.event());
        }
        return state;
    }

    private static Collection<WorkItem> due(List<StoredEvent> events) {
        return SubscriptionFold.of(new DueWorkModel(), events).rows().values();
    }

    private static Optional<Instant> renewal(List<StoredEvent> events) {
        return due(events).stream()
                .filter(item -> item.kind() == WorkItem.Kind.RENEWAL)
                .map(WorkItem::dueAt)
                .findFirst();
    }

    private static List<SubscriptionEvent> broughtUpTo(List<StoredEvent> events, Instant at) {
        SubscriptionId id = events.getFirst().subscriptionId();
        return Decision.of(state(events), new BringUpToDate(id, at), RULES);
    }

    private static AccountSummary summary(List<StoredEvent> events) {
        return AccountSummary.of(
                SubscriptionFold.of(new AccountSummaryModel(), events).head().orElseThrow(),
                History.CATALOG,
                events.getLast().event().at());
    }

    /** So that what holds below holds for them too. */
    @Test
    void contracts_to_start_running_and_followed_up_are_among_the_histories() {
        List<AccountSummary> all = seeds().boxed()
                .flatMap(seed -> histories(seed).stream())
                .map(PredictionsTest::summary)
                .toList();
        assertThat(all).filteredOn(summary -> summary.contract().isPresent()).hasSizeGreaterThan(50);
        assertThat(all)
                .filteredOn(summary -> summary.contract().isPresent()
                        && summary.scheduledChange().isPresent())
                .hasSizeGreaterThan(5);
        assertThat(all)
                .filteredOn(summary -> summary.plan().value().equals("free")
                        && summary.scheduledChange().isPresent())
                .hasSizeGreaterThan(5);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_due_next_is_due_then_and_not_before(long seed) {
        for (List<StoredEvent> events : histories(seed)) {
            Instant last = events.getLast().event().at();
            Optional<Instant> renewal = renewal(events);
            Instant before =
                    renewal.map(dueAt -> dueAt.minusNanos(1)).orElseGet(() -> last.plus(Duration.ofDays(40_000)));
            renewal.ifPresent(dueAt -> assertThat(broughtUpTo(events, dueAt))
                    .as("seed %d, %s", seed, dueAt)
                    .isNotEmpty());
            if (before.isAfter(last)) {
                assertThatThrownBy(() -> broughtUpTo(events, before))
                        .as("seed %d, %s", seed, before)
                        .isInstanceOf(CommandRejected.class);
            }
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void the_next_bill_is_what_is_billed_when_the_next_period_begins(long seed) {
        for (List<StoredEvent> events : histories(seed)) {
            AccountSummary summary = summary(events);
            renewal(events).ifPresent(dueAt -> {
                List<NextBill> billed = broughtUpTo(events, dueAt).stream()
                        .filter(InvoiceIssued.class::isInstance)
                        .map(InvoiceIssued.class::cast)
                        .map(issued -> new NextBill(
                                issued.lines().getFirst().period().start(),
                                issued.totals().total(),
                                issued.totals().creditApplied(),
                                issued.totals().amountDue()))
                        .limit(1)
                        .toList();
                assertThat(summary.nextBill().stream().toList())
                        .as("seed %d, %s", seed, summary.subscriptionId())
                        .isEqualTo(billed);
            });
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void what_is_to_be_collected_or_asked_after_is_what_the_rules_say_is_to_be_paid(long seed) {
        for (List<StoredEvent> events : histories(seed)) {
            SubscriptionState state = state(events);
            Set<InvoiceId> payable = events.stream()
                    .map(StoredEvent::event)
                    .filter(InvoiceIssued.class::isInstance)
                    .map(event -> ((InvoiceIssued) event).invoiceId())
                    .filter(invoice -> state.paymentDue(invoice).isPresent())
                    .collect(Collectors.toSet());
            assertThat(due(events).stream()
                            .filter(item ->
                                    item.kind() == WorkItem.Kind.COLLECTION || item.kind() == WorkItem.Kind.INQUIRY)
                            .map(item -> item.invoiceId().orElseThrow()))
                    .as("seed %d", seed)
                    .containsExactlyInAnyOrderElementsOf(payable);
        }
    }
}
