package com.kore.billing.app.commands;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.kore.billing.app.web.FreeText;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * The bodies of commands. Each record is the whole declaration of one: what may be left out is {@code Optional}, the bounds stand as
 * constraints, and both are read by the binder and by the OpenAPI document.
 */
public interface CommandForms {
    /** The body of a command on an existing subscription: all of it but whose it is and when. */
    interface CommandForm {
        SubscriptionCommand asCommand(SubscriptionId subscriptionId, Instant at);
    }

    /** With the highest price of a catalog a total is still exact in every JSON reader. */
    int USERS_MAX = 1_000_000;

    /** In minor units: ten thousand grants of it still add up exactly. */
    long CREDIT_MAX = 100_000_000_000L;

    int NAME_MAX = 200;
    int LINE_MAX = 200;
    int TEXT_MAX = 1000;
    int EMAIL_MAX = 254;
    int CODE_MAX = 20;
    int TOKEN_MAX = 255;
    int YEAR_MIN = 2000;
    int YEAR_MAX = 2100;
    int MONTH_MAX = 12;
    String LAST4 = "[0-9]{4}";
    String TOKEN = "[!-~]+";

    @Schema(example = """
            {"subscriptionId": "acme", "accountName": "Acme Inc.", "currency": "USD", "timeZone": "America/New_York",
             "managedUsers": 5}""")
    record OpenSubscriptionForm(
            Optional<SubscriptionId> subscriptionId,
            @Size(min = 1, max = NAME_MAX) String accountName,
            Optional<CurrencyUnit> currency,
            Optional<ZoneId> timeZone,
            @Min(1) @Max(USERS_MAX) Optional<Integer> managedUsers,
            Optional<ProfileForm> billingProfile) {}

    @Schema(example = """
            {"plan": "premium", "interval": "annual", "managedUsers": 5,
             "paymentMethod": {"kind": "card", "token": "tok_visa", "brand": "visa", "last4": "4242", "expiryMonth": 12, "expiryYear": 2030},
             "billingProfile": {"contactName": "Ada Byron", "email": "ada@acme.example",
              "address": {"line1": "1 Main Street", "city": "Springfield", "region": "IL", "postalCode": "62701", "country": "US"}},
             "expectedAmountDue": {"amount": 50000, "currency": "USD"}}""")
    record ChangePlanForm(
            PlanId plan,
            Optional<BillingInterval> interval,
            @Min(1) @Max(USERS_MAX) Optional<Integer> managedUsers,
            Optional<PaymentMethodForm> paymentMethod,
            Optional<ProfileForm> billingProfile,
            Optional<Money> expectedAmountDue)
            implements CommandForm {
        @Override
        public ChangePlan asCommand(SubscriptionId subscriptionId, Instant at) {
            return new ChangePlan(
                    subscriptionId,
                    at,
                    plan,
                    interval,
                    managedUsers,
                    paymentMethod.map(PaymentMethodForm::asPaymentMethod),
                    billingProfile.map(ProfileForm::asProfile),
                    expectedAmountDue);
        }
    }

    @Schema(example = "{\"interval\": \"annual\"}")
    record ChangeBillingIntervalForm(BillingInterval interval, Optional<Money> expectedAmountDue)
            implements CommandForm {
        @Override
        public ChangeBillingInterval asCommand(SubscriptionId subscriptionId, Instant at) {
            return new ChangeBillingInterval(subscriptionId, at, interval, expectedAmountDue);
        }
    }

    @Schema(example = "{\"managedUsers\": 25}")
    record ChangeManagedUsersForm(@Min(1) @Max(USERS_MAX) int managedUsers, Optional<Money> expectedAmountDue)
            implements CommandForm {
        @Override
        public ChangeManagedUsers asCommand(SubscriptionId subscriptionId, Instant at) {
            return new ChangeManagedUsers(subscriptionId, at, managedUsers, expectedAmountDue);
        }
    }

    @Schema(example = "{\"reason\": \"We are moving to another product.\"}")
    record CancelForm(@FreeText @Size(max = TEXT_MAX) Optional<String> reason) implements CommandForm {
        @Override
        public CancelSubscription asCommand(SubscriptionId subscriptionId, Instant at) {
            return new CancelSubscription(subscriptionId, at, said(reason));
        }
    }

    /** An empty text says nothing. */
    private static Optional<String> said(Optional<String> text) {
        return text.filter(given -> !given.isEmpty());
    }

    @Schema(example = "{}")
    record WithdrawCancellationForm() implements CommandForm {
        @Override
        public WithdrawCancellation asCommand(SubscriptionId subscriptionId, Instant at) {
            return new WithdrawCancellation(subscriptionId, at);
        }
    }

    @Schema(example = "{}")
    record WithdrawScheduledChangeForm() implements CommandForm {
        @Override
        public WithdrawScheduledChange asCommand(SubscriptionId subscriptionId, Instant at) {
            return new WithdrawScheduledChange(subscriptionId, at);
        }
    }

