package com.kore.billing.app.console.accounts;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.console.Entered;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SummaryRow;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** All accounts, to be looked through by id, name and terms. Each leads to its Account Summary. */
@Controller
final class AccountsPageController {
    static final String PATH = "/console/accounts";

    private static final String LIST = "accounts";
    private static final int ROWS = 25;

    private final AccountSummaries summaries;
    private final PlanCatalog catalog;
    private final BillingClock clock;

    AccountsPageController(AccountSummaries summaries, PlanCatalog catalog, BillingClock clock) {
        this.summaries = summaries;
        this.catalog = catalog;
        this.clock = clock;
    }

    @GetMapping(PATH)
    String list(
            @RequestParam Map<String, String> parameters,
            @RequestParam Optional<String> cursor,
            HttpServletResponse response,
            Model model) {
        AccountFilter filter = AccountFilter.of(parameters);
        Entered entered = filter.entered();
        Optional<Long> after = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0));
        PageOf<SummaryRow> found;
        if (entered.isRefused()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            found = new PageOf<>(List.of(), Optional.empty(), false);
        } else {
            found = PageOf.of(
                    summaries.list(filter.query(), after, ROWS + 1),
                    ROWS,
                    last -> new Cursor(
                            LIST, List.of(Long.toString(last.opening().position()))));
        }
        Instant now = clock.now();
        model.addAttribute("entered", entered);
        model.addAttribute("filter", filter);
        model.addAttribute(
                "page",
                AccountsPage.of(
                        found.items().stream()
                                .map(row -> AccountSummary.of(row, catalog, now))
                                .toList(),
                        cursor.map(any -> filter.address(Optional.empty())),
                        found.nextCursor().map(next -> filter.address(Optional.of(next))),
                        !filter.excludesNone() || cursor.isPresent(),
                        catalog));
        return "console/accounts/list";
    }
}
