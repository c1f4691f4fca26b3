package com.kore.billing.projections.analytics;

import static com.kore.billing.projections.readmodel.Table.column;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.readmodel.Table;
import java.util.List;
import java.util.Locale;

/** The tables behind the views of the schema {@code analytics}. */
final class AnalyticsTables {
    private AnalyticsTables() {}

    static final Table<AnalyticsAccount> SUBSCRIPTIONS = new Table<>(
            "analytics_subscription",
            AnalyticsAccount.class,
            List.of(
                    column("opened_on", account -> account.opening().openedOn()),
                    column("opened_position", account -> account.opening().position()),
                    column("time_zone", account -> account.opening().timeZone()),
                    column("account_kind", account -> account.standing().terms().kind()),
                    column("currency", account -> account.opening().currency()),
                    column("plan", account -> account.standing().terms().plan()),
                    column(
                            "billing_interval",
                            account -> account.standing().terms().interval()),
                    column(
                            "managed_users",
                            account -> account.standing().terms().managedUsers()),
                    column(
                            "price_per_user_minor",
                            account -> account.standing().terms().pricePerUser()),
                    column("mrr_minor", account -> account.standing().terms().mrr()),
                    column(
                            "in_force_since",
                            account -> account.standing().terms().since()),
                    column("terms_number", account -> account.standing().terms().number()),
                    column(
                            "terms_event_id",
                            account -> account.standing().terms().eventId()),
                    column("cohort_month", account -> account.standing().cohortMonth()),
                    column("first_paid_on", account -> account.standing().firstPaidOn()),
                    column("left_on", account -> account.standing().leftOn())));

    static final Table<PeriodRow> PERIODS = new Table<>(
            "analytics_period",
            PeriodRow.class,
            List.of(
                    column("account_kind", row -> row.terms().kind()),
                    column("currency", row -> row.terms().mrr().getCurrencyUnit()),
                    column("plan", row -> row.terms().plan()),
                    column("billing_interval", row -> row.terms().interval()),
                    column("managed_users", row -> row.terms().managedUsers()),
                    column("price_per_user_minor", row -> row.terms().pricePerUser()),
                    column("mrr_minor", row -> row.terms().mrr()),
                    column("starts_on", row -> row.terms().since()),
                    column("ends_on", PeriodRow::endsOn),
                    column("event_id", row -> row.terms().eventId())));

    static final Table<MrrMovement> MRR_MOVEMENTS = Table.ofColumns(
            "analytics_mrr_movement",
            MrrMovement.class,
            List.of(
                    column("event_id", MrrMovement::eventId),
                    column("event_position", MrrMovement::position),
                    column("happened_on", MrrMovement::happenedOn),
                    column("month_start", row -> Months.of(row.happenedOn())),
                    column("happened_at", MrrMovement::happenedAt),
                    column("kind", MrrMovement::kind),
                    column("cause", MrrMovement::cause),
                    column("currency", row -> row.after().getCurrencyUnit()),
                    column("change_minor", MrrMovement::change),
                    column("mrr_before_minor", MrrMovement::before),
                    column("mrr_after_minor", MrrMovement::after),
                    column("plan_before", MrrMovement::planBefore),
                    column("plan_after", MrrMovement::planAfter),
                    column("cohort_month", MrrMovement::cohortMonth),
                    column("customers_change", MrrMovement::customersChange)));

    static final Table<InvoiceFact> INVOICES = new Table<>(
            "analytics_invoice",
            InvoiceFact.class,
            List.of(
                    column("event_id", InvoiceFact::eventId),
                    column("event_position", InvoiceFact::position),
                    column("issued_on", InvoiceFact::issuedOn),
                    column("month_start", row -> Months.of(row.issuedOn())),
                    column("issued_at", InvoiceFact::issuedAt),
                    column(
                            "account_kind",
                            row -> row.origin() == InvoiceOrigin.CONTRACT ? AccountKind.CONTRACT : AccountKind.ONLINE),
                    column("origin", InvoiceFact::origin),
                    column("occasion", InvoiceFact::occasion),
                    column("status", row -> row.fate().status()),
                    column("currency", row -> row.totals().total().getCurrencyUnit()),
                    column("total_minor", row -> row.totals().total()),
                    column("credit_applied_minor", row -> row.totals().creditApplied()),
                    column("credited_minor", row -> row.totals().credited()),
                    column("amount_due_minor", row -> row.totals().amountDue()),
                    column("paid_minor", row -> row.dueAs(InvoiceStatus.PAID)),
                    column("open_minor", row -> row.dueAs(InvoiceStatus.OPEN, InvoiceStatus.PAST_DUE)),
                    column("void_minor", row -> row.dueAs(InvoiceStatus.VOID)),
                    column("uncollectible_minor", row -> row.dueAs(InvoiceStatus.UNCOLLECTIBLE)),
                    column("late_paid_minor", row -> row.fate().latePaid()),
                    column("refunded_minor", row -> row.fate().refunded()),
                    column("declines", row -> row.fate().declines()),
                    column("dunned", row -> row.fate().dunned()),
                    column("settled_on", row -> row.fate().settledOn())));

