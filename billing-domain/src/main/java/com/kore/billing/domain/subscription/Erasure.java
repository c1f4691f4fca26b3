package com.kore.billing.domain.subscription;

import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.invoicing.OpenInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;

/**
 * Erasing what is personal about an account on the free plan (rule 18), with the payment methods. So nothing may be open that
 * still needs one: to be collected, asked about or paid back to.
 */
final class Erasure {
    private Erasure() {}

    /** Also if nothing is on file: texts that were given, such as the note of a credit, are not known here. */
    static void decide(Account account, ErasePersonalData erase, Decision decision) {
        requireNothingOpen(account);
        decision.emit(new PersonalDataErased(
                account.id(),
                account.effective(erase.at()),
                account.dateOf(erase.at()),
                account.ledger().invoicesIssued()));
    }

    private static void requireNothingOpen(Account account) {
        account.ledger().open().stream().findFirst().ifPresent(invoice -> {
            throw stillActive("%s is open; wait until it is settled.".formatted(invoice.id()));
        });
        account.ledger().writtenOff().stream()
                .filter(OpenInvoice::isOutcomeUnknown)
                .findFirst()
                .ifPresent(invoice -> {
                    throw stillActive("%s is written off, but may have been paid; wait until the gateway knows."
                            .formatted(invoice.id()));
                });
        account.ledger().refunds().requested().stream().findFirst().ifPresent(refund -> {
            throw stillActive("The refund %s is under way; wait until it is settled.".formatted(refund.id()));
        });
    }

    static CommandRejected stillActive(String detail) {
        return new CommandRejected("still-active", detail);
    }
}
