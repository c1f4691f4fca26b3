package com.kore.billing.app.queries;

import com.kore.billing.app.documents.InvoiceDocument;
import com.kore.billing.app.documents.InvoicePage;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.web.ConditionalReads;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.invoices.Invoices;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;

/** Single invoices, with their lines, payments and credit notes: as such, and as PDF. */
@Component
public class WholeInvoices {
    private final UpToDate upToDate;
    private final EventReader events;
    private final Invoices invoices;
    private final PlanCatalog catalog;
    private final ConditionalReads reads;
    private final InvoiceDocument document;

    WholeInvoices(
            UpToDate upToDate,
            EventReader events,
            Invoices invoices,
            PlanCatalog catalog,
            ConditionalReads reads,
            InvoiceDocument document) {
        this.upToDate = upToDate;
        this.events = events;
        this.invoices = invoices;
        this.catalog = catalog;
        this.reads = reads;
        this.document = document;
    }

    /**
     * @param minVersion what the read models must have seen of its account
     * @throws RequestRefused {@code invoice-not-found} if there is none, {@code not-yet-visible} if that version is not seen in time
     */
    public InvoiceView find(InvoiceId id, Optional<Long> minVersion) {
        minVersion.ifPresent(
                version -> upToDate.await(events.numbering(id).orElseThrow(RequestRefused::invoiceNotFound), version));
        InvoiceRow row = invoices.find(id).orElseThrow(RequestRefused::invoiceNotFound);
        return InvoiceView.whole(row, catalog);
    }

    /** The same, printed; for whoever has it already, only its tag. */
    public ResponseEntity<byte[]> pdf(InvoiceId id, Optional<Long> minVersion, HttpServletRequest request) {
        InvoiceView invoice = find(id, minVersion);
        return reads.of(
                invoice,
                request,
                answer -> answer.header(
                                HttpHeaders.CONTENT_DISPOSITION,
                                ContentDisposition.inline()
                                        .filename(invoice.number() + ".pdf")
                                        .build()
                                        .toString())
                        .body(document.pdf(InvoicePage.of(invoice))));
    }
}
