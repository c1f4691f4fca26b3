package com.kore.billing.domain.invoicing;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;

/**
 * An invoice with money still due, or written off with the outcome of an attempt still to come.
 *
 * @param creditApplied given back if the invoice is voided
 * @param attempts how many payment attempts have an outcome or an unknown one
 * @param inquiries how often the gateway did not know the outcome of the last attempt; 0 when nothing is unknown
 * @param declined whether the last attempt that has an outcome was declined
 * @param firstAttemptAt when the first attempt was made; empty before
 * @param method the number of the payment method that the current attempt is bound to: a first attempt to the one on file at issue,
 *     one whose outcome is unknown to the one that it was made with; empty for any other, which uses the present one, or, on a
 *     contract's invoice, is not made
 * @param gatewayReference what the gateway calls the current attempt; empty unless its outcome is unknown
 */
public record OpenInvoice(
        InvoiceId id,
        InvoiceOrigin origin,
        Money amountDue,
        Money creditApplied,
        int attempts,
        int inquiries,
        boolean declined,
        Optional<Instant> firstAttemptAt,
        Optional<Integer> method,
        Optional<String> gatewayReference) {

    /** @param method the number of the payment method on file; empty if nothing is due */
    public static OpenInvoice of(InvoiceId id, InvoiceOrigin origin, InvoiceTotals totals, Optional<Integer> method) {
        return new OpenInvoice(
                id,
                origin,
                totals.amountDue(),
                totals.creditApplied(),
                0,
                0,
                false,
                Optional.empty(),
                method,
                Optional.empty());
    }

    /** The attempt whose outcome is awaited: the unknown one, else the next. */
    public int currentAttempt() {
        return inquiries > 0 ? attempts : attempts + 1;
    }

    /** Whether it is a renewal's whose payment was declined and not made good since. */
    public boolean isOverdue() {
        return origin == InvoiceOrigin.RENEWAL && declined;
    }

    /** Whether it is a contract's: it waits for money as long as it takes. */
    public boolean isOfContract() {
        return origin == InvoiceOrigin.CONTRACT;
    }

    /** Whether an attempt on a contract's invoice is to be made, is under way, or of unknown outcome. */
    public boolean isTried() {
        return method.isPresent();
    }

    /** Whether the outcome of its current attempt is to come: always, but for a contract's invoice that waits for money. */
    public boolean isAwaited() {
        return isTried() || !isOfContract();
    }

    /** Whether a payment method that comes now is tried at once: the one before was declined. */
    public boolean isTriedWithNextMethod() {
        return isOfContract() ? declined && !isTried() : isOverdue() && !isOutcomeUnknown();
    }

    /** Whether the gateway could not tell yet what became of the last attempt. */
    public boolean isOutcomeUnknown() {
        return inquiries > 0;
    }

    public OpenInvoice afterDecline(int attempt, Instant at) {
        return new OpenInvoice(
                id,
                origin,
                amountDue,
                creditApplied,
                attempt,
                0,
                true,
                firstAttemptAt.or(() -> Optional.of(at)),
                Optional.empty(),
                Optional.empty());
    }

    /**
     * @param usedMethod the number of the payment method that the attempt was made with
     * @param reference what the gateway calls the attempt, if it has said
     */
    public OpenInvoice afterUnknown(int attempt, Instant at, int usedMethod, Optional<String> reference) {
        return new OpenInvoice(
                id,
                origin,
                amountDue,
                creditApplied,
                attempt,
                inquiries + 1,
                declined,
                firstAttemptAt.or(() -> Optional.of(at)),
                Optional.of(usedMethod),
                reference);
    }

    /** An attempt that is under way is made with this method, unless another one is known. */
    public OpenInvoice boundTo(Optional<Integer> presentMethod) {
        return new OpenInvoice(
                id,
                origin,
                amountDue,
                creditApplied,
                attempts,
                inquiries,
                declined,
                firstAttemptAt,
                method.or(() -> presentMethod),
                gatewayReference);
    }
}
