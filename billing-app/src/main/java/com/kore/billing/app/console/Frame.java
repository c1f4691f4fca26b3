package com.kore.billing.app.console;

import com.kore.billing.app.automation.BillingClock;
import com.kore.billing.app.automation.SandboxClock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What every page has around it.
 *
 * @param links to the areas that the visitor may see
 * @param sandboxTime what time it is, where that is not what clocks elsewhere say
 */
public record Frame(Visitor visitor, List<Link> links, Optional<Time> sandboxTime) {

    /**
     * A link of the navigation.
     *
     * @param current whether the page is of that area
     */
    public record Link(String label, String href, boolean current) {}

    /**
     * A moment, for people and for programs.
     *
     * @param iso as HTML's {@code datetime} has it
     */
    public record Time(String words, String iso) {
        static Time of(Instant instant) {
            return new Time(Words.instant(instant, ZoneOffset.UTC), instant.toString());
        }
    }

    static Frame of(Visitor visitor, BillingClock clock, String path) {
        List<Link> links = new ArrayList<>();
        visitor.ownAccount().ifPresent(own -> {
            String summary = "/console/subscriptions/" + own;
            String history = summary + "/billing-history";
            links.add(new Link("Account Summary", summary, path.equals(summary)));
            links.add(new Link(
                    "Billing History", history, path.equals(history) || path.startsWith("/console/invoices/")));
        });
        if (visitor.seesAccounts()) {
            links.add(new Link(
                    "Accounts",
                    "/console/accounts",
                    path.startsWith("/console/accounts")
                            || path.startsWith("/console/subscriptions/")
                            || path.startsWith("/console/invoices/")));
        }
        if (visitor.seesInsights()) {
            links.add(new Link("Insights", "/console/insights", path.startsWith("/console/insights")));
        }
        if (visitor.audits()) {
            links.add(new Link("Verification", "/console/verifications", path.startsWith("/console/verifications")));
        }
        if (visitor.operates()) {
            links.add(new Link("Operations", "/console/operations", path.startsWith("/console/operations")));
        }
        if (clock instanceof SandboxClock && visitor.advancesTime()) {
            links.add(new Link("Clock", "/console/clock", path.startsWith("/console/clock")));
        }
        return new Frame(
                visitor, links, clock instanceof SandboxClock ? Optional.of(Time.of(clock.now())) : Optional.empty());
    }

    /** Where somebody begins who has just signed in; empty for whom there is no page. */
    Optional<String> start() {
        return links.stream().findFirst().map(Link::href);
    }
}
