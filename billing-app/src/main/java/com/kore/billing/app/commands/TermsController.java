package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.ChangeBillingIntervalForm;
import com.kore.billing.app.commands.CommandForms.ChangeManagedUsersForm;
import com.kore.billing.app.commands.CommandForms.ChangePlanForm;
import com.kore.billing.app.commands.CommandForms.WithdrawScheduledChangeForm;
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

/** Changes what an account is on: plan, interval, users. */
@RestController
@RequestMapping(
        path = "/v1/subscriptions/{subscriptionId}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
final class TermsController {
    private final CommandSender commands;

    TermsController(CommandSender commands) {
        this.commands = commands;
    }

    @PostMapping("/change-plan")
    @Operation(
            summary = "Change the plan",
            description =
                    "Up takes effect now and is charged for the rest of the period; down waits for the period's end. The free plan"
                            + " is a cancellation.")
    ResponseEntity<CommandAnswer> changePlan(
            @PathVariable SubscriptionId subscriptionId, @RequestBody ChangePlanForm form, HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/change-billing-interval")
    @Operation(
            summary = "Change how often the account is billed",
            description = "To annual now; to monthly not before the end of the year that is paid for.")
    ResponseEntity<CommandAnswer> changeBillingInterval(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody ChangeBillingIntervalForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/change-managed-users")
    @Operation(
            summary = "Change the number of managed users",
            description = "More now, charged for the rest of the period; fewer at the period's end.")
    ResponseEntity<CommandAnswer> changeManagedUsers(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody ChangeManagedUsersForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/withdraw-scheduled-change")
    @Operation(summary = "Withdraw the change that is scheduled for the period's end")
    ResponseEntity<CommandAnswer> withdrawScheduledChange(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody WithdrawScheduledChangeForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }
}
