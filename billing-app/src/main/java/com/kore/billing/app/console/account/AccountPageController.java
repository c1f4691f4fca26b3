package com.kore.billing.app.console.account;

import com.kore.billing.app.console.Entered;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
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

    AccountPageController(AccountPages pages) {
        this.pages = pages;
    }

    @GetMapping
    String summary(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Long> minVersion,
            @RequestParam Optional<Confirmation.Outcome> outcome,
            @RequestParam Optional<InvoiceId> invoice,
            Model model) {
        outcome.ifPresent(told -> model.addAttribute("confirmation", Confirmation.of(told, invoice, subscriptionId)));
        return pages.show("summary", subscriptionId, minVersion, Entered.NOTHING, model);
    }

    @GetMapping("/payment-method")
    String paymentMethod(@PathVariable SubscriptionId subscriptionId, Model model) {
        return pages.show("payment-method", subscriptionId, Optional.empty(), Entered.NOTHING, model);
    }

    @GetMapping("/cancel")
    String cancel(@PathVariable SubscriptionId subscriptionId, Model model) {
        return pages.show("cancel", subscriptionId, Optional.empty(), Entered.NOTHING, model);
    }

    @GetMapping("/billing-profile")
    String billingProfile(@PathVariable SubscriptionId subscriptionId, Model model) {
        return pages.show("billing-profile", subscriptionId, Optional.empty(), Entered.NOTHING, model);
    }
}
