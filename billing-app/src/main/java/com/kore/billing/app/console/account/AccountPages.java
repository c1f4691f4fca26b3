package com.kore.billing.app.console.account;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.app.BillingSettings.Gateway;
import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.console.Visitor;
import com.kore.billing.app.queries.UpToDate;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SummaryRow;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts an account into the model of a page. */
@Component
class AccountPages {
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

    /** A page of an account, with what was entered into one of its forms. */
    String show(String page, SubscriptionId id, Optional<Long> minVersion, Entered entered, Model model) {
        SummaryRow row = upToDate.summary(id, minVersion);
        Instant now = clock.now();
        Visitor visitor = Visitor.present();
        AccountSummary summary = AccountSummary.of(row, catalog, now);
        model.addAttribute("page", AccountPage.of(summary, catalog, row.dayOf(now), visitor));
        model.addAttribute("visitor", visitor);
        model.addAttribute("entered", entered);
        model.addAttribute("key", UUID.randomUUID().toString());
        model.addAttribute("testCards", simulated ? List.of(TestCard.values()) : List.of());
        model.addAttribute("address", "/console/subscriptions/" + id);
        return "console/account/" + page;
    }
}
