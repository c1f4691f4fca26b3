package com.kore.billing.app.eventstore;

import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.joda.money.Money;

/** What is measured of events as they are stored by this node: how many of each kind, why payments were declined, and what money moved. */
final class EventMeters {
    /** A gateway may say anything; what is not expected is counted as one. */
    private static final Set<String> REASONS = Set.of(
            "insufficient_funds",
            "expired_card",
            "authentication_required",
            "card_declined",
            "unknown_token",
            "canceled",
            "never_made",
            "amount_too_small",
            "amount_too_large");

    private final MeterRegistry meters;
    private final Map<Labeled, Counter> counters = new ConcurrentHashMap<>();

    private record Labeled(String name, String label, String value) {}

    EventMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void stored(SubscriptionEvent event) {
        add(1, "billing.events.stored", "event", StoredNames.of(event));
        switch (event) {
            case PaymentDeclined declined ->
                add(1, "billing.declines", "reason", REASONS.contains(declined.code()) ? declined.code() : "other");
            case PaymentSucceeded paid -> add(paid.amount(), "billing.collected");
            case PaymentRecorded paid -> add(paid.amount(), "billing.collected");
            case PaymentRefunded returned -> add(returned.amount(), "billing.refunded");
            default -> {
                // Counted, and that is all.
            }
        }
    }

    /** In the currency's own unit. A figure to look at: what was taken to the cent, the invoices say. */
    private void add(Money amount, String name) {
        add(
                amount.getAmount().doubleValue(),
                name,
                "currency",
                amount.getCurrencyUnit().getCode());
    }

    private void add(double much, String name, String label, String value) {
        counters.computeIfAbsent(
                        new Labeled(name, label, value), key -> meters.counter(key.name(), key.label(), key.value()))
                .increment(much);
    }
}
