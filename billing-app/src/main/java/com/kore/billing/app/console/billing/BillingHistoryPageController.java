package com.kore.billing.app.console.billing;

import com.kore.billing.app.queries.UpToDate;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.billinghistory.BillingHistory;
import com.kore.billing.projections.billinghistory.Transaction;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The Billing History page: the newest first, what fits, a page at a time. */
@Controller
final class BillingHistoryPageController {
    private static final String LIST = "billing-history-page";
    private static final int LINES = 20;

    private final UpToDate upToDate;
    private final BillingHistory history;
    private final PlanCatalog catalog;

    BillingHistoryPageController(UpToDate upToDate, BillingHistory history, PlanCatalog catalog) {
        this.upToDate = upToDate;
        this.history = history;
        this.catalog = catalog;
    }

    @GetMapping("/console/subscriptions/{subscriptionId}/billing-history")
    String page(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<String> chargeType,
            @RequestParam Optional<String> from,
            @RequestParam Optional<String> to,
            @RequestParam Optional<String> cursor,
            Model model,
            HttpServletResponse response) {
        Optional<Long> after = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0));
        SummaryRow account = upToDate.summary(subscriptionId, Optional.empty());
        BillingHistoryFilter filter = BillingHistoryFilter.of(chargeType, from, to);
        List<Transaction> found =
                filter.refused() ? List.of() : history.list(subscriptionId, filter.query(), after, LINES + 1);
        if (filter.refused()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        }
        PageOf<Transaction> page =
                PageOf.of(found, LINES, last -> new Cursor(LIST, List.of(Long.toString(last.sequence()))));
        model.addAttribute("page", BillingHistoryPage.of(account, page, filter, after.isEmpty(), catalog));
        model.addAttribute("address", "/console/subscriptions/" + subscriptionId);
        return "console/billing/history";
    }
}
