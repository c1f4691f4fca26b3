package com.kore.billing.app.simulation;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.SubscriptionNotFound;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.BillingRules;
import com.kore.billing.projections.readmodel.StoredEvent;
import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Copies of real subscriptions, made anew from all their stored events each time. So nothing needs to be asked of caches or read models,
 * which other nodes may have overtaken; ten thousand events take some 150 ms.
 */
@Component
public class SubscriptionCopies {
    private final EventReader events;
    private final BillingRules rules;

    SubscriptionCopies(EventReader events, BillingRules rules) {
        this.events = events;
        this.rules = rules;
    }

    /**
     * @param now when it goes on
     * @throws SubscriptionNotFound if there is none of this id
     */
    public SimulatedSubscription of(SubscriptionId id, PaymentGateway gateway, Instant now) {
        List<StoredEvent> history = events.ofSubscription(id).stream()
                .map(com.kore.billing.app.eventstore.StoredEvent::toFold)
                .toList();
        if (history.isEmpty()) {
            throw new SubscriptionNotFound(id);
        }
        return SimulatedSubscription.after(history, rules, gateway, now);
    }
}
