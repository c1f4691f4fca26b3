package com.kore.billing.app.console.history;

import com.kore.billing.app.console.Words;
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

/** What happened to an invoice, in a sentence that follows its number. */
final class InvoiceEventWords {
    private InvoiceEventWords() {}

    static String of(InvoiceEvent event) {
        return switch (event) {
            case InvoiceIssued issued ->
                "Over %s, %s due."
                        .formatted(
                                Words.money(issued.totals().total()),
                                Words.money(issued.totals().amountDue()));
            case PaymentSucceeded paid -> "%s, by attempt %d.".formatted(Words.money(paid.amount()), paid.attempt());
            case PaymentDeclined declined ->
                "%s, attempt %d: %s.%s"
                        .formatted(
                                Words.money(declined.amount()),
                                declined.attempt(),
                                declined.code().replace('_', ' '),
                                declined.retryAt().isPresent() ? " It is tried again." : "");
            case PaymentOutcomeUnknown unknown ->
                "%s, attempt %d: %s. The gateway is asked again."
                        .formatted(
                                Words.money(unknown.amount()),
                                unknown.attempt(),
                                unknown.code().replace('_', ' '));
            case PaymentRecorded recorded ->
                "%s, paid otherwise: %s.".formatted(Words.money(recorded.amount()), recorded.reference());
            case InvoiceVoided voided ->
                voided.creditReturned().isZero()
                        ? "Nothing is owed for it."
                        : "Nothing is owed for it; %s of credit came back."
                                .formatted(Words.money(voided.creditReturned()));
            case InvoiceWrittenOff lost -> "%s is not tried any more.".formatted(Words.money(lost.amount()));
        };
    }

    static String of(RefundEvent event) {
        return switch (event) {
            case RefundRequested requested ->
                "%s, credit note %s.%s"
                        .formatted(
                                Words.money(requested.amount()),
                                requested.creditNote(),
                                requested.reason().map(" Reason: "::concat).orElse(""));
            case PaymentRefunded refunded ->
                "%s, credit note %s.".formatted(Words.money(refunded.amount()), refunded.creditNote());
            case RefundFailed failed ->
                "%s, credit note %s: %s."
                        .formatted(
                                Words.money(failed.amount()),
                                failed.creditNote(),
                                failed.code().replace('_', ' '));
        };
    }
}
