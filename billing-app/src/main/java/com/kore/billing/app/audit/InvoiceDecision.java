package com.kore.billing.app.audit;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import java.time.LocalDate;
import java.util.List;

/**
 * What was decided together with an invoice.
 *
 * @param before what was so before it
 * @param events of the decision, but for the invoice
 * @param after what was so after them
 * @param issued the event that issued the invoice
 * @param on the day that it counts for
 */
record InvoiceDecision(Facts before, List<Decided> events, Facts after, EventReference issued, LocalDate on) {

    /** An event of the decision. */
    record Decided(SubscriptionEvent event, EventReference reference) {}

    InvoiceDecision {
        events = List.copyOf(events);
    }

    /** The event that is charged for. */
    EventReference reason() {
        return events.stream()
                .filter(decided -> isCharged(decided.event()))
                .map(Decided::reference)
                .findFirst()
                .orElse(issued);
    }

    private static boolean isCharged(SubscriptionEvent event) {
        return event instanceof PlanChanged
                || event instanceof BillingIntervalChanged
                || event instanceof ManagedUsersChanged
                || event instanceof SubscriptionRenewed
                || event instanceof ContractStarted
                || event instanceof PrepaidUsersAdded;
    }

    /** Whether users are charged that were added to those before. */
    boolean addsUsers() {
        return events.stream()
                .map(Decided::event)
                .anyMatch(event -> event instanceof ManagedUsersChanged || event instanceof PrepaidUsersAdded);
    }

    List<EventReference> references() {
        return events.stream().map(Decided::reference).toList();
    }
}
