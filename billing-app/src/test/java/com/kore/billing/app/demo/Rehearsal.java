package com.kore.billing.app.demo;

import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.BillingRules;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** A sample year, played in memory. */
final class Rehearsal {
    private Rehearsal() {}

    static SampleYear year(Instant begin, BillingRules rules) {
        return SampleYear.from(begin, rules, new SimulatedGateway());
    }

    /** What has become of each account at the year's end; a refused command fails. */
    static Map<SubscriptionId, SimulatedSubscription> played(SampleYear year, BillingRules rules) {
        Map<SubscriptionId, SimulatedSubscription> accounts = new TreeMap<>();
        year.steps()
                .forEach(step -> accounts.computeIfAbsent(
                                step.command().subscriptionId(),
                                ignored -> SimulatedSubscription.unopened(rules, new SimulatedGateway(), year.begin()))
                        .play(step.command()));
        accounts.values().forEach(account -> account.moveTo(year.end()));
        return accounts;
    }
}
