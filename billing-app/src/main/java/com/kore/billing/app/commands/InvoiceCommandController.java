package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.RefundForm;
import com.kore.billing.app.commands.ContractForms.RecordPaymentForm;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Pays back, and records what was paid otherwise. */
@RestController
final class InvoiceCommandController {
    private final CommandSender commands;
    private final EventReader events;

    InvoiceCommandController(CommandSender commands, EventReader events) {
        this.commands = commands;
        this.events = events;
    }

    @PostMapping(
            path = "/v1/invoices/{invoiceId}/refund",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Refund what a payment method paid for an invoice",
            description =
                    "By the vendor's staff (billing:admin). Without an amount, all that is left. It goes back to where it came from; the"
                            + " answer names the credit note. With Prefer: wait it waits for the payment gateway.")
    ResponseEntity<CommandAnswer> refund(
            @PathVariable InvoiceId invoiceId, @RequestBody RefundForm form, HttpServletRequest request) {
        SubscriptionId subscriptionId = events.numbering(invoiceId).orElseThrow(RequestRefused::invoiceNotFound);
        return commands.send(
                new RefundInvoice(subscriptionId, commands.now(), invoiceId, form.amount(), form.reason()), request);
    }

    @PostMapping(
            path = "/v1/invoices/{invoiceId}/record-payment",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Record that a contract's invoice was paid",
            description =
                    "By the vendor's staff (billing:admin): money that came otherwise than by a payment method, exactly the sum due.")
    ResponseEntity<CommandAnswer> recordPayment(
            @PathVariable InvoiceId invoiceId, @RequestBody RecordPaymentForm form, HttpServletRequest request) {
        SubscriptionId subscriptionId = events.numbering(invoiceId).orElseThrow(RequestRefused::invoiceNotFound);
        return commands.send(
                new RecordPayment(subscriptionId, commands.now(), invoiceId, form.amount(), form.reference()), request);
    }
}
