package com.kore.billing.app.console.account;

import com.kore.billing.app.console.FormBody;
import com.kore.billing.app.console.Words;
import com.kore.billing.app.simulation.Preview;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.projections.accountsummary.AccountSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * What a form would do, shown before it is confirmed: the confirmation does exactly this, or nothing.
 *
 * @param form that was reviewed
 * @param fields to send once more, with the amount that was shown
 * @param version that it was decided on
 * @param key under which the confirmation has its effect once
 * @param effect when it takes effect
 * @param creditApplied empty if the credit balance pays nothing
 * @param credited empty if nothing is added to the credit balance
 * @param amountDue what the payment method pays now
 * @param afterwards what the account says then
 */
record Review(
        String form,
        Map<String, String> fields,
        long version,
        String key,
        String effect,
        List<Line> lines,
        Optional<String> creditApplied,
        Optional<String> credited,
        String amountDue,
        boolean charges,
        List<String> afterwards) {

    /** A line of the invoice to come. */
    record Line(String description, String amount) {}

    static Review of(String form, FormBody body, Preview preview, long version) {
        Map<String, String> fields = new HashMap<>(body.fields());
        fields.put("expectedAmountDue.amount", Long.toString(preview.amountDue().getAmountMinorLong()));
        fields.put(
                "expectedAmountDue.currency",
                preview.amountDue().getCurrencyUnit().getCode());
        AccountSummary after = preview.accountSummary();
        return new Review(
                form,
                Map.copyOf(fields),
                version,
                UUID.randomUUID().toString(),
                preview.effective() == Effective.NOW
                        ? "Takes effect at once."
                        : "Takes effect on %s; until then everything stays as it is."
                                .formatted(Words.date(preview.effectiveOn())),
                preview.lines().stream()
                        .map(line -> new Line(line.description(), Words.money(line.amount())))
                        .toList(),
                preview.creditApplied().isZero() ? Optional.empty() : Optional.of(Words.money(preview.creditApplied())),
                credited(preview),
                Words.money(preview.amountDue()),
                !preview.amountDue().isZero(),
                afterwards(after));
    }

    /** A negative total goes to the credit balance. */
    private static Optional<String> credited(Preview preview) {
        return preview.lines().stream()
                .map(line -> line.amount())
                .reduce((one, other) -> one.plus(other))
                .filter(total -> total.isNegative())
                .map(total -> Words.money(total.abs()));
    }

    private static List<String> afterwards(AccountSummary after) {
        return List.of(
                after.statement(),
                after.nextBill()
                        .map(bill -> "The next bill is " + PaymentSection.inWords(bill) + ".")
                        .orElse("There is no next bill."));
    }
}
