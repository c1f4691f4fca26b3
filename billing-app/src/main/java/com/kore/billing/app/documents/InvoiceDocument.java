package com.kore.billing.app.documents;

import com.openhtmltopdf.extend.FSCacheEx;
import com.openhtmltopdf.extend.FSCacheValue;
import com.openhtmltopdf.extend.impl.FSDefaultCacheStore;
import com.openhtmltopdf.outputdevice.helper.ExternalResourceControlPriority;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder.CacheStore;
import com.openhtmltopdf.util.XRLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Invoices as PDF: the content that the page shows, on A4 with page numbers, tagged for screen readers. Nothing is fetched for one: the style
 * sheet stands in it, and whatever else asks for an address gets nothing.
 */
public final class InvoiceDocument {
    private static final String TEMPLATE = "documents/invoice";
    private static final String REPLACEMENT = "\uFFFD";

    /** What XML cannot say, not even escaped. */
    private static final Pattern UNSPEAKABLE =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private final ITemplateEngine templates;
    private final PrintFonts fonts;
    private final String style;
    private final FSCacheEx<String, FSCacheValue> metrics = new FSDefaultCacheStore();

    InvoiceDocument(ITemplateEngine templates, PrintFonts fonts, String style) {
        this.templates = templates;
        this.fonts = fonts;
        this.style = style;
        XRLog.setLoggerImpl(new PrintLog());
    }

    /** A character that no font has is printed as the replacement character. */
    public byte[] pdf(InvoicePage invoice) {
        String html = templates.process(TEMPLATE, new Context(Locale.US, Map.of("invoice", invoice, "style", style)));
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .useExternalResourceAccessControl(
                        (address, kind) -> false, ExternalResourceControlPriority.RUN_BEFORE_RESOLVING_URI)
                .useReplacementText(REPLACEMENT)
                .useCacheStore(CacheStore.PDF_FONT_METRICS, metrics)
                .usePdfUaAccessibility(true)
                .withProducer("Kore Billing")
                .withHtmlContent(UNSPEAKABLE.matcher(html).replaceAll(REPLACEMENT), "")
                .toStream(pdf);
        try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
            fonts.print(renderer);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return pdf.toByteArray();
    }
}
