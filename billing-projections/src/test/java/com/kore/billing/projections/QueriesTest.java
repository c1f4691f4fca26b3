package com.kore.billing.projections;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.billinghistory.BillingHistory;
import com.kore.billing.projections.billinghistory.ChargeType;
import com.kore.billing.projections.billinghistory.Transaction;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.duework.WorkItem;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.Invoices;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What is found, in which order, page by page. */
@ParameterizedClass
@EnumSource(Database.class)
class QueriesTest {
    private static final Instant FAR = Instant.parse("2030-01-01T00:00:00Z");

    private final Database database;
    private final AccountSummaries summaries;
    private final BillingHistory history;
    private final Invoices invoices;
    private final DueWork work;
    private long position;

    QueriesTest(Database database) {
        this.database = database.emptied();
        this.summaries = new AccountSummaries(database.client(), ReadModels.FORM);
        this.history = new BillingHistory(database.client(), ReadModels.FORM);
        this.invoices = new Invoices(database.client(), ReadModels.FORM);
        this.work = new DueWork(database.client(), ReadModels.FORM);
        store(new History("free-1").opened("2026-01-01T00:00:00Z", 1));
        store(new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2));
        store(new History("Zeta_100")
                .opened("2026-01-20T09:00:00Z", 3)
                .wentPaid("2026-01-20T10:00:00Z", "enterprise", BillingInterval.ANNUAL)
                .paid("2026-01-20T10:00:01Z", 1)
                .canceled("2026-01-21T00:00:00Z"));
        store(new History("beta")
                .opened("2026-01-25T09:00:00Z", 3)
                .wentPaid("2026-01-25T10:00:00Z", "premium", BillingInterval.ANNUAL)
                .paid("2026-01-25T10:00:01Z", 1));
    }

    private void store(History stored) {
        List<StoredEvent> events = new ArrayList<>();
        for (StoredEvent event : stored.events()) {
            events.add(new StoredEvent(position++, event.sequence(), event.eventId(), event.event()));
        }
        ReadModelWriter writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    private static AccountSummaries.Query text(String text) {
        return new AccountSummaries.Query(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(text));
    }

    private List<String> found(AccountSummaries.Query query) {
        return summaries.list(query, Optional.empty(), 10).stream()
                .map(row -> row.subscriptionId().value())
                .toList();
    }

    @Test
    void summaries_are_found_by_each_filter_and_by_all_together_the_newest_first() {
        Optional<PlanId> premium = Optional.of(new PlanId("premium"));
        Optional<SubscriptionStatus> canceling = Optional.of(SubscriptionStatus.CANCELING);

        assertThat(found(AccountSummaries.Query.ALL)).containsExactly("beta", "Zeta_100", "acme", "free-1");
        assertThat(found(new AccountSummaries.Query(
                        premium, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("beta", "acme");
        assertThat(found(new AccountSummaries.Query(
                        Optional.empty(), canceling, Optional.empty(), Optional.empty(), Optional.empty())))
                .containsExactly("Zeta_100");
        assertThat(found(new AccountSummaries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(AccountKind.CONTRACT),
                        Optional.empty(),
                        Optional.empty())))
                .isEmpty();
        assertThat(found(new AccountSummaries.Query(
                        premium,
                        Optional.of(SubscriptionStatus.PAST_DUE),
                        Optional.of(AccountKind.ONLINE),
                        Optional.of(LocalDate.of(2026, 3, 16)),
                        Optional.of("ACME"))))
                .containsExactly("acme");
    }

    @Test
    void renews_before_excludes_the_day_itself() {
        assertThat(found(new AccountSummaries.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LocalDate.of(2026, 3, 15)),
                        Optional.empty())))
                .isEmpty();
    }

    @Test
    void text_is_found_in_ids_and_names_of_any_case_and_wildcards_are_plain_text() {
        assertThat(found(text("zETA"))).containsExactly("Zeta_100");
        assertThat(found(text("ACME INC."))).hasSize(4);
        assertThat(found(text("a_1"))).containsExactly("Zeta_100");
        assertThat(found(text("e_1"))).isEmpty();
        assertThat(found(text("%"))).isEmpty();
        assertThat(found(text("!"))).isEmpty();
        assertThat(found(text("FREE-1"))).containsExactly("free-1");
    }

    @Test
    void pages_of_summaries_go_on_where_the_last_one_ended() {
        List<SummaryRow> first = summaries.list(AccountSummaries.Query.ALL, Optional.empty(), 3);
        List<SummaryRow> second = summaries.list(
                AccountSummaries.Query.ALL,
                Optional.of(first.getLast().opening().position()),
                3);

        assertThat(first).hasSize(3);
        assertThat(second).extracting(row -> row.subscriptionId().value()).containsExactly("free-1");
    }

    @Test
    void billing_history_is_of_one_subscription_newest_first_page_by_page() {
        SubscriptionId acme = new SubscriptionId("acme");
        List<Transaction> all = history.list(acme, BillingHistory.Query.ALL, Optional.empty(), 10);

        assertThat(all).hasSize(2).isSortedAccordingTo((one, other) -> Long.compare(other.sequence(), one.sequence()));
        assertThat(history.list(
                        acme,
                        BillingHistory.Query.ALL,
                        Optional.of(all.getFirst().sequence()),
                        10))
                .containsExactly(all.getLast());
        assertThat(history.list(new SubscriptionId("ACME"), BillingHistory.Query.ALL, Optional.empty(), 10))
                .isEmpty();
    }

    @Test
    void transactions_are_found_by_charge_type_by_day_and_by_all_together() {
        assertThat(transactions(Optional.of(ChargeType.NOTIFY), "", "")).containsExactly("2026-02-15 NOTIFY");
        assertThat(transactions(Optional.empty(), "2026-01-15", "2026-02-15"))
                .containsExactly("2026-02-15 NOTIFY", "2026-01-15 CREDIT_CARD");
        assertThat(transactions(Optional.empty(), "2026-01-16", "")).containsExactly("2026-02-15 NOTIFY");
        assertThat(transactions(Optional.empty(), "", "2026-02-14")).containsExactly("2026-01-15 CREDIT_CARD");
        assertThat(transactions(Optional.of(ChargeType.CREDIT_CARD), "2026-01-16", "2026-02-15"))
                .isEmpty();
    }

    private List<String> transactions(Optional<ChargeType> type, String from, String to) {
        BillingHistory.Query query = new BillingHistory.Query(type, day(from), day(to));
        return history.list(new SubscriptionId("acme"), query, Optional.empty(), 10).stream()
                .map(row -> row.on() + " " + row.chargeType())
                .toList();
    }

    private static Optional<LocalDate> day(String text) {
        return Optional.of(text).filter(given -> !given.isEmpty()).map(LocalDate::parse);
    }

    @Test
    void invoices_are_found_by_number_by_subscription_by_status_and_by_day() {
        assertThat(invoices.find(new InvoiceId("ACME-0002")).map(InvoiceRow::status))
                .contains(InvoiceStatus.PAST_DUE);
        assertThat(invoices.find(new InvoiceId("ACME-0003"))).isEmpty();
        assertThat(numbers(Invoices.Query.of(new SubscriptionId("acme")))).containsExactly("ACME-0002", "ACME-0001");
        assertThat(numbers(new Invoices.Query(
                        Optional.empty(), Optional.of(InvoiceStatus.PAID), Optional.empty(), Optional.empty())))
                .containsExactly("BETA-0001", "ZETA_100-0001", "ACME-0001");
        assertThat(numbers(new Invoices.Query(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(LocalDate.of(2026, 1, 20)),
                        Optional.of(LocalDate.of(2026, 1, 25)))))
                .containsExactly("BETA-0001", "ZETA_100-0001");
    }

    private List<String> numbers(Invoices.Query query) {
        return invoices.list(query, Optional.empty(), 10).stream()
                .map(row -> row.invoiceId().value())
                .toList();
    }

    @Test
    void pages_of_invoices_go_on_where_the_last_one_ended() {
        Invoices.Query all = new Invoices.Query(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        List<InvoiceRow> first = invoices.list(all, Optional.empty(), 2);
        InvoiceRow last = first.getLast();
        List<InvoiceRow> second =
                invoices.list(all, Optional.of(new Invoices.After(last.issuedOn(), last.position())), 10);

        assertThat(first).hasSize(2);
        assertThat(second).extracting(row -> row.invoiceId().value()).containsExactly("ZETA_100-0001", "ACME-0001");
    }

    @Test
    void due_work_is_found_up_to_an_instant_in_the_order_of_due_times() {
        assertThat(work.due(FAR, 10))
                .extracting(WorkItem::dueAt)
                .containsExactly(
                        Instant.parse("2026-02-16T00:00:01Z"),
                        Instant.parse("2026-03-15T00:00:00Z"),
                        Instant.parse("2027-01-20T00:00:00Z"),
                        Instant.parse("2027-01-25T00:00:00Z"));
        assertThat(work.due(FAR, 1)).hasSize(1);
        assertThat(work.due(Instant.parse("2026-03-15T00:00:00Z"), 10)).hasSize(2);
        assertThat(work.due(Instant.parse("2026-03-14T23:59:59.999999Z"), 10)).hasSize(1);
        assertThat(work.nextDueAt()).contains(Instant.parse("2026-02-16T00:00:01Z"));
    }

    @Test
    void due_work_is_paged_counted_and_found_from_its_latest_on() {
        List<WorkItem> all = work.due(FAR, 10);

        assertThat(work.dueAfter(all.getFirst(), FAR, 10)).isEqualTo(all.subList(1, 4));
        assertThat(work.dueAfter(all.get(1), FAR, 10)).isEqualTo(all.subList(2, 4));
        assertThat(work.dueAfter(all.get(1), all.get(1).dueAt(), 10)).isEmpty();
        assertThat(work.latest(FAR, 2)).isEqualTo(all.subList(2, 4).reversed());
        assertThat(work.latest(all.get(1).dueAt(), 1)).containsExactly(all.get(1));
        assertThat(work.dueOf(Set.of(all.get(0).subscriptionId(), all.get(3).subscriptionId()), FAR))
                .containsExactly(all.get(0), all.get(1), all.get(3));
        assertThat(work.dueOf(Set.of(all.get(3).subscriptionId()), all.get(1).dueAt()))
                .isEmpty();
        assertThat(work.dueOf(Set.of(), FAR)).isEmpty();
        assertThat(work.count(FAR)).isEqualTo(4);
        assertThat(work.count(all.get(1).dueAt())).isEqualTo(2);
    }
}
