package com.kore.billing.app.audit;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import org.springframework.stereotype.Component;

/** Explains invoices from the events alone, as stored: the whole history of the account is read once. */
@Component
public class InvoiceExplanations {
    private final EventReader events;
    private final PastOfSubscription past;
    private final PlanCatalog catalog;

    InvoiceExplanations(EventReader events, PastOfSubscription past, PlanCatalog catalog) {
        this.events = events;
        this.past = past;
        this.catalog = catalog;
    }

    /** @throws RequestRefused {@code invoice-not-found} if no event issued it */
    public InvoiceExplanation of(InvoiceId invoice) {
        SubscriptionId account = events.numbering(invoice).orElseThrow(RequestRefused::invoiceNotFound);
        InvoiceTrace trace = new InvoiceTrace(invoice, catalog);
        past.all(account).forEach(trace::add);
        return trace.explanation().orElseThrow(RequestRefused::invoiceNotFound);
    }
}
