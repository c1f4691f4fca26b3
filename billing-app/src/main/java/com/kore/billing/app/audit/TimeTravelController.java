package com.kore.billing.app.audit;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.accountsummary.AccountSummaryModel;
import com.kore.billing.projections.accountsummary.SummaryRow;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Any account as it stood at any time, and which events made it so. */
@RestController
@RequestMapping(path = "/v1/audit/subscriptions/{subscriptionId}", produces = MediaType.APPLICATION_JSON_VALUE)
final class TimeTravelController {
    private final PastOfSubscription past;
    private final PlanCatalog catalog;
    private final BillingClock clock;
    private final JsonMapper json;

    TimeTravelController(PastOfSubscription past, PlanCatalog catalog, BillingClock clock, JsonMapper json) {
        this.past = past;
        this.catalog = catalog;
        this.clock = clock;
        this.json = json;
    }

    /**
     * A field of the account summary.
     *
     * @param value what the summary says there, JSON
     * @param setBy the event that last set it
     */
    record ExplainedField(String field, Object value, EventReference setBy) {}

    /** The account summary, field by field. */
    record ExplainedSummary(SubscriptionId subscriptionId, long version, List<ExplainedField> fields) {}

    @GetMapping
    @Operation(
            summary = "The account summary as it stood",
            description =
                    "At an instant, by when events were decided, or at a version; now without either. Folded from the events by the"
                            + " same code as the live one. What is offered is as of that instant.")
    AccountSummary summary(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Instant> at,
            @RequestParam Optional<Long> version) {
        List<StoredEvent> events = past.of(subscriptionId, at, version);
        SubscriptionFold<SummaryRow, Void> fold = SubscriptionFold.of(
                new AccountSummaryModel(),
                events.stream().map(StoredEvent::toFold).toList());
        Instant asOf = at.orElseGet(() -> version.isPresent() ? events.getLast().occurredAt() : clock.now());
        return AccountSummary.of(fold.head().orElseThrow(), catalog, asOf);
    }

    @GetMapping("/explanation")
    @Operation(
            summary = "The account summary, field by field, with the event that last set each",
            description =
                    "At an instant or a version; now without either. What is offered is left out: it depends on the day alone.")
    ExplainedSummary explanation(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Instant> at,
            @RequestParam Optional<Long> version) {
        List<StoredEvent> events = past.of(subscriptionId, at, version);
        SummaryHistory history = new SummaryHistory(catalog, json);
        events.forEach(history::add);
        return new ExplainedSummary(
                subscriptionId,
                events.size(),
                history.values().entrySet().stream()
                        .map(field ->
                                new ExplainedField(field.getKey(), field.getValue(), history.setBy(field.getKey())))
                        .toList());
    }
}
