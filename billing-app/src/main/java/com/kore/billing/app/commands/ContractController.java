package com.kore.billing.app.commands;

import com.kore.billing.app.commands.ContractForms.AddPrepaidUsersForm;
import com.kore.billing.app.commands.ContractForms.AssignUserForm;
import com.kore.billing.app.commands.ContractForms.ReleaseUserForm;
import com.kore.billing.app.commands.ContractForms.SetPreferencesForm;
import com.kore.billing.app.commands.ContractForms.SignContractForm;
import com.kore.billing.app.commands.ContractForms.UserJoinedForm;
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

/** Signs sales contracts, and says who uses what a contract has prepaid. */
@RestController
@RequestMapping(
        path = "/v1/subscriptions/{subscriptionId}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
final class ContractController {
    private final CommandSender commands;

    ContractController(CommandSender commands) {
        this.commands = commands;
    }

    @PostMapping("/sign-contract")
    @Operation(
            summary = "Sign a sales contract",
            description =
                    "By the vendor's staff (billing:admin), for a free account, or as a follow-up that starts when the last contract ends."
                            + " The end is exclusive. A start that has come takes effect at once, and each begun period is charged.")
    ResponseEntity<CommandAnswer> signContract(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody SignContractForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/add-prepaid-users")
    @Operation(
            summary = "Add prepaid subscriptions to the contract",
            description = "At once, charged for the days that are left of the period.")
    ResponseEntity<CommandAnswer> addPrepaidUsers(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody AddPrepaidUsersForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/user-joined")
    @Operation(
            summary = "Say that a user joined",
            description =
                    "The account's preferences decide whether the user is assigned a prepaid subscription, and whether one is added where"
                            + " none is available, which is charged.")
    ResponseEntity<CommandAnswer> userJoined(
            @PathVariable SubscriptionId subscriptionId, @RequestBody UserJoinedForm form, HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/assign-user")
    @Operation(summary = "Assign a prepaid subscription that is available to a user")
    ResponseEntity<CommandAnswer> assignUser(
            @PathVariable SubscriptionId subscriptionId, @RequestBody AssignUserForm form, HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/release-user")
    @Operation(summary = "Release a user, whose prepaid subscription is available again")
    ResponseEntity<CommandAnswer> releaseUser(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody ReleaseUserForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }

    @PostMapping("/set-preferences")
    @Operation(summary = "Set what becomes of users who join")
    ResponseEntity<CommandAnswer> setPreferences(
            @PathVariable SubscriptionId subscriptionId,
            @RequestBody SetPreferencesForm form,
            HttpServletRequest request) {
        return commands.send(form, subscriptionId, request);
    }
}
