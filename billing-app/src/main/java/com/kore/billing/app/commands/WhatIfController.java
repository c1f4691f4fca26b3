package com.kore.billing.app.commands;

import com.kore.billing.app.commands.WhatIfForms.SimulationForm;
import com.kore.billing.app.commands.WhatIfForms.Step;
import com.kore.billing.app.eventstore.VersionConflict;
import com.kore.billing.app.payments.PaymentGateway;
import com.kore.billing.app.simulation.PaymentsAsTold;
import com.kore.billing.app.simulation.Preview;
import com.kore.billing.app.simulation.Scenario;
import com.kore.billing.app.simulation.Scenario.Planned;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.app.simulation.Simulation;
import com.kore.billing.app.simulation.SubscriptionCopies;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.node.ObjectNode;

/** Says what commands would do, and does nothing. Answers carry the version that they rest on, for the command that may follow. */
@RestController
@RequestMapping(
        path = "/v1/subscriptions/{subscriptionId}",
        consumes = MediaType.APPLICATION_JSON_VALUE,
        produces = MediaType.APPLICATION_JSON_VALUE)
final class WhatIfController {
    private final CommandSender commands;
    private final SubscriptionCopies copies;

    WhatIfController(CommandSender commands, SubscriptionCopies copies) {
        this.commands = commands;
        this.copies = copies;
    }

    @PostMapping("/preview")
    @Operation(
            summary = "What a command would do now",
            description =
                    "The body of the command and its name. Nothing is written, no payment is tried: charges count as paid. Refused exactly"
                            + " as the command would be. The ETag is the version that it rests on.")
    ResponseEntity<Preview> preview(
            @PathVariable SubscriptionId subscriptionId,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(ref = WhatIfSchemas.PREVIEW)))
                    @RequestBody
                    ObjectNode body,
            HttpServletRequest request) {
        SubscriptionCommand command = allowed(NamedCommand.read(body, "", List.of()), subscriptionId, commands.now());
        return commands.onceSettled(subscriptionId, () -> {
            SimulatedSubscription copy = copy(subscriptionId, new PaymentsAsTold(), command.at(), request);
            return ResponseEntity.ok().eTag(tag(copy)).body(Preview.of(copy, command));
        });
    }

    @PostMapping("/simulations")
    @Operation(
            summary = "What future commands and the renewals between them would lead to",
            description =
                    "Steps in the order of their times, none in the past. Payments succeed until a step says that they decline. A command"
                            + " that would be refused is listed with its step, and the rest is played all the same. Nothing is written.")
    ResponseEntity<Simulation> simulate(
            @PathVariable SubscriptionId subscriptionId, @RequestBody SimulationForm form, HttpServletRequest request) {
        List<Step> steps = form.readSteps();
        Scenario scenario = new Scenario(
                steps.stream().map(step -> planned(step, subscriptionId)).toList(), form.until());
        PaymentsAsTold payments = new PaymentsAsTold();
        Instant now = commands.now();
        SimulatedSubscription copy = copy(subscriptionId, payments, now, request);
        form.requireTimes(steps, now);
        return ResponseEntity.ok().eTag(tag(copy)).body(Simulation.of(copy, payments, scenario));
    }

    private static Scenario.Step planned(Step step, SubscriptionId subscriptionId) {
        return new Scenario.Step(
                step.at(),
                step.command()
                        .map(named -> new Planned(named.name().toString(), allowed(named, subscriptionId, step.at()))),
                step.payments());
    }

    private static SubscriptionCommand allowed(NamedCommand named, SubscriptionId subscriptionId, Instant at) {
        Permission.require(named.name(), CommandSender.caller());
        return Permission.granted(named.form().asCommand(subscriptionId, at), CommandSender.caller());
    }

    private SimulatedSubscription copy(
            SubscriptionId subscriptionId, PaymentGateway gateway, Instant now, HttpServletRequest request) {
        SimulatedSubscription copy = copies.of(subscriptionId, gateway, now);
        Asked.expectedVersion(request)
                .filter(expected -> expected != copy.version())
                .ifPresent(other -> {
                    throw new VersionConflict(subscriptionId, copy.version());
                });
        return copy;
    }

    private static String tag(SimulatedSubscription copy) {
        return "\"" + copy.version() + "\"";
    }
}
