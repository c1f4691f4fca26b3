package com.kore.billing.app.eventstore;

import com.kore.billing.app.testing.TestCatalog;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Optional;
import org.joda.money.CurrencyUnit;

/** Commands of an account whose personal data can be looked for. */
final class Samples {
    static final Instant AT = Instant.parse("2026-01-15T10:00:00Z");
    static final String ACCOUNT_NAME = "Plainly Visible Ltd";
    static final String CONTACT = "Greta Klartext";
    static final String TOKEN = "tok_visa_plain";
    static final BillingProfile PROFILE = new BillingProfile(
            CONTACT,
            "greta@klartext.example",
            new BillingProfile.Address("Offene Gasse 1", "", "Wien", "", "1010", "AT"));

    private Samples() {}

    static OpenSubscription open(String id) {
        return new OpenSubscription(
                new SubscriptionId(id), AT, ACCOUNT_NAME, CurrencyUnit.USD, ZoneOffset.UTC, 3, Optional.of(PROFILE));
    }

    static ChangePlan goPremium(String id) {
        return new ChangePlan(
                new SubscriptionId(id),
                AT,
                TestCatalog.PREMIUM,
                Optional.of(BillingInterval.MONTHLY),
                Optional.empty(),
                Optional.of(new PaymentMethod.Card(TOKEN, "visa", "4242", YearMonth.of(2030, 5))),
                Optional.empty(),
                Optional.empty());
    }

    static ChangeManagedUsers users(String id, int users) {
        return new ChangeManagedUsers(new SubscriptionId(id), AT, users, Optional.empty());
    }

    static CancelSubscription cancel(String id) {
        return new CancelSubscription(new SubscriptionId(id), AT, Optional.empty());
    }

    static WithdrawCancellation withdrawCancellation(String id) {
        return new WithdrawCancellation(new SubscriptionId(id), AT);
    }

    static UpdateBillingProfile updateProfile(String id) {
        return new UpdateBillingProfile(new SubscriptionId(id), AT, PROFILE, false);
    }

    static CommandContext by(String actor) {
        return CommandContext.of(actor, "correlation-of-" + actor);
    }
}
