package com.kore.billing.app.queries;

import com.kore.billing.app.web.ConditionalReads;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.billinghistory.BillingHistory;
import com.kore.billing.projections.billinghistory.BillingHistoryItem;
import com.kore.billing.projections.billinghistory.ChargeType;
import com.kore.billing.projections.billinghistory.Transaction;
import io.swagger.v3.oas.annotations.Operation;
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

/** Every transaction of an account. */
@RestController
@RequestMapping(path = "/v1/subscriptions/{subscriptionId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class BillingHistoryController {
    private static final String LIST = "billing-history";

    private final UpToDate upToDate;
    private final BillingHistory history;
    private final PlanCatalog catalog;
    private final ConditionalReads reads;

    BillingHistoryController(UpToDate upToDate, BillingHistory history, PlanCatalog catalog, ConditionalReads reads) {
        this.upToDate = upToDate;
        this.history = history;
        this.catalog = catalog;
        this.reads = reads;
    }

    @GetMapping("/billing-history")
    @Operation(
            summary = "Every transaction, the newest first",
            description =
                    "Amounts are positive; the charge type says which way the money went. Both days are included, and are the account's.")
    ResponseEntity<PageOf<BillingHistoryItem>> list(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Long> minVersion,
            @RequestParam Optional<ChargeType> chargeType,
            @RequestParam Optional<LocalDate> from,
            @RequestParam Optional<LocalDate> to,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        Optional<Long> after = cursor.map(text -> Cursor.parse(text, LIST, 1).number(0));
        upToDate.summary(subscriptionId, minVersion);
        PageOf<Transaction> page = PageOf.of(
                history.list(subscriptionId, new BillingHistory.Query(chargeType, from, to), after, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(LIST, List.of(Long.toString(last.sequence()))));
        return reads.of(new PageOf<>(
                page.items().stream()
                        .map(row -> BillingHistoryItem.of(row, catalog))
                        .toList(),
                page.nextCursor(),
                page.hasMore()));
    }
}
