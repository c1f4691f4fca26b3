package com.kore.billing.app.documents;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.projections.account.BillingProfileView;
import com.kore.billing.projections.invoices.InvoiceStatus;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.invoices.Settlement;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.springframework.core.io.ClassPathResource;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** Invoices to print, and what prints them, without a service. */
final class Sample {
    private static final BillingPeriod PERIOD =
            new BillingPeriod(LocalDate.parse("2026-02-01"), LocalDate.parse("2026-02-15"));

    private Sample() {}

    static InvoiceDocument printer(String... fonts) throws IOException {
        ClassLoaderTemplateResolver resolver = new ClassLoaderTemplateResolver();
        resolver.setPrefix("templates/");
        resolver.setSuffix(".html");
        SpringTemplateEngine templates = new SpringTemplateEngine();
        templates.setTemplateResolver(resolver);
        return new InvoiceDocument(
                templates,
                new PrintFonts(List.of(fonts)),
                new ClassPathResource("documents/invoice.css").getContentAsString(StandardCharsets.UTF_8));
    }

    static byte[] printed(String name, String... fonts) throws IOException {
        return printer(fonts).pdf(InvoicePage.of(paid(name)));
    }

    /** An upgrade with a proration credit and credits applied, paid at the second attempt, partly paid back. */
    static InvoiceView paid(String name) {
        return invoice(
                name,
                InvoiceStatus.PAID,
                List.of(
                        line(InvoiceLine.Kind.CREDIT, "Unused: Premium, 3 users, 14 of 31 days", "10.00", "-13.55"),
                        line(InvoiceLine.Kind.CHARGE, "Enterprise, 3 users, 14 of 31 days", "20.00", "27.10")));
    }

    static InvoiceView unpaid(InvoiceStatus status) {
        return invoice("Acme Inc.", status, List.of());
    }

    /** Less charged than credited. */
    static InvoiceView credited() {
        return with(paid("Acme"), Optional.of(List.of()), "10.00", "0.00", "0.00");
    }

    static InvoiceView brief() {
        return with(paid("Acme"), Optional.empty(), "27.10", "5.00", "8.55");
    }

    private static InvoiceView with(
            InvoiceView invoice,
            Optional<List<InvoiceView.Line>> lines,
            String listedPrice,
            String creditApplied,
            String due) {
        return new InvoiceView(
                invoice.invoiceId(),
                invoice.number(),
                invoice.subscriptionId(),
                invoice.accountKind(),
                invoice.status(),
                invoice.issuedOn(),
                invoice.billedTo(),
                lines,
                usd(listedPrice),
                invoice.prorationCredits(),
                usd(creditApplied),
                usd(due),
                usd(due),
                usd("0.00"),
                invoice.creditBalanceAfter(),
                invoice.payments(),
                invoice.creditNotes());
    }

    static InvoiceView ofLines(int count) {
        return invoice(
                "Acme Inc.",
                InvoiceStatus.OPEN,
                Collections.nCopies(
                        count, line(InvoiceLine.Kind.CHARGE, "Enterprise, 3 users, 14 of 31 days", "20.00", "27.10")));
    }

    private static InvoiceView invoice(String name, InvoiceStatus status, List<InvoiceView.Line> lines) {
        return new InvoiceView(
                new InvoiceId("ACME-0002"),
                "ACME-0002",
                new SubscriptionId("acme"),
                AccountKind.ONLINE,
                status,
                LocalDate.parse("2026-02-01"),
                new InvoiceView.BilledToView(
                        name,
                        Optional.of(new BillingProfileView(
                                "Ada Byron",
                                "ada@acme.example",
                                new BillingProfileView.AddressView(
                                        "1 Main Street", "", "Springfield", "IL", "62701", "US")))),
                Optional.of(lines),
                usd("27.10"),
                usd("13.55"),
                usd("5.00"),
                usd("8.55"),
                usd(status == InvoiceStatus.PAID ? "8.55" : "0.00"),
                usd("2.50"),
                usd("1.25"),
                Optional.of(List.of(
                        new Settlement.Payment(
                                1,
                                Instant.parse("2026-02-01T09:00:00Z"),
                                Settlement.Outcome.DECLINED,
                                usd("8.55"),
                                Optional.of("insufficient_funds")),
                        new Settlement.Payment(
                                2,
                                Instant.parse("2026-02-02T09:00:00Z"),
                                Settlement.Outcome.SUCCEEDED,
                                usd("8.55"),
                                Optional.empty()))),
                Optional.of(List.of(new InvoiceView.CreditNote(
                        new CreditNoteId("ACME-CN-0001"),
                        LocalDate.parse("2026-02-10"),
                        usd("2.50"),
                        "Charged for a day too many"))));
    }

    private static InvoiceView.Line line(InvoiceLine.Kind kind, String description, String unitPrice, String amount) {
        return new InvoiceView.Line(
                kind,
                description,
                new PlanId("premium"),
                BillingInterval.MONTHLY,
                usd(unitPrice),
                3,
                14,
                31,
                PERIOD,
                usd(amount));
    }

    private static Money usd(String amount) {
        return Money.parse("USD " + amount);
    }
}
