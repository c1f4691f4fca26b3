package com.kore.billing.app.webhooks;

import com.kore.billing.app.automation.EarlyWork;
import com.kore.billing.app.payments.stripe.StripeWebhook;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import com.kore.billing.app.web.SignedBody;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Stripe's events. */
@RestController
final class StripeWebhookController {
    private static final String PATH = "/v1/webhooks/stripe";

    private final StripeWebhook webhook;
    private final EarlyWork work;

    StripeWebhookController(StripeWebhook webhook, EarlyWork work) {
        this.webhook = webhook;
        this.work = work;
    }

    @PostMapping(PATH)
    @SecurityRequirements
    @Operation(
            summary = "What Stripe tells of its own accord",
            description =
                    "For Stripe alone. An event, signed with the secret of the webhook, is a hint to ask Stripe now what became of an"
                            + " invoice's payment or refund; nothing else is taken from it. 400 if it is not signed, or more than five minutes"
                            + " ago; 404 where Stripe is not the gateway or no secret is set; 200 otherwise, also for what is no news. 503 if"
                            + " Stripe could not be asked, or is slow to answer others: it sends the event again.",
            requestBody =
                    @RequestBody(
                            description = "An event of Stripe, as it was signed.",
                            content =
                                    @Content(
                                            mediaType = "application/json; charset=utf-8",
                                            schema = @Schema(type = "object"))))
    void hear(
            @Parameter(description = "When it was signed, and how.", example = "t=1767225600,v1=5257a869e7ec")
                    @RequestHeader("Stripe-Signature")
                    Optional<String> signature,
            HttpServletRequest request) {
        if (!webhook.isOpen()) {
            throw new RequestRefused(ProblemCode.NOT_FOUND, "No events of Stripe are heard here.");
        }
        String payload = SignedBody.read(request);
        if (signature.filter(each -> webhook.isSigned(payload, each)).isEmpty()) {
            throw new RequestRefused(
                    ProblemCode.MALFORMED, "The event is not signed with the secret of this webhook, or too long ago.");
        }
        webhook.hint(payload).ifPresent(this::ask);
    }

    private void ask(StripeWebhook.Hint hint) {
        if (!work.askAbout(hint.subscriptionId(), hint.invoiceId())) {
            throw new RequestRefused(
                    ProblemCode.UNAVAILABLE,
                    "Stripe is slow to answer others. Nothing was asked; send the event again.");
        }
    }
}
