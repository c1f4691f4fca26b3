package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Words;
import com.kore.billing.app.simulation.Preview;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.invoices.InvoiceView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;

/**
 * What a form would do, shown before it is confirmed: the confirmation does exactly this, or nothing.
 *
 * @param form that was reviewed
 * @param command that confirms it
 * @param fields to send with it, the amount that was shown among them
 * @param version that it was decided on
 * @param key under which the confirmation has its effect once
 * @param effect when it takes effect, and what of it waits
 * @param waits whether nothing of it is in effect at once
 * @param creditApplied empty if the credit balance pays nothing
 * @param credited empty if nothing is added to the credit balance
 * @param due {@code Due now}, or {@code Invoiced now} where nothing is on file to pay with
 * @param amountDue what the payment method pays now
 * @param statement of the account right after it
 * @param nextBill in a sentence
 */
record Review(
        String form,
        String command,
        Map<String, String> fields,
        long version,
        String key,
        List<String> effect,
        boolean waits,
        List<Line> lines,
        Optional<String> creditApplied,
        Optional<String> credited,
        String due,
        String amountDue,
        String statement,
        String nextBill) {

    /** A line of the invoice to come. */
    record Line(String description, String amount) {}

    /** @param before how the account stands, with what would change */
    static Review of(AccountCommand command, AccountSummary before, Preview preview, PlanCatalog catalog) {
        AccountSummary after = preview.accountSummary();
        return new Review(
                command.form(),
                command.name().toString(),
                withAmount(command.body().fields(), preview.amountDue()),
                before.version(),
                UUID.randomUUID().toString(),
                effect(preview, before, catalog),
                preview.effective() == Effective.PERIOD_END,
                preview.lines().stream()
                        .map(line -> new Line(line.description(), Words.money(line.amount())))
                        .toList(),
                preview.creditApplied().isZero() ? Optional.empty() : Optional.of(Words.money(preview.creditApplied())),
                credited(preview),
                after.paymentMethod().isPresent() ? "Due now" : "Invoiced now",
                Words.money(preview.amountDue()),
                after.statement(),
                after.nextBill()
                        .map(bill -> "The next bill is " + PaymentSection.inWords(bill) + ".")
                        .orElse("There is no next bill."));
    }

    private static Map<String, String> withAmount(Map<String, String> fields, Money due) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("expectedAmountDue.amount", Long.toString(due.getAmountMinorLong()));
        all.put("expectedAmountDue.currency", due.getCurrencyUnit().getCode());
        return Map.copyOf(all);
    }

    private static List<String> effect(Preview preview, AccountSummary before, PlanCatalog catalog) {
        List<String> sentences = new ArrayList<>();
        AccountSummary after = preview.accountSummary();
        Optional<String> scheduled = after.scheduledChange()
                .map(change -> ScheduledSentence.of(change, after, catalog).sentence());
        if (preview.effective() == Effective.NOW) {
            sentences.add("Takes effect at once.");
        } else {
            sentences.add("Takes effect on %s; until then everything stays as it is."
                    .formatted(Words.date(preview.effectiveOn())));
        }
        scheduled.ifPresent(sentences::add);
        if (before.scheduledChange().isPresent() && scheduled.isEmpty()) {
            sentences.add("The change that is scheduled now is dropped.");
        }
        return sentences;
    }

    /** A negative total goes to the credit balance. */
    private static Optional<String> credited(Preview preview) {
        return preview.lines().stream()
                .map(InvoiceView.Line::amount)
                .reduce(Money::plus)
                .filter(Money::isNegative)
                .map(total -> Words.money(total.abs()));
    }
}
