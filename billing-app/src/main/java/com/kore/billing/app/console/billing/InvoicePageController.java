package com.kore.billing.app.console.billing;

import com.kore.billing.app.audit.InvoiceExplanations;
import com.kore.billing.app.documents.InvoicePage;
import com.kore.billing.app.queries.WholeInvoices;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.invoices.InvoiceView;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** An invoice as a page and as PDF, which say the same, and for auditors where its amounts come from. */
@Controller
@RequestMapping("/console/invoices")
final class InvoicePageController {
    private final WholeInvoices invoices;
    private final InvoiceExplanations explanations;

    InvoicePageController(WholeInvoices invoices, InvoiceExplanations explanations) {
        this.invoices = invoices;
        this.explanations = explanations;
    }

    /** No number has a dot, so that {@code ACME-0001.pdf} is another path. */
    @GetMapping("/{invoiceId:[^.]+}")
    String page(@PathVariable InvoiceId invoiceId, Model model) {
        show(invoices.find(invoiceId, Optional.empty()), model);
        return "console/billing/invoice";
    }

    /** With the session's cookie: the endpoint wants a bearer token, which a browser has not. */
    @GetMapping(path = "/{invoiceId:[^.]+}.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    ResponseEntity<byte[]> pdf(@PathVariable InvoiceId invoiceId, HttpServletRequest request) {
        return invoices.pdf(invoiceId, Optional.empty(), request);
    }

    @GetMapping("/{invoiceId:[^.]+}/explanation")
    String explanation(@PathVariable InvoiceId invoiceId, Model model) {
        InvoiceView invoice = invoices.find(invoiceId, Optional.empty());
        show(invoice, model);
        model.addAttribute("page", ExplanationPage.of(explanations.of(invoiceId), invoice));
        return "console/billing/explanation";
    }

    private static void show(InvoiceView invoice, Model model) {
        model.addAttribute("invoice", InvoicePage.of(invoice));
        model.addAttribute("accountName", invoice.billedTo().accountName());
        model.addAttribute("address", "/console/subscriptions/" + invoice.subscriptionId());
    }
}
