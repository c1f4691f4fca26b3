package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Entered;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.projections.invoices.InvoiceRow;
import com.kore.billing.projections.invoices.Invoices;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The Account Summary page, and those that it leads to where something is changed. */
@Controller
@RequestMapping("/console/subscriptions/{subscriptionId}")
final class AccountPageController {
    private final AccountPages pages;
    private final Invoices invoices;

    AccountPageController(AccountPages pages, Invoices invoices) {
        this.pages = pages;
        this.invoices = invoices;
    }

    @GetMapping
    String summary(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Long> minVersion,
            @RequestParam Optional<String> done,
            @RequestParam Optional<InvoiceId> invoice,
            Model model) {
        String page = pages.show("summary", subscriptionId, minVersion, Entered.NOTHING, model);
        // Only now the invoice is as new as the page.
        done.ifPresent(when -> model.addAttribute(
                "confirmation",
                Confirmation.of(when.equals("before"), invoice.flatMap(id -> own(id, subscriptionId)))));
        return page;
    }

    /** An invoice of another account is nobody's business here. */
    private Optional<InvoiceRow> own(InvoiceId invoice, SubscriptionId account) {
        return invoices.find(invoice).filter(row -> row.subscriptionId().equals(account));
    }

    @GetMapping("/payment-method")
    String paymentMethod(@PathVariable SubscriptionId subscriptionId, Model model) {
        return pages.show("change-payment-method", subscriptionId, Optional.empty(), Entered.NOTHING, model);
    }

    @GetMapping("/cancel")
    String cancel(@PathVariable SubscriptionId subscriptionId, Model model) {
        return pages.show("cancel", subscriptionId, Optional.empty(), Entered.NOTHING, model);
    }

    @GetMapping("/billing-profile")
    String billingProfile(@PathVariable SubscriptionId subscriptionId, Model model) {
        return pages.show("update-billing-profile", subscriptionId, Optional.empty(), Entered.NOTHING, model);
    }
}
