package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.ChangeBillingIntervalForm;
import com.kore.billing.app.commands.CommandForms.ChangeManagedUsersForm;
import com.kore.billing.app.commands.CommandForms.ChangePlanForm;
import com.kore.billing.app.commands.CommandForms.NothingToSay;
import com.kore.billing.app.commands.CommandForms.PaymentMethodForm;
import com.kore.billing.app.commands.CommandForms.ProfileForm;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
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
        return commands.send(
                new ChangePlan(
                        subscriptionId,
                        commands.now(),
                        form.plan(),
                        form.interval(),
                        form.managedUsers(),
                        form.paymentMethod()
                                .map(PaymentMethodForm::asPaymentMethod)
                                .map(commands::allowed),
                        form.billingProfile().map(ProfileForm::asProfile),
                        form.expectedAmountDue()),
                request);
    }

    @PostMapping("/change-billing-interval")
    @Operation(
            summary = "Change how often the account is billed",
            description = "To annual now; to monthly not before the end of the year that is paid for.")
    ResponseEntity<CommandAnswer> changeBillingInterval(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody ChangeBillingIntervalForm form,
            HttpServletRequest request) {
        return commands.send(
                new ChangeBillingInterval(subscriptionId, commands.now(), form.interval(), form.expectedAmountDue()),
                request);
    }

    @PostMapping("/change-managed-users")
    @Operation(
            summary = "Change the number of managed users",
            description = "More now, charged for the rest of the period; fewer at the period's end.")
    ResponseEntity<CommandAnswer> changeManagedUsers(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody ChangeManagedUsersForm form,
            HttpServletRequest request) {
        return commands.send(
                new ChangeManagedUsers(subscriptionId, commands.now(), form.managedUsers(), form.expectedAmountDue()),
                request);
    }

    @PostMapping("/withdraw-scheduled-change")
    @Operation(summary = "Withdraw the change that is scheduled for the period's end")
    ResponseEntity<CommandAnswer> withdrawScheduledChange(
            @PathVariable SubscriptionId subscriptionId, @RequestBody NothingToSay form, HttpServletRequest request) {
        return commands.send(new WithdrawScheduledChange(subscriptionId, commands.now()), request);
    }
}
