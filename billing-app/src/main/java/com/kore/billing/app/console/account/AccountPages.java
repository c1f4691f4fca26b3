package com.kore.billing.app.console.account;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.BillingSettings.Gateway;
import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.commands.CommandSender.Decided;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.console.SeeOther;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.queries.UpToDate;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.view.RedirectView;

/** Puts an account into the model of a page. */
@Component
class AccountPages {
    private static final String SUMMARY = "summary";

    /** Forms that have a page of their own, and pages; all other forms stand on the Account Summary. */
    private static final Map<String, String> PAGES = Map.of(
            "change-payment-method", "payment-method",
            "cancel", "cancel",
            "update-billing-profile", "billing-profile");

    private final UpToDate upToDate;
    private final PlanCatalog catalog;
    private final BillingClock clock;
    private final boolean simulated;

    AccountPages(UpToDate upToDate, PlanCatalog catalog, BillingClock clock, BillingSettings settings) {
        this.upToDate = upToDate;
        this.catalog = catalog;
        this.clock = clock;
        this.simulated = settings.payments().gateway() == Gateway.SIMULATED;
    }

    /** The page that a form stands on, or that is called so. */
    String show(String form, SubscriptionId id, Optional<Long> minVersion, Entered entered, Model model) {
        SummaryRow row = row(id, minVersion, model);
        Instant now = clock.now();
        AccountSummary summary = AccountSummary.of(row, catalog, now);
        model.addAttribute("page", AccountPage.of(summary, catalog, row.dayOf(now), Visitor.present()));
        model.addAttribute("entered", entered);
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("testCards", simulated ? List.of(TestCard.values()) : List.of());
        model.addAttribute("address", address(id));
        return "console/account/" + PAGES.getOrDefault(form, SUMMARY);
    }

    /** Whether a form of the Account Summary, which is in the model, is not on it. */
    boolean lacks(String form, Model model) {
        return model.getAttribute("page") instanceof AccountPage page && !PAGES.containsKey(form) && !page.shows(form);
    }

    /** Leads to the Account Summary, which tells what was done. */
    RedirectView seeOther(SubscriptionId id, Decided decided) {
        return SeeOther.at(Confirmation.address(address(id), decided));
    }

    private static String address(SubscriptionId id) {
        return "/console/subscriptions/" + id;
    }

    /** What was done is told even where the page does not show it yet. */
    private SummaryRow row(SubscriptionId id, Optional<Long> minVersion, Model model) {
        try {
            return upToDate.summary(id, minVersion);
        } catch (RequestRefused late) {
            if (late.code() != ProblemCode.NOT_YET_VISIBLE) {
                throw late;
            }
            model.addAttribute("catchingUp", true);
            return upToDate.summary(id, Optional.empty());
        }
    }
}
