package com.kore.billing.app.commands;

import com.kore.billing.app.commands.CommandForms.CommandForm;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;

/** The bodies of the commands about sales contracts, declared as {@link CommandForms} are. */
interface ContractForms {
    /** In minor units: a price times the highest number of users is still exact in every JSON reader. */
    long PRICE_MAX = 1_000_000_000;

    @Schema(example = """
            {"plan": "enterprise", "interval": "annual", "prepaidUsers": 10, "pricePerUser": {"amount": 15000, "currency": "USD"},
             "start": "2026-01-01", "end": "2027-01-01", "reference": "C-2026-017"}""")
    record SignContractForm(
            PlanId plan,
            BillingInterval interval,
            @Min(1) @Max(CommandForms.USERS_MAX) int prepaidUsers,
            @Max(PRICE_MAX) Money pricePerUser,
            LocalDate start,
            LocalDate end,
            @Size(min = 1, max = CommandForms.NAME_MAX) String reference,
            Optional<Money> expectedAmountDue)
            implements CommandForm {
        @Override
        public SignContract asCommand(SubscriptionId subscriptionId, Instant at) {
            return new SignContract(
                    subscriptionId,
                    at,
                    new Contract(reference, plan, interval, prepaidUsers, pricePerUser, start, end),
                    expectedAmountDue);
        }
    }

    @Schema(example = "{\"count\": 2}")
    record AddPrepaidUsersForm(
            @Min(1) @Max(CommandForms.USERS_MAX) int count, Optional<Money> expectedAmountDue) implements CommandForm {
        @Override
        public AddPrepaidUsers asCommand(SubscriptionId subscriptionId, Instant at) {
            return new AddPrepaidUsers(subscriptionId, at, count, expectedAmountDue);
        }
    }

    @Schema(example = "{\"userId\": \"u-4711\"}")
    record UserJoinedForm(
            @Size(min = 1, max = CommandForms.NAME_MAX) String userId, Optional<Money> expectedAmountDue)
            implements CommandForm {
        @Override
        public RecordUserJoined asCommand(SubscriptionId subscriptionId, Instant at) {
            return new RecordUserJoined(subscriptionId, at, userId, expectedAmountDue);
        }
    }

    @Schema(example = "{\"userId\": \"u-4711\"}")
    record AssignUserForm(
            @Size(min = 1, max = CommandForms.NAME_MAX) String userId) implements CommandForm {
        @Override
        public AssignUser asCommand(SubscriptionId subscriptionId, Instant at) {
            return new AssignUser(subscriptionId, at, userId);
        }
    }

    @Schema(example = "{\"userId\": \"u-4711\"}")
    record ReleaseUserForm(
            @Size(min = 1, max = CommandForms.NAME_MAX) String userId) implements CommandForm {
        @Override
        public ReleaseUser asCommand(SubscriptionId subscriptionId, Instant at) {
            return new ReleaseUser(subscriptionId, at, userId);
        }
    }

    @Schema(example = "{\"whenUserJoins\": \"assign\", \"whenNoneAvailable\": \"add\"}")
    record SetPreferencesForm(WhenUserJoins whenUserJoins, WhenNoneAvailable whenNoneAvailable) implements CommandForm {
        @Override
        public SetPreferences asCommand(SubscriptionId subscriptionId, Instant at) {
            return new SetPreferences(subscriptionId, at, new Preferences(whenUserJoins, whenNoneAvailable));
        }
    }

    @Schema(
            example =
                    "{\"amount\": {\"amount\": 150000, \"currency\": \"USD\"}, \"reference\": \"Bank transfer of 3 May\"}")
    record RecordPaymentForm(
            @Positive Money amount,
            @Size(min = 1, max = CommandForms.TEXT_MAX) String reference) {}
}
