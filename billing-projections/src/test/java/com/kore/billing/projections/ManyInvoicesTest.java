package com.kore.billing.projections;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.projections.billinghistory.BillingHistory;
import com.kore.billing.projections.billinghistory.Transaction;
import com.kore.billing.projections.duework.DueWork;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.Invoices;
import com.kore.billing.projections.readmodel.ReadModelWriter;
import com.kore.billing.projections.readmodel.ReadModels;
import com.kore.billing.projections.readmodel.StoredEvent;
import com.kore.billing.projections.readmodel.Visibility;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Rule 14: numbers go on where four digits end. As texts ACME-10000 stands before ACME-9999; nothing may be in that order. The account's
 * credit pays for 9,998 invoices of one user more each; the renewals of February and March are ACME-9999 and ACME-10000, both declined on
 * 15 March.
 */
class ManyInvoicesTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");
    private static final int BEFORE = 9_998;
    /** Two events of each of the last changes, one that schedules fewer users, two of each renewal, two declines. */
    private static final int LAST = 3 * 2 + 1 + 2 * 2 + 2;

    private static final List<String> NEWEST_FIRST =
            List.of("ACME-10000", "ACME-9999", "ACME-9998", "ACME-9997", "ACME-9996");
    private static final History HISTORY = history();

    @ParameterizedTest
    @EnumSource(Database.class)
    void nothing_is_in_the_order_of_texts(Database database) {
        store(database.emptied());

        assertThat(invoicesPageByPage(new Invoices(database.client(), ReadModels.FORM)))
                .isEqualTo(NEWEST_FIRST);
        assertThat(new BillingHistory(database.client(), ReadModels.FORM)
                        .list(ACME, BillingHistory.Query.ALL, Optional.empty(), 10).stream()
                                .map(Transaction::invoiceId)
                                .flatMap(Optional::stream)
                                .map(InvoiceId::value))
                .isEqualTo(NEWEST_FIRST);
        assertThat(new DueWork(database.client(), ReadModels.FORM).due(Instant.parse("2030-01-01T00:00:00Z"), 10))
                .extracting(item -> "%s %s %s"
                        .formatted(
                                item.dueAt(),
                                item.kind(),
                                item.invoiceId().map(InvoiceId::value).orElse("")))
                .containsExactly(
                        "2026-03-16T00:00:00Z COLLECTION ACME-9999",
                        "2026-03-16T00:00:00Z COLLECTION ACME-10000",
                        "2026-04-15T00:00:00Z RENEWAL ");
    }

    /** Only how it began and how it ends: the tables need not hold the thousands between. */
    private static void store(Database database) {
        List<StoredEvent> events = new ArrayList<>();
        List<StoredEvent> all = HISTORY.events();
        for (StoredEvent event : all) {
            if (event.sequence() == 0 || event.sequence() >= all.size() - LAST) {
                events.add(new StoredEvent(events.size(), events.size(), event.eventId(), event.event()));
            }
        }
        ReadModelWriter writer = new ReadModelWriter(
                ReadModels.ALL, database.jdbc(), ReadModels.FORM, new Visibility(id -> 0, id -> false));
        database.transaction().executeWithoutResult(status -> writer.apply(events));
    }

    private static List<String> invoicesPageByPage(Invoices invoices) {
        List<String> listed = new ArrayList<>();
        Optional<Invoices.After> after = Optional.empty();
        do {
            List<InvoiceRow> page = invoices.list(Invoices.Query.of(ACME), after, 2);
            page.forEach(row -> listed.add(row.invoiceId().value()));
            after = page.stream()
                    .reduce((first, second) -> second)
                    .map(last -> new Invoices.After(last.issuedOn(), last.position()));
        } while (after.isPresent());
        return listed;
    }

    private static History history() {
        History history = new History("acme")
                .opened("2026-01-15T00:00:00Z", 1)
                .granted("2026-01-15T00:00:00Z", CreditKind.GOODWILL, "USD 99980.00")
                .wentPaid("2026-01-15T00:00:00Z", "premium", BillingInterval.MONTHLY);
        for (int users = 2; users <= BEFORE; users++) {
            history.send(users("2026-01-15T00:00:00Z", users));
        }
        return history.send(users("2026-01-16T00:00:00Z", 1))
                .broughtUpTo("2026-03-15T00:00:00Z")
                .declined("2026-03-15T00:00:00Z", BEFORE + 1)
                .declined("2026-03-15T00:00:00Z", BEFORE + 2);
    }

    private static SubscriptionCommand users(String at, int users) {
        return new ChangeManagedUsers(ACME, Instant.parse(at), users, Optional.empty());
    }
}
