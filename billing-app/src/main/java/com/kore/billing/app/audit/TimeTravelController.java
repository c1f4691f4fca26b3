package com.kore.billing.app.audit;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.projections.accountsummary.AccountSummary;
import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
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
        Facts facts = past.of(subscriptionId, at, version);
        return AccountSummary.of(facts.row(), catalog, instant(facts, at, version));
    }

    /** Of a version, when it came about; the day decides what is offered, at which price. */
    private Instant instant(Facts facts, Optional<Instant> at, Optional<Long> version) {
        return at.orElseGet(() -> version.isPresent() ? facts.row().asOf() : clock.now());
    }

    @GetMapping("/explanation")
    @Operation(
            summary = "The account summary, field by field, with the event that last set each",
            description =
                    "At an instant or a version; now without either. With the event since which it has been the same, and in words.")
    SummaryExplanation explanation(
            @PathVariable SubscriptionId subscriptionId,
            @RequestParam Optional<Instant> at,
            @RequestParam Optional<Long> version) {
        Facts facts = past.of(subscriptionId, at, version);
        Instant instant = instant(facts, at, version);
        return SummaryExplanation.of(
                facts,
                AccountSummary.of(facts.row(), catalog, instant),
                facts.row().dayOf(instant),
                past.erasedAfter(facts),
                json);
    }
}
