package com.kore.billing.app.queries;

import com.kore.billing.app.web.ConditionalReads;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.invoices.Invoices;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Invoices: one, also as PDF, those of an account, or those that fit. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class InvoiceController {
    private static final String LIST = "invoices";

    private final UpToDate upToDate;
    private final Invoices invoices;
    private final WholeInvoices whole;
    private final ConditionalReads reads;

    InvoiceController(UpToDate upToDate, Invoices invoices, WholeInvoices whole, ConditionalReads reads) {
        this.upToDate = upToDate;
        this.invoices = invoices;
        this.whole = whole;
        this.reads = reads;
    }

    /** No number has a dot, so that {@code ACME-0001.pdf} is another path. */
    @GetMapping("/invoices/{invoiceId:[^.]+}")
    @Operation(summary = "An invoice with its lines, payments and credit notes")
    ResponseEntity<InvoiceView> invoice(@PathVariable InvoiceId invoiceId, @RequestParam Optional<Long> minVersion) {
        return reads.of(whole.find(invoiceId, minVersion));
    }

    @GetMapping(path = "/invoices/{invoiceId:[^.]+}.pdf", produces = MediaType.APPLICATION_PDF_VALUE)
    @Operation(
            summary = "An invoice as PDF",
            description = "What the page of the invoice shows, to be printed or kept. Its tag is that of what it says.")
    @ApiResponse(
            responseCode = "200",
            headers =
                    @Header(
                            name = HttpHeaders.CONTENT_DISPOSITION,
                            description = "A name with the invoice's number.",
                            schema = @Schema(type = "string")),
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PDF_VALUE,
                            schema = @Schema(type = "string", format = "binary")))
    ResponseEntity<byte[]> pdf(
            @PathVariable InvoiceId invoiceId, @RequestParam Optional<Long> minVersion, HttpServletRequest request) {
        return whole.pdf(invoiceId, minVersion, request);
    }

    @GetMapping("/subscriptions/{subscriptionId}/invoices")
    @Operation(
            summary = "All invoices of an account, the newest first",
            description = "Without lines, payments and credit notes.")
    ResponseEntity<PageOf<InvoiceView>> ofSubscription(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Long> minVersion,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        upToDate.summary(subscriptionId, minVersion);
        return page(Invoices.Query.of(subscriptionId), cursor, limit);
    }

    @GetMapping("/invoices")
    @Operation(
            summary = "All invoices that fit, the newest first",
            description = "Without lines, payments and credit notes. Both days are included.")
    ResponseEntity<PageOf<InvoiceView>> list(
            @RequestParam Optional<InvoiceStatus> status,
            @RequestParam Optional<LocalDate> issuedFrom,
            @RequestParam Optional<LocalDate> issuedTo,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        return page(new Invoices.Query(Optional.empty(), status, issuedFrom, issuedTo), cursor, limit);
    }

    private ResponseEntity<PageOf<InvoiceView>> page(Invoices.Query query, Optional<String> cursor, int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        Optional<Invoices.After> after = cursor.map(text -> after(Cursor.parse(text, LIST, 2)));
        PageOf<InvoiceRow> page = PageOf.of(
                invoices.list(query, after, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(LIST, List.of(last.issuedOn().toString(), Long.toString(last.position()))));
        return reads.of(new PageOf<>(
                page.items().stream().map(InvoiceView::brief).toList(), page.nextCursor(), page.hasMore()));
    }

    private static Invoices.After after(Cursor cursor) {
        return new Invoices.After(CursorKeys.date(cursor.keys().getFirst()), cursor.number(1));
    }
}
