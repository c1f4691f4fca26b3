package com.kore.billing.app.audit;

import com.kore.billing.domain.invoicing.InvoiceId;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Where the amounts of an invoice come from. */
@RestController
@RequestMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
final class ExplanationController {
    private final InvoiceExplanations explanations;

    ExplanationController(InvoiceExplanations explanations) {
        this.explanations = explanations;
    }

    @GetMapping("/invoices/{invoiceId}/explanation")
    @Operation(
            summary = "Every amount of an invoice, back to its formula, inputs, catalog version and events",
            description = "From the events alone, as stored.")
    InvoiceExplanation explanation(@PathVariable InvoiceId invoiceId) {
        return explanations.of(invoiceId);
    }
}
