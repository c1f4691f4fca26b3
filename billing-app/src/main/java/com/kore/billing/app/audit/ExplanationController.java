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
import tools.jackson.databind.json.JsonMapper;

/** Where the amounts of an invoice come from. */
@RestController
@RequestMapping(path = "/v1/audit", produces = MediaType.APPLICATION_JSON_VALUE)
final class ExplanationController {
    private final EventReader events;
    private final PlanCatalog catalog;
    private final JsonMapper json;

    ExplanationController(EventReader events, PlanCatalog catalog, JsonMapper json) {
        this.events = events;
        this.catalog = catalog;
        this.json = json;
    }

    @GetMapping("/invoices/{invoiceId}/explanation")
    @Operation(
            summary = "Every amount of an invoice, back to its formula, inputs, catalog version and events",
            description = "From the events alone, as stored.")
    InvoiceExplanation explanation(@PathVariable InvoiceId invoiceId) {
        SubscriptionId account = events.numbering(invoiceId).orElseThrow(RequestRefused::invoiceNotFound);
        return InvoiceExplanation.of(events.ofSubscription(account), invoiceId, catalog, json)
                .orElseThrow(RequestRefused::invoiceNotFound);
    }
}
