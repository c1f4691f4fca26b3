package com.kore.billing.app.queries;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.web.ConditionalReads;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.SubscriptionStatus;
import com.kore.billing.projections.accountsummary.SummaryRow;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Account summaries: one, or those that fit. */
@RestController
@RequestMapping(path = "/v1", produces = MediaType.APPLICATION_JSON_VALUE)
final class AccountSummaryController {
    private static final String LIST = "account-summaries";
    private static final int TEXT_LENGTH_MAX = 255;

    private final UpToDate upToDate;
    private final AccountSummaries summaries;
    private final PlanCatalog catalog;
    private final BillingClock clock;
    private final ConditionalReads reads;

    AccountSummaryController(
            UpToDate upToDate,
            AccountSummaries summaries,
            PlanCatalog catalog,
            BillingClock clock,
            ConditionalReads reads) {
        this.upToDate = upToDate;
        this.summaries = summaries;
        this.catalog = catalog;
        this.clock = clock;
        this.reads = reads;
    }

    @GetMapping({"/subscriptions/{subscriptionId}", "/subscriptions/{subscriptionId}/account-summary"})
    @Operation(
            summary = "What an account is on, pays and may change",
            description = "With minVersion it waits, 5 s at most, until that version of the subscription is visible.")
    ResponseEntity<AccountSummary> summary(
            @PathVariable SubscriptionId subscriptionId, @RequestParam Optional<Long> minVersion) {
        SummaryRow row = upToDate.summary(subscriptionId, minVersion);
        return reads.of(AccountSummary.of(row, catalog, clock.now()));
    }

    @GetMapping("/account-summaries")
    @Operation(
            summary = "All accounts that fit, the newest first",
            description = "renewsBefore excludes the day itself; q is looked for in ids and names.")
    ResponseEntity<PageOf<AccountSummary>> list(
            @RequestParam Optional<PlanId> plan,
            @RequestParam Optional<SubscriptionStatus> status,
            @RequestParam Optional<AccountKind> kind,
            @RequestParam Optional<LocalDate> renewsBefore,
            @RequestParam Optional<String> q,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        if (q.filter(text -> text.length() > TEXT_LENGTH_MAX).isPresent()) {
            throw RequestRefused.invalid("q", "must have at most " + TEXT_LENGTH_MAX + " characters");
        }
        int checkedLimit = PageOf.checkedLimit(limit);
        Optional<Long> after = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0));
        Instant now = clock.now();
        PageOf<SummaryRow> page = PageOf.of(
                summaries.list(
                        new AccountSummaries.Query(plan, status, kind, renewsBefore, q), after, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(LIST, List.of(Long.toString(last.opening().position()))));
        return reads.of(new PageOf<>(
                page.items().stream()
                        .map(row -> AccountSummary.of(row, catalog, now))
                        .toList(),
                page.nextCursor(),
                page.hasMore()));
    }
}
