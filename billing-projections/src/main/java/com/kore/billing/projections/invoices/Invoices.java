package com.kore.billing.projections.invoices;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.readmodel.Documents;
import com.kore.billing.projections.readmodel.Filter;
import com.kore.billing.projections.readmodel.RowForm;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Questions to the invoices. */
public final class Invoices {
    private static final String NEWEST_FIRST = "ORDER BY issued_on DESC, issued_position DESC";

    private final Documents<InvoiceRow> invoices;

    public Invoices(JdbcClient jdbc, RowForm form) {
        InvoicesModel model = new InvoicesModel();
        this.invoices = new Documents<>(model, InvoicesModel.ROWS, jdbc, form);
    }

    /**
     * Which invoices are meant; what is empty excludes none.
     *
     * @param issuedFrom inclusive
     * @param issuedTo inclusive
     */
    public record Query(
            Optional<SubscriptionId> subscriptionId,
            Optional<InvoiceStatus> status,
            Optional<LocalDate> issuedFrom,
            Optional<LocalDate> issuedTo) {

        public static Query of(SubscriptionId subscriptionId) {
            return new Query(Optional.of(subscriptionId), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    /** Where a page of a list ended: the day of issue and the position of the last invoice seen. */
    public record After(LocalDate issuedOn, long position) {}

    public Optional<InvoiceRow> find(InvoiceId id) {
        return invoices.list(new Filter().and("row_key = ?", id), "", 1).stream()
                .findFirst();
    }

    /** The newest first: by the day of issue, those of one day by the order in which they were stored. */
    public List<InvoiceRow> list(Query query, Optional<After> after, int limit) {
        Filter filter = new Filter()
                .and("subscription_id = ?", query.subscriptionId())
                .and("status = ?", query.status())
                .and("issued_on >= ?", query.issuedFrom())
                .and("issued_on <= ?", query.issuedTo());
        after.ifPresent(last -> filter.and(
                "(issued_on < ? OR (issued_on = ? AND issued_position < ?))",
                last.issuedOn(),
                last.issuedOn(),
                last.position()));
        return invoices.list(filter, NEWEST_FIRST, limit);
    }
}