    @Schema(
            example =
                    "{\"kind\": \"goodwill\", \"amount\": {\"amount\": 2500, \"currency\": \"USD\"}, \"note\": \"Outage of 3 May\"}")
    record GrantCreditForm(
            CreditKind kind,
            @Positive @Max(CREDIT_MAX) Money amount,
            @FreeText @Size(max = TEXT_MAX) Optional<String> note)
            implements CommandForm {
        @Override
        public GrantCredit asCommand(SubscriptionId subscriptionId, Instant at) {
            return new GrantCredit(subscriptionId, at, kind, amount, said(note));
        }
    }

    @Schema(example = "{}")
    record ErasePersonalDataForm() implements CommandForm {
        @Override
        public ErasePersonalData asCommand(SubscriptionId subscriptionId, Instant at) {
            return new ErasePersonalData(subscriptionId, at);
        }
    }

    @Schema(example = "{\"amount\": {\"amount\": 1000, \"currency\": \"USD\"}, \"reason\": \"Charged twice\"}")
    record RefundForm(
            @Positive Optional<Money> amount,
            @FreeText @Size(min = 1, max = TEXT_MAX) String reason) {}

    @Schema(example = """
            {"contactName": "Ada Byron", "email": "ada@acme.example",
             "address": {"line1": "1 Main Street", "city": "Springfield", "region": "IL", "postalCode": "62701", "country": "US"}}""")
    record ProfileForm(
            @Size(min = 1, max = NAME_MAX) String contactName,

            @Size(min = 1, max = EMAIL_MAX)
            @Pattern(regexp = "[^\\s@]+@[^\\s@]+", message = "must be an e-mail address")
            String email,

            AddressForm address)
            implements CommandForm {

        BillingProfile asProfile() {
            return new BillingProfile(contactName, email, address.asAddress());
        }

        @Override
        public UpdateBillingProfile asCommand(SubscriptionId subscriptionId, Instant at) {
            return new UpdateBillingProfile(subscriptionId, at, asProfile(), false);
        }
    }

    record AddressForm(
            @Size(min = 1, max = LINE_MAX) String line1,
            @FreeText @Size(max = LINE_MAX) Optional<String> line2,
            @Size(min = 1, max = LINE_MAX) String city,
            @FreeText @Size(max = LINE_MAX) Optional<String> region,
            @Size(min = 1, max = CODE_MAX) String postalCode,
            Country country) {

        BillingProfile.Address asAddress() {
            return new BillingProfile.Address(
                    line1, line2.orElse(""), city, region.orElse(""), postalCode, country.value());
        }
    }

    /** An ISO 3166-1 alpha-2 code in upper case. */
    record Country(String value) {
        private static final Set<String> KNOWN = Set.of(Locale.getISOCountries());

        public Country {
            if (!KNOWN.contains(value)) {
                throw new IllegalArgumentException("must be an ISO 3166-1 alpha-2 code such as US");
            }
        }
    }

    /** What an account is to pay with, tokenised by the gateway. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CardForm.class, name = "card"),
        @JsonSubTypes.Type(value = AchForm.class, name = "ach")
    })
    @Schema(example = """
            {"kind": "card", "token": "tok_visa", "brand": "visa", "last4": "4242", "expiryMonth": 12, "expiryYear": 2030}""")
    sealed interface PaymentMethodForm extends CommandForm {
        PaymentMethod asPaymentMethod();

        @Override
        default ChangePaymentMethod asCommand(SubscriptionId subscriptionId, Instant at) {
            return new ChangePaymentMethod(subscriptionId, at, asPaymentMethod());
        }
    }

    record CardForm(
            @Size(min = 1, max = TOKEN_MAX) @Pattern(regexp = TOKEN, message = "must be visible ASCII characters")
            String token,

            @Size(min = 1, max = NAME_MAX) String brand,

            @Pattern(regexp = LAST4, message = "must be four digits")
            String last4,

            @Min(1) @Max(MONTH_MAX) int expiryMonth,
            @Min(YEAR_MIN) @Max(YEAR_MAX) int expiryYear)
            implements PaymentMethodForm {
        @Override
        public PaymentMethod asPaymentMethod() {
            return new PaymentMethod.Card(token, brand, last4, YearMonth.of(expiryYear, expiryMonth));
        }
    }

    record AchForm(
            @Size(min = 1, max = TOKEN_MAX) @Pattern(regexp = TOKEN, message = "must be visible ASCII characters")
            String token,

            @Size(min = 1, max = NAME_MAX) String bankName,

            @Pattern(regexp = LAST4, message = "must be four digits")
            String last4)
            implements PaymentMethodForm {
        @Override
        public PaymentMethod asPaymentMethod() {
            return new PaymentMethod.AchDebit(token, bankName, last4);
        }
    }
}
