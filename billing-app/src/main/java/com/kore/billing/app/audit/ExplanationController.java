package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
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
    private final EventReader events;
    private final PastOfSubscription past;
    private final PlanCatalog catalog;

    ExplanationController(EventReader events, PastOfSubscription past, PlanCatalog catalog) {
        this.events = events;
        this.past = past;
        this.catalog = catalog;
    }

    @GetMapping("/invoices/{invoiceId}/explanation")
    @Operation(
            summary = "Every amount of an invoice, back to its formula, inputs, catalog version and events",
            description = "From the events alone, as stored.")
    InvoiceExplanation explanation(@PathVariable InvoiceId invoiceId) {
        SubscriptionId account = events.numbering(invoiceId).orElseThrow(RequestRefused::invoiceNotFound);
        InvoiceTrace trace = new InvoiceTrace(invoiceId, catalog);
        past.all(account).forEach(trace::add);
        return trace.explanation().orElseThrow(RequestRefused::invoiceNotFound);
    }
}
