package com.kore.billing.domain.invoicing;

import java.util.List;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * How a sum of lines is settled: a positive one first by the credit balance, the rest by the payment method; a negative one is added
 * to the credit balance.
 *
 * <p>{@code total = creditApplied + amountDue - credited}, and at most one side of it is not zero.
 *
 * @param total the sum of the lines, of either sign
 * @param creditApplied taken from the credit balance, never negative
 * @param credited added to the credit balance, never negative
 * @param amountDue from the payment method, never negative
 * @param creditBalance afterwards, never negative
 */
public record InvoiceTotals(Money total, Money creditApplied, Money credited, Money amountDue, Money creditBalance) {

    /** Lines of a contract, which take no credit and give none: the sum is due. */
    public static InvoiceTotals withoutCredit(List<InvoiceLine> lines, Money creditBalance) {
        Money zero = Money.zero(creditBalance.getCurrencyUnit());
        Money total = zero.plus(lines.stream().map(InvoiceLine::amount).toList());
        return new InvoiceTotals(total, zero, zero, total, creditBalance);
    }

    /** Settles lines against a credit balance of their currency. */
    public static InvoiceTotals of(List<InvoiceLine> lines, Money creditBalance) {
        CurrencyUnit currency = creditBalance.getCurrencyUnit();
        Money zero = Money.zero(currency);
        Money total = zero.plus(lines.stream().map(InvoiceLine::amount).toList());
        Money credited = total.isNegative() ? total.negated() : zero;
        Money charged = total.isPositive() ? total : zero;
        Money creditApplied = charged.isLessThan(creditBalance) ? charged : creditBalance;
        return new InvoiceTotals(
                total,
                creditApplied,
                credited,
                charged.minus(creditApplied),
                creditBalance.minus(creditApplied).plus(credited));
    }
}