    static final Table<InvoiceLineRow> INVOICE_LINES = Table.ofColumns(
            "analytics_invoice_line",
            InvoiceLineRow.class,
            List.of(
                    column("invoice_id", InvoiceLineRow::invoiceId),
                    column("line_number", InvoiceLineRow::number),
                    column("issued_on", InvoiceLineRow::issuedOn),
                    column("kind", row -> row.line().kind()),
                    column("plan", row -> row.line().plan()),
                    column("billing_interval", row -> row.line().interval()),
                    column("users", row -> row.line().users()),
                    column("unit_price_minor", row -> row.line().unitPrice()),
                    column("days", row -> row.line().days()),
                    column("period_days", row -> row.line().periodDays()),
                    column("starts_on", row -> row.line().period().start()),
                    column("ends_on", row -> row.line().period().end()),
                    column("currency", row -> row.line().amount().getCurrencyUnit()),
                    column("amount_minor", row -> row.line().amount()),
                    column("catalog_version", row -> row.line().catalogVersion())));

    static final Table<PaymentRow> PAYMENTS = Table.ofColumns(
            "analytics_payment",
            PaymentRow.class,
            List.of(
                    column("event_id", PaymentRow::eventId),
                    column("event_position", PaymentRow::position),
                    column("invoice_id", PaymentRow::invoiceId),
                    column("credit_note_id", PaymentRow::creditNote),
                    column("happened_on", PaymentRow::happenedOn),
                    column("month_start", row -> Months.of(row.happenedOn())),
                    column("happened_at", PaymentRow::happenedAt),
                    column("kind", PaymentRow::kind),
                    column(
                            "method",
                            row -> row.method()
                                    .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                                    .orElse("recorded")),
                    column("attempt", PaymentRow::attempt),
                    column("code", PaymentRow::code),
                    column("currency", row -> row.amount().getCurrencyUnit()),
                    column("amount_minor", PaymentRow::amount),
                    column("cash_minor", PaymentRow::cash)));

    static final Table<CreditRow> CREDITS = Table.ofColumns(
            "analytics_credit",
            CreditRow.class,
            List.of(
                    column("event_id", CreditRow::eventId),
                    column("event_position", CreditRow::position),
                    column("invoice_id", CreditRow::invoiceId),
                    column("happened_on", CreditRow::happenedOn),
                    column("month_start", row -> Months.of(row.happenedOn())),
                    column("happened_at", CreditRow::happenedAt),
                    column("kind", CreditRow::kind),
                    column("grant_kind", CreditRow::grantKind),
                    column("currency", row -> row.change().getCurrencyUnit()),
                    column("change_minor", CreditRow::change),
                    column("balance_minor", CreditRow::balance)));

    static final Table<RevenueEntry> REVENUE = Table.ofColumns(
            "analytics_revenue",
            RevenueEntry.class,
            List.of(
                    column("event_id", RevenueEntry::eventId),
                    column("invoice_id", RevenueEntry::invoiceId),
                    column("line_number", RevenueEntry::line),
                    column("credit_note_id", RevenueEntry::creditNote),
                    column("kind", RevenueEntry::kind),
                    column("month_start", row -> Months.of(row.days().start())),
                    column("starts_on", row -> row.days().start()),
                    column("ends_on", row -> row.days().end()),
                    column("days", row -> row.days().days()),
                    column("currency", row -> row.amount().getCurrencyUnit()),
                    column("amount_minor", RevenueEntry::amount)));
}
