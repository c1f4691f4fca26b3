package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.CancelForm;
import com.kore.billing.app.commands.CommandForms.ErasePersonalDataForm;
import com.kore.billing.app.commands.CommandForms.GrantCreditForm;
import com.kore.billing.app.commands.CommandForms.PaymentMethodForm;
import com.kore.billing.app.commands.CommandForms.ProfileForm;
import com.kore.billing.app.commands.CommandForms.WithdrawCancellationForm;
import com.kore.billing.domain.account.SubscriptionId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Changes what an account pays with, whom its invoices address, whether it goes on, what it has to its credit, and what is known of
 * it.
 */
@RestController
@RequestMapping(
        path = "/v1/subscriptions/{subscriptionId}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
final class AccountController {
    private final CommandSender commands;

    AccountController(CommandSender commands) {
        this.commands = commands;
    }

    @PostMapping("/change-payment-method")
    @Operation(summary = "Change what the account pays with", description = "At once. ACH needs billing:admin.")
    ResponseEntity<CommandAnswer> changePaymentMethod(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody PaymentMethodForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/update-billing-profile")
    @Operation(summary = "Update whom invoices address")
    ResponseEntity<CommandAnswer> updateBillingProfile(
            @PathVariable SubscriptionId subscriptionId, @RequestBody ProfileForm form, HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/cancel")
    @Operation(
            summary = "Cancel",
            description =
                    "The plan stays in effect to the period's end; then the account is free again, without credit for the rest.")
    ResponseEntity<CommandAnswer> cancel(
            @PathVariable SubscriptionId subscriptionId, @RequestBody CancelForm form, HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/withdraw-cancellation")
    @Operation(summary = "Withdraw a cancellation before it takes effect")
    ResponseEntity<CommandAnswer> withdrawCancellation(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody WithdrawCancellationForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/grant-credit")
    @Operation(summary = "Grant credit", description = "By the vendor's staff (billing:admin); it never expires.")
    ResponseEntity<CommandAnswer> grantCredit(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody GrantCreditForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/erase-personal-data")
    @Operation(
            summary = "Erase what is personal about the account, for good",
            description =
                    "By the vendor's staff (billing:admin), of an account on the free plan with nothing open. Name, profile,"
                            + " payment method and free text read as erased from then on, and nothing that was paid can be refunded.")
    ResponseEntity<CommandAnswer> erasePersonalData(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody ErasePersonalDataForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }
}
