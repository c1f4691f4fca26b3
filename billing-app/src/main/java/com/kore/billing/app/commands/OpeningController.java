package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.OpenSubscriptionForm;
import com.kore.billing.app.commands.CommandForms.ProfileForm;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.ZoneId;
import org.joda.money.CurrencyUnit;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Opens subscriptions. */
@RestController
final class OpeningController {
    private static final ZoneId ZONE_DEFAULT = ZoneId.of("UTC");

    private final CommandSender commands;

    OpeningController(CommandSender commands) {
        this.commands = commands;
    }

    @PostMapping(
            path = "/v1/subscriptions",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Open a subscription on the free plan",
            description =
                    "The id is the caller's or a UUIDv7; the currency (USD unless given) is fixed, the zone is UTC unless given,"
                            + " and there is one managed user unless given.")
    @ApiResponse(responseCode = "201", description = "Opened; Location names it")
    ResponseEntity<CommandAnswer> open(@RequestBody OpenSubscriptionForm form, HttpServletRequest request) {
        Instant now = commands.now();
        return commands.create(
                new OpenSubscription(
                        form.subscriptionId()
                                .orElseGet(
                                        () -> new SubscriptionId(UuidV7.at(now).toString())),
                        now,
                        form.accountName(),
                        form.currency().orElse(CurrencyUnit.USD),
                        form.timeZone().orElse(ZONE_DEFAULT),
                        form.managedUsers().orElse(1),
                        form.billingProfile().map(ProfileForm::asProfile)),
                request);
    }
}
