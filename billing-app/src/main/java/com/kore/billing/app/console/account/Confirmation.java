package com.kore.billing.app.console.account;

import com.kore.billing.app.commands.CommandAnswer.IssuedInvoice;
import com.kore.billing.app.commands.CommandSender.Decided;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What was done, told at the top of the page that follows. It travels in the page's address, which anybody can write, so that it says nothing
 * in words of its own.
 *
 * @param invoice that was issued with it
 */
record Confirmation(String sentence, boolean bad, Optional<String> invoice) {

    /** What came of a command. */
    enum Outcome {
        DONE("Your change was made.", false),
        PAID("Your change was made, and the invoice is paid.", false),
        PENDING("Your change was made. The payment has not been confirmed yet; this page shows it once it is.", false),
        DECLINED("The payment was declined, so nothing was changed. Change the payment method, or try again.", true);

        private final String sentence;
        private final boolean bad;

        Outcome(String sentence, boolean bad) {
            this.sentence = sentence;
            this.bad = bad;
        }

        private static Outcome of(Decided decided) {
            return decided.answer()
                    .invoice()
                    .map(IssuedInvoice::status)
                    .map(status -> switch (status) {
                        case "paid" -> PAID;
                        case "void" -> DECLINED;
                        default -> PENDING;
                    })
                    .orElse(DONE);
        }
    }

    /** The address of the page that tells it, once it shows it. */
    static String address(String page, Decided decided) {
        return UriComponentsBuilder.fromPath(page)
                .queryParam("minVersion", decided.answer().version())
                .queryParam("outcome", Outcome.of(decided).name().toLowerCase(Locale.ROOT))
                .queryParamIfPresent("invoice", decided.answer().invoice().map(IssuedInvoice::number))
                .toUriString();
    }

    /** Of the address; an invoice of another account is nobody's business here. */
    static Confirmation of(Outcome outcome, Optional<InvoiceId> invoice, SubscriptionId account) {
        return new Confirmation(
                outcome.sentence,
                outcome.bad,
                invoice.map(InvoiceId::value).filter(number -> number.startsWith(account.upperCase() + "-")));
    }
}
