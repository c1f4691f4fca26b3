package com.kore.billing.projections;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.billinghistory.BillingHistoryModel;
import com.kore.billing.projections.billinghistory.ChargeType;
import com.kore.billing.projections.billinghistory.Transaction;
import com.kore.billing.projections.duework.DueWorkModel;
import com.kore.billing.projections.duework.WorkItem;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoicesModel;
import com.kore.billing.projections.readmodel.ReadModel;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.joda.money.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The balance of the books, from any history: what one page says is what the others say. */
class BalanceTest {

    static LongStream seeds() {
        return LongStream.rangeClosed(100, 160);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void invoices_and_billing_history_and_credit_balance_agree(long seed) {
        RandomHistories histories = new RandomHistories(seed, 2, 80);
        for (List<StoredEvent> events : bySubscription(histories)) {
            Money zero = zero(events);
            Collection<InvoiceRow> invoices = rows(new InvoicesModel(), events);
            Collection<Transaction> history = rows(new BillingHistoryModel(), events);
            SummaryRow summary = SubscriptionFold.of(new AccountSummaryModel(), events)
                    .head()
                    .orElseThrow();

            for (InvoiceRow invoice : invoices) {
                Money charged = invoice.totals().total().plus(invoice.totals().credited());
                boolean paidLate = invoice.status() == InvoiceStatus.UNCOLLECTIBLE
                        && invoice.amountPaid().isPositive();
                Money unpaid = invoice.status() == InvoiceStatus.PAID || paidLate
                        ? zero
                        : invoice.totals().amountDue();
                assertThat(invoice.totals()
                                .creditApplied()
                                .plus(invoice.amountPaid())
                                .plus(unpaid))
                        .as("seed %d: %s is applied + paid + open + void + uncollectible", seed, invoice.invoiceId())
                        .isEqualTo(charged);
                assertThat(invoice.amountRefunded())
                        .as("seed %d: %s is refunded at most what was paid", seed, invoice.invoiceId())
                        .isLessThanOrEqualTo(invoice.amountPaid());
            }
            Money paid = sum(
                    history,
                    zero,
                    of(ChargeType.CREDIT_CARD, ChargeType.ACH, ChargeType.RECORDED),
                    Transaction::amount);
            assertThat(paid)
                    .as("seed %d: payments are what invoices say was paid", seed)
                    .isEqualTo(sum(invoices, zero, any -> true, InvoiceRow::amountPaid));
            assertThat(sum(history, zero, of(ChargeType.REFUND), Transaction::amount))
                    .as("seed %d: refunds are what invoices say was refunded", seed)
                    .isEqualTo(sum(invoices, zero, any -> true, InvoiceRow::amountRefunded));
            Money applied = sum(history, zero, of(ChargeType.DISCOUNT_CREDITS), Transaction::amount);
            assertThat(applied)
                    .as("seed %d: discount credits are what invoices say was applied", seed)
                    .isEqualTo(
                            sum(invoices, zero, any -> true, row -> row.totals().creditApplied()));
            Money granted = events.stream()
                    .map(StoredEvent::event)
                    .filter(CreditGranted.class::isInstance)
                    .map(event -> ((CreditGranted) event).amount())
                    .reduce(zero, Money::plus);
            Money credited =
                    sum(invoices, zero, any -> true, row -> row.totals().credited());
            Money returned = sum(
                    invoices,
                    zero,
                    row -> row.status() == InvoiceStatus.VOID,
                    row -> row.totals().creditApplied());
            assertThat(summary.creditBalance())
                    .as("seed %d: credit balance is granted + credited + returned - applied", seed)
                    .isEqualTo(granted.plus(credited).plus(returned).minus(applied));
            assertThat(sum(history, zero, of(ChargeType.CREDITED), Transaction::amount))
                    .as("seed %d: every credit is in the history", seed)
                    .isEqualTo(granted.plus(credited).plus(returned));
            assertRunning(seed, zero, history);
        }
    }

    /** Row by row, the credit balance is the one before, changed by the row's amount. */
    private static void assertRunning(long seed, Money zero, Collection<Transaction> history) {
        Money balance = zero;
        for (Transaction row : history) {
            balance = switch (row.chargeType()) {
                case CREDITED -> balance.plus(row.amount());
                case DISCOUNT_CREDITS -> balance.minus(row.amount());
                case CREDIT_CARD, ACH, RECORDED, REFUND, NOTIFY -> balance;
            };
            assertThat(row.creditBalance()).as("seed %d: %s", seed, row).isEqualTo(balance);
            assertThat(row.amount().isPositive()).as("seed %d: %s", seed, row).isTrue();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whatever_is_open_or_past_due_is_to_be_collected_or_inquired_after(long seed) {
        RandomHistories histories = new RandomHistories(seed, 2, 80);
        for (List<StoredEvent> events : bySubscription(histories)) {
            Set<String> open = rows(new InvoicesModel(), events).stream()
                    .filter(invoice ->
                            invoice.status() == InvoiceStatus.OPEN || invoice.status() == InvoiceStatus.PAST_DUE)
                    // What a contract leaves open waits for whoever pays it.
                    .filter(invoice -> invoice.origin() != InvoiceOrigin.CONTRACT)
                    .map(invoice -> invoice.invoiceId().value())
                    .collect(Collectors.toSet());
            Set<String> due = rows(new DueWorkModel(), events).stream()
                    .filter(item -> item.kind() != WorkItem.Kind.RENEWAL)
                    .map(item -> item.invoiceId().orElseThrow().value())
                    .collect(Collectors.toSet());

            assertThat(due).as("seed %d", seed).containsAll(open);
        }
    }

    private static List<List<StoredEvent>> bySubscription(RandomHistories histories) {
        return new ArrayList<>(histories.events().stream()
                .collect(Collectors.groupingBy(StoredEvent::subscriptionId))
                .values());
    }

    private static <H, R> Collection<R> rows(ReadModel<H, R> model, List<StoredEvent> events) {
        return SubscriptionFold.of(model, events).rows().values();
    }

    private static Money zero(List<StoredEvent> events) {
        return Money.zero(((SubscriptionOpened) events.getFirst().event()).currency());
    }

    private static Predicate<Transaction> of(ChargeType... types) {
        return row -> List.of(types).contains(row.chargeType());
    }

    private static <T> Money sum(Collection<T> rows, Money zero, Predicate<T> which, Function<T, Money> amount) {
        return rows.stream().filter(which).map(amount).reduce(zero, Money::plus);
    }
}
