package com.kore.billing.projections.analytics;

import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.projections.analytics.InvoiceFact.Fate;
import com.kore.billing.projections.analytics.InvoiceFact.Line;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.readmodel.Rows;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.joda.money.Money;

/** Invoices with their lines, and the money and the credit that came and went for them. */
final class InvoiceFold {
    private final StoredEvent stored;
    private final Rows<AnalyticsRow> rows;
    private final RevenueFold revenue;

    InvoiceFold(StoredEvent stored, Rows<AnalyticsRow> rows) {
        this.stored = stored;
        this.rows = rows;
        this.revenue = new RevenueFold(stored, rows);
    }

    void fold(InvoiceEvent event) {
        switch (event) {
            case InvoiceIssued issued -> issued(issued);
            case PaymentSucceeded paid -> {
                payment(PaymentRow.Kind.SUCCEEDED, paid, paid.paymentMethod(), paid.attempt(), "", paid.amount());
                change(
                        paid.invoiceId(),
                        fact -> fact.with(
                                fact.is(InvoiceStatus.UNCOLLECTIBLE)
                                        ? fact.fate().paidLate(paid.amount())
                                        : fact.fate().settled(InvoiceStatus.PAID, paid.on())));
            }
            case PaymentRecorded recorded -> {
                put(PaymentRow.of(
                        stored,
                        PaymentRow.Kind.RECORDED,
                        recorded.invoiceId(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        recorded.amount()));
                change(recorded.invoiceId(), fact -> fact.with(fact.fate().settled(InvoiceStatus.PAID, recorded.on())));
            }
            case PaymentDeclined declined -> {
                payment(
                        PaymentRow.Kind.DECLINED,
                        declined,
                        declined.paymentMethod(),
                        declined.attempt(),
                        declined.code(),
                        declined.amount());
                change(
                        declined.invoiceId(),
                        fact -> fact.with(fact.fate()
                                .declined(declined.retryAt().isPresent() && fact.origin() != InvoiceOrigin.CONTRACT)));
            }
            case PaymentOutcomeUnknown unknown ->
                payment(
                        PaymentRow.Kind.UNKNOWN,
                        unknown,
                        unknown.paymentMethod(),
                        unknown.attempt(),
                        unknown.code(),
                        unknown.amount());
            case InvoiceVoided voided -> voided(voided);
            case InvoiceWrittenOff lost ->
                change(lost.invoiceId(), fact -> {
                    revenue.writeOff(fact, lost.amount());
                    return fact.with(fact.fate().settled(InvoiceStatus.UNCOLLECTIBLE, lost.on()));
                });
        }
    }

    /** What is paid back of an invoice that was written off came after its revenue had been taken back. */
    void fold(RefundEvent event) {
        switch (event) {
            case PaymentRefunded refunded -> {
                refund(PaymentRow.Kind.REFUNDED, refunded, refunded.paymentMethod(), "", refunded.amount());
                change(refunded.invoiceId(), fact -> {
                    if (!fact.is(InvoiceStatus.UNCOLLECTIBLE)) {
                        revenue.refund(fact, refunded);
                    }
                    return fact.with(fact.fate().refunded(refunded.amount()));
                });
            }
            case RefundFailed failed ->
                refund(PaymentRow.Kind.REFUND_FAILED, failed, failed.paymentMethod(), failed.code(), failed.amount());
            case RefundRequested ignored -> {}
        }
    }

    private void issued(InvoiceIssued issued) {
        List<InvoiceLine> all = issued.lines();
        List<Line> lines = IntStream.range(0, all.size())
                .mapToObj(i -> new Line(i + 1, all.get(i).period(), all.get(i).amount()))
                .toList();
        Money zero = Money.zero(issued.totals().amountDue().getCurrencyUnit());
        boolean due = issued.totals().amountDue().isPositive();
        Fate fate = new Fate(
                due ? InvoiceStatus.OPEN : InvoiceStatus.PAID,
                due ? Optional.empty() : Optional.of(issued.on()),
                0,
                false,
                zero,
                zero);
        put(new InvoiceFact(
                issued.subscriptionId(),
                issued.invoiceId(),
                stored.eventId(),
                stored.position(),
                issued.on(),
                issued.at(),
                issued.origin(),
                issued.occasion(),
                issued.totals(),
                lines,
                fate));
        lines.forEach(line -> put(new InvoiceLineRow(
                issued.subscriptionId(), issued.invoiceId(), line.number(), issued.on(), all.get(line.number() - 1))));
        lines.forEach(line -> revenue.recognize(issued, line));
        credit(issued);
    }

    private void credit(InvoiceIssued issued) {
        Money applied = issued.totals().creditApplied();
        Money credited = issued.totals().credited();
        if (!applied.isZero() || !credited.isZero()) {
            put(CreditRow.of(
                    stored,
                    applied.isZero() ? CreditRow.Kind.CREDITED : CreditRow.Kind.APPLIED,
                    Optional.of(issued.invoiceId()),
                    Optional.empty(),
                    credited.minus(applied),
                    issued.totals().creditBalance()));
        }
    }

    /** Its change never was. */
    private void voided(InvoiceVoided voided) {
        if (!voided.creditReturned().isZero()) {
            put(CreditRow.of(
                    stored,
                    CreditRow.Kind.RETURNED,
                    Optional.of(voided.invoiceId()),
                    Optional.empty(),
                    voided.creditReturned(),
                    voided.creditBalance()));
        }
        change(voided.invoiceId(), fact -> {
            revenue.neverRecognize(fact);
            return fact.with(fact.fate().settled(InvoiceStatus.VOID, voided.on()));
        });
    }

    private void payment(
            PaymentRow.Kind kind,
            InvoiceEvent event,
            PaymentMethod.Ref method,
            int attempt,
            String code,
            Money amount) {
        put(PaymentRow.of(
                stored,
                kind,
                event.invoiceId(),
                Optional.empty(),
                Optional.of(method.kind()),
                Optional.of(attempt),
                Optional.of(code).filter(text -> !text.isEmpty()),
                amount));
    }

    private void refund(PaymentRow.Kind kind, RefundEvent event, PaymentMethod.Ref method, String code, Money amount) {
        put(PaymentRow.of(
                stored,
                kind,
                event.invoiceId(),
                Optional.of(event.creditNote()),
                Optional.of(method.kind()),
                Optional.empty(),
                Optional.of(code).filter(text -> !text.isEmpty()),
                amount));
    }

    /** An invoice whose event somebody gave up is not there. */
    private void change(InvoiceId invoice, UnaryOperator<InvoiceFact> change) {
        if (rows.find(invoice.value()).orElse(null) instanceof InvoiceFact fact) {
            put(change.apply(fact));
        }
    }

    private void put(AnalyticsRow row) {
        rows.put(row.key(), row);
    }
}
