package com.kore.billing.app.console.account;

import com.kore.billing.app.commands.CommandAnswer.IssuedInvoice;
import com.kore.billing.app.commands.CommandSender.Decided;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.projections.invoices.InvoiceRow;
import java.util.Optional;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What came of a form, told at the top of the page that follows. The page's address, which anybody can write, only says that something was done, and
 * which invoice was issued with it: how that stands is looked up.
 *
 * @param invoice its number
 */
record Confirmation(String sentence, boolean bad, Optional<String> invoice) {
    private static final String DONE = "Your change was made.";

    /** The address of the page that tells it, once it shows it. */
    static String address(String page, Decided decided) {
        return UriComponentsBuilder.fromPath(page)
                .queryParam("minVersion", decided.answer().version())
                .queryParam("done", decided.replayed() ? "before" : "now")
                .queryParamIfPresent("invoice", decided.answer().invoice().map(IssuedInvoice::number))
                .toUriString();
    }

    /**
     * @param before whether the form had been sent before, and nothing more was done
     * @param issued the invoice that was issued with it, as it stands now
     */
    static Confirmation of(boolean before, Optional<InvoiceRow> issued) {
        String sentence = issued.map(Confirmation::inWords).orElse(DONE);
        return new Confirmation(
                before
                        ? "This form was sent before; nothing more was done now. What came of it: " + sentence
                        : sentence,
                issued.filter(Confirmation::isVoid).isPresent(),
                issued.map(invoice -> invoice.invoiceId().value()));
    }

    private static boolean isVoid(InvoiceRow invoice) {
        return switch (invoice.status()) {
            case VOID -> true;
            case OPEN, PAID, PAST_DUE, UNCOLLECTIBLE -> false;
        };
    }

    private static String inWords(InvoiceRow invoice) {
        return switch (invoice.status()) {
            case PAID -> DONE + " The invoice is paid.";
            case VOID -> "The payment was declined, so nothing was changed. Change the payment method, or try again.";
            case OPEN ->
                invoice.billedTo().accountKind() == AccountKind.CONTRACT
                        ? DONE + " The invoice is open; it is settled as your contract says."
                        : DONE + " The payment has not been confirmed yet; the invoice shows it once it is.";
            case PAST_DUE, UNCOLLECTIBLE -> DONE + " The invoice could not be collected.";
        };
    }
}
