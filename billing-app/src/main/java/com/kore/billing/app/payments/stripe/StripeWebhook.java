package com.kore.billing.app.payments.stripe;

import com.kore.billing.app.BillingSettings;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What Stripe tells of its own accord: events, signed. All that is taken from one is which invoice there is news about; what the news is,
 * Stripe is asked.
 */
@Component
public final class StripeWebhook {
    /** How old an event may be, in seconds, so that one that somebody has overheard is soon worth nothing. */
    private static final long TOLERANCE_SECONDS = 300;

    /** Those after which something is decided that was not; of others nothing would be learned. */
    private static final Set<String> NEWS = Set.of(
            "payment_intent.succeeded",
            "payment_intent.payment_failed",
            "payment_intent.canceled",
            "refund.updated",
            "refund.failed",
            "charge.refund.updated",
            "charge.refunded");

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final boolean stripeIsTheGateway;
    private final String secret;

    StripeWebhook(BillingSettings settings) {
        this.stripeIsTheGateway = settings.payments().gateway() == BillingSettings.Gateway.STRIPE;
        this.secret = settings.payments().stripe().webhookSecret();
    }

    /** Which invoice there is news about, with its payment or with a refund of it. */
    public record Hint(SubscriptionId subscriptionId, InvoiceId invoiceId) {}

    /** Whether events are heard at all: Stripe takes the money, and there is a secret to know it by. */
    public boolean isOpen() {
        return stripeIsTheGateway && !secret.isBlank();
    }

    /**
     * Whether Stripe has signed a text within the last five minutes.
     *
     * @param signature the header {@code Stripe-Signature}
     */
    public boolean isSigned(String payload, String signature) {
        try {
            return Webhook.Signature.verifyHeader(payload, signature, secret, TOLERANCE_SECONDS);
        } catch (SignatureVerificationException | NumberFormatException | IndexOutOfBoundsException forged) {
            // Of a header that is none, stripe-java says the latter two: "t" has no value.
            return false;
        }
    }

    /** Empty for events without news, or about something that is not ours. */
    public Optional<Hint> hint(String payload) {
        try {
            JsonNode event = JSON.readTree(payload);
            JsonNode metadata = event.at("/data/object/metadata");
            return NEWS.contains(event.path("type").stringValue(""))
                    ? Optional.of(new Hint(
                            new SubscriptionId(metadata.path(StripeCustomers.SUBSCRIPTION_ID)
                                    .stringValue("")),
                            new InvoiceId(metadata.path(StripeAttempts.INVOICE).stringValue(""))))
                    : Optional.empty();
        } catch (JacksonException | IllegalArgumentException notOurs) {
            return Optional.empty();
        }
    }
}
