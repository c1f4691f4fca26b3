package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Words;
import com.kore.billing.projections.account.PaymentMethodView;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.text.TermsText;
import java.util.Locale;
import java.util.Optional;

/**
 * What an account pays with, how much and when next.
 *
 * @param method empty if none is on file
 * @param nextBill what will be charged at the renewal, and how
 */
public record PaymentSection(
        Optional<String> method,
        Optional<String> pricePerUser,
        Optional<String> interval,
        Optional<String> renewsOn,
        Optional<String> nextBill) {

    static PaymentSection of(AccountSummary summary) {
        return new PaymentSection(
                summary.paymentMethod().map(PaymentSection::inWords),
                summary.interval()
                        .flatMap(interval -> summary.pricePerUser().map(price -> Words.price(price, interval))),
                summary.interval().map(interval -> "Billed " + TermsText.billed(interval)),
                summary.renewsOn().map(Words::date),
                summary.nextBill().map(PaymentSection::inWords));
    }

    public static String inWords(PaymentMethodView method) {
        return switch (method) {
            case PaymentMethodView.Card card ->
                String.format(
                        Locale.ROOT,
                        "%s ending in %s, expires %02d/%d",
                        Words.capitalized(card.brand()),
                        card.last4(),
                        card.expiryMonth(),
                        card.expiryYear());
            case PaymentMethodView.AchDebit ach ->
                "ACH debit from %s, account ending in %s".formatted(ach.bankName(), ach.last4());
        };
    }

    public static String inWords(AccountSummary.NextBill bill) {
        return bill.creditApplied().isZero()
                ? "%s on %s".formatted(Words.money(bill.amountDue()), Words.date(bill.on()))
                : "%s on %s, of which your credit balance pays %s; %s is left to pay"
                        .formatted(
                                Words.money(bill.total()),
                                Words.date(bill.on()),
                                Words.money(bill.creditApplied()),
                                Words.money(bill.amountDue()));
    }
}
