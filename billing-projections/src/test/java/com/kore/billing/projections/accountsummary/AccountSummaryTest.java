package com.kore.billing.projections.accountsummary;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.catalog.Price;
import com.kore.billing.domain.subscription.ChangePolicy.Effective;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.projections.History;
import com.kore.billing.projections.account.BillingProfileView;
import com.kore.billing.projections.account.PaymentMethodView;
import com.kore.billing.projections.accountsummary.AccountSummary.NextBill;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the Account Summary page says after a history, on a day. */
class AccountSummaryTest {
    private static final PlanId PREMIUM = new PlanId("premium");
    private static final PlanId ENTERPRISE = new PlanId("enterprise");

    private static AccountSummary summary(History history, String now) {
        return summary(history, History.CATALOG, now);
    }

    private static AccountSummary summary(History history, PlanCatalog catalog, String now) {
        SummaryRow row = SubscriptionFold.of(new AccountSummaryModel(), history.events())
                .head()
                .orElseThrow();
        return AccountSummary.of(row, catalog, Instant.parse(now));
    }

    private static History premium() {
        return new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY);
    }

    @Test
    void erasure_leaves_no_name_no_profile_and_nothing_to_pay_with() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .canceled("2026-01-16T00:00:00Z")
                .broughtUpTo("2026-02-15T00:00:00Z");
        history.send(new ErasePersonalData(history.id(), Instant.parse("2026-02-16T00:00:00Z")));

        AccountSummary summary = summary(history, "2026-02-16T00:00:00Z");

        assertThat(summary.accountName()).isEqualTo("erased");
        assertThat(summary.billingProfile()).contains(BillingProfileView.of(BillingProfile.ERASED));
        assertThat(summary.paymentMethod()).isEmpty();
        assertThat(summary.version()).isEqualTo(history.version());
    }

    @Test
    void its_json_is_the_contracts_with_absent_fields_as_null() {
        History history = premium().paid("2026-01-15T10:00:01Z", 1).changedUsers("2026-01-20T08:00:00Z", 2);

        String json = DomainJson.mapperBuilder().build().writeValueAsString(summary(history, "2026-01-20T09:00:00Z"));

        assertThatJson(json).isEqualTo("""
                {"subscriptionId": "acme", "accountName": "Acme Inc.", "accountKind": "online", "status": "active",
                 "plan": "premium", "planName": "Premium", "interval": "monthly", "managedUsers": 3,
                 "pricePerUser": {"amount": 1000, "currency": "USD"}, "total": {"amount": 3000, "currency": "USD"},
                 "currentPeriod": {"start": "2026-01-15", "end": "2026-02-15"}, "renewsOn": "2026-02-15", "endsOn": null,
                 "nextBill": {"on": "2026-02-15", "total": {"amount": 2000, "currency": "USD"},
                   "creditApplied": {"amount": 0, "currency": "USD"}, "amountDue": {"amount": 2000, "currency": "USD"}},
                 "scheduledChange": {"effectiveOn": "2026-02-15", "plan": "premium", "interval": "monthly", "managedUsers": 2,
                   "pricePerUser": {"amount": 1000, "currency": "USD"}},
                 "paymentMethod": {"kind": "card", "brand": "visa", "last4": "4242", "expiryMonth": 5, "expiryYear": 2030},
                 "billingProfile": {"contactName": "Ada Byron", "email": "ada@acme.example",
                   "address": {"line1": "1 High St", "city": "Bonn", "postalCode": "53111", "country": "DE"}},
                 "creditBalance": {"amount": 0, "currency": "USD"},
                 "statement": "You are currently on the Premium plan for $10.00 per user per month, billed monthly. You are currently paying a total of $30.00 per month for 3 user subscriptions.",
                 "availableChanges": [
                   {"plan": "premium", "interval": "annual", "pricePerUser": {"amount": 10000, "currency": "USD"},
                    "savingPercent": 17, "effective": "now", "effectiveOn": "2026-01-20"},
                   {"plan": "enterprise", "interval": "monthly", "pricePerUser": {"amount": 2000, "currency": "USD"},
                    "savingPercent": 0, "effective": "now", "effectiveOn": "2026-01-20"},
                   {"plan": "enterprise", "interval": "annual", "pricePerUser": {"amount": 20000, "currency": "USD"},
                    "savingPercent": 17, "effective": "now", "effectiveOn": "2026-01-20"}],
                 "sections": ["modify_subscription", "payment_method", "billing_profile"], "contract": null,
                 "currency": "USD", "timeZone": "UTC", "version": 7, "asOf": "2026-01-20T08:00:00Z"}""");
    }

    @Test
    void a_free_account_has_no_period_no_bill_and_every_priced_choice_from_today() {
        AccountSummary summary = summary(new History("acme").opened("2026-01-15T09:00:00Z", 1), "2026-03-01T00:00:00Z");

        String json = DomainJson.mapperBuilder().build().writeValueAsString(summary);

        assertThat(summary.status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(summary.statement()).isEqualTo("You are currently on the Free plan.");
        for (String absent : List.of(
                "interval",
                "pricePerUser",
                "total",
                "currentPeriod",
                "renewsOn",
                "endsOn",
                "nextBill",
                "scheduledChange",
                "paymentMethod",
                "billingProfile",
                "contract")) {
            assertThatJson(json).node(absent).isNull();
        }
        assertThat(summary.availableChanges())
                .hasSize(4)
                .allMatch(change -> change.effectiveOn().equals(LocalDate.of(2026, 3, 1)));
    }

    @Test
    void annual_figures_are_stated_per_month_each_rounded_once() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 25)
                .wentPaid("2026-01-15T10:00:00Z", "enterprise", BillingInterval.ANNUAL);

        assertThat(summary(history, "2026-01-15T10:00:00Z").statement())
                .isEqualTo("You are currently on the Enterprise plan for $16.67 per user per month, billed annually."
                        + " You are currently paying a total of $416.67 per month for 25 user subscriptions.");
    }

    @Test
    void yen_have_no_decimals_and_one_user_is_one_user_subscription() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 1, "JPY", "Asia/Tokyo")
                .wentPaid("2026-01-15T10:00:00Z", "enterprise", BillingInterval.ANNUAL);

        assertThat(summary(history, "2026-01-15T10:00:00Z").statement())
                .isEqualTo("You are currently on the Enterprise plan for ¥1,667 per user per month, billed annually."
                        + " You are currently paying a total of ¥1,667 per month for 1 user subscription.");
    }

    @Test
    void the_choices_of_an_annual_account_say_what_waits_for_the_end_of_the_paid_year() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.ANNUAL)
                .paid("2026-01-15T10:00:01Z", 1);

        assertThat(summary(history, "2026-02-01T00:00:00Z").availableChanges())
                .extracting(AvailableChange::plan, AvailableChange::interval, AvailableChange::effective)
                .containsExactly(
                        tuple(PREMIUM, BillingInterval.MONTHLY, Effective.PERIOD_END),
                        tuple(ENTERPRISE, BillingInterval.MONTHLY, Effective.PERIOD_END),
                        tuple(ENTERPRISE, BillingInterval.ANNUAL, Effective.NOW));
    }

    @Test
    void the_next_bill_is_at_the_price_in_force_on_the_renewal_day_and_credits_pay_first() {
        PlanCatalog dearer = new PlanCatalog(List.of(
                History.CATALOG.versions().getFirst(),
                new PlanCatalog.Version(
                        LocalDate.of(2026, 2, 1),
                        List.of(
                                new Plan(new PlanId("free"), "Free", 0, List.of()),
                                new Plan(
                                        PREMIUM,
                                        "Premium Plus",
                                        1,
                                        List.of(new Price(BillingInterval.MONTHLY, Money.parse("USD 12.00"))))))));
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .granted("2026-01-16T00:00:00Z", CreditKind.GOODWILL, "USD 5.00");

        AccountSummary summary = summary(history, dearer, "2026-01-20T00:00:00Z");

        assertThat(summary.pricePerUser()).contains(Money.parse("USD 10.00"));
        assertThat(summary.planName()).isEqualTo("Premium");
        assertThat(summary.nextBill())
                .contains(new NextBill(
                        LocalDate.of(2026, 2, 15),
                        Money.parse("USD 36.00"),
                        Money.parse("USD 5.00"),
                        Money.parse("USD 31.00")));
    }

    @Test
    void a_canceled_account_ends_instead_of_renewing_and_has_nothing_to_choose() {
        History history = premium().paid("2026-01-15T10:00:01Z", 1).canceled("2026-01-20T00:00:00Z");

        AccountSummary summary = summary(history, "2026-01-21T00:00:00Z");

        assertThat(summary.status()).isEqualTo(SubscriptionStatus.CANCELING);
        assertThat(summary.renewsOn()).isEmpty();
        assertThat(summary.nextBill()).isEmpty();
        assertThat(summary.endsOn()).contains(LocalDate.of(2026, 2, 15));
        assertThat(summary.availableChanges()).isEmpty();
        history.send(new WithdrawCancellation(history.id(), Instant.parse("2026-01-22T00:00:00Z")));
        assertThat(summary(history, "2026-01-22T00:00:00Z").status()).isEqualTo(SubscriptionStatus.ACTIVE);
    }

    @Test
    void a_declined_renewal_makes_it_past_due_until_it_is_paid_and_past_due_comes_before_canceling() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2)
                .canceled("2026-02-16T00:00:00Z");

        assertThat(summary(history, "2026-02-16T00:00:00Z").status()).isEqualTo(SubscriptionStatus.PAST_DUE);
        history.paid("2026-02-17T00:00:00Z", 2);
        assertThat(summary(history, "2026-02-17T00:00:00Z").status()).isEqualTo(SubscriptionStatus.CANCELING);
    }

    @Test
    void after_the_last_try_it_is_free_with_nothing_scheduled() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2)
                .changedUsers("2026-02-16T00:00:00Z", 1)
                .declined("2026-02-22T00:00:01Z", 2);

        AccountSummary summary = summary(history, "2026-02-23T00:00:00Z");
        assertThat(summary.status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(summary.scheduledChange()).isEmpty();
        assertThat(summary.nextBill()).isEmpty();
        assertThat(summary.managedUsers()).isEqualTo(3);
    }

    @Test
    void while_past_due_only_what_charges_nothing_now_can_be_chosen() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "enterprise", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2);

        assertThat(summary(history, "2026-02-16T00:00:00Z").availableChanges())
                .isNotEmpty()
                .allMatch(change -> change.effective() == Effective.PERIOD_END);
        History annual = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.ANNUAL)
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2027-01-15T00:00:00Z")
                .declined("2027-01-15T00:00:01Z", 2);
        assertThat(summary(annual, "2027-01-16T00:00:00Z").availableChanges())
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.plan()).isEqualTo(new PlanId("premium"));
                    assertThat(change.interval()).isEqualTo(BillingInterval.MONTHLY);
                });
    }

    @Test
    void a_declined_charge_of_a_command_undoes_the_change_and_leaves_nothing_past_due() {
        AccountSummary summary = summary(premium().declined("2026-01-15T10:00:01Z", 1), "2026-01-15T11:00:00Z");

        assertThat(summary.status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(summary.managedUsers()).isEqualTo(3);
        assertThat(summary.currentPeriod()).isEmpty();
    }

    @Test
    void the_end_of_a_canceled_period_makes_it_free_with_the_same_users() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .canceled("2026-01-20T00:00:00Z")
                .broughtUpTo("2026-02-15T00:00:00Z");

        AccountSummary summary = summary(history, "2026-02-15T00:00:00Z");

        assertThat(summary.status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(summary.managedUsers()).isEqualTo(3);
        assertThat(summary.endsOn()).isEmpty();
    }

    @Test
    void no_payment_token_enters_the_row() {
        History history = premium()
                .send(new ChangePaymentMethod(premium().id(), Instant.parse("2026-01-16T00:00:00Z"), History.BANK));
        SummaryRow row = SubscriptionFold.of(new AccountSummaryModel(), history.events())
                .head()
                .orElseThrow();

        assertThat(DomainJson.mapperBuilder().build().writeValueAsString(row))
                .doesNotContain("tok_visa", "ba_ok")
                .contains("\"kind\":\"ach\"");
        assertThat(row.paymentMethod()).isEqualTo(Optional.of(new PaymentMethodView.AchDebit("First Bank", "6789")));
    }

    @Test
    void a_row_of_before_that_does_not_say_its_day_still_reads() {
        JsonMapper json = DomainJson.mapperBuilder().build();
        SummaryRow row = SubscriptionFold.of(
                        new AccountSummaryModel(),
                        new History("acme").opened("2026-01-15T09:00:00Z", 3).events())
                .head()
                .orElseThrow();
        String before = json.writeValueAsString(row).replace("\"asOfDay\":\"2026-01-15\",", "");

        assertThat(before).doesNotContain("asOfDay");
        assertThat(json.readValue(before, SummaryRow.class)).isEqualTo(row);
    }

    /** In St John's 7 November 2010 had begun for a minute when it was 23:01 of the 6th again. */
    @Test
    void a_choice_is_for_the_later_day_where_the_day_before_has_come_again() {
        History history = new History("acme")
                .opened("2010-11-07T02:30:30Z", 3, "USD", "America/St_Johns")
                .changedUsers("2010-11-07T02:40:00Z", 4);
        SummaryRow row = SubscriptionFold.of(new AccountSummaryModel(), history.events())
                .head()
                .orElseThrow();

        assertThat(AccountSummary.of(row, History.CATALOG, Instant.parse("2010-11-07T02:50:00Z"))
                        .availableChanges())
                .extracting(AvailableChange::effectiveOn)
                .isNotEmpty()
                .containsOnly(LocalDate.of(2010, 11, 7));
    }
}
