package com.kore.billing.projections.accountsummary;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.projections.History;
import com.kore.billing.projections.accountsummary.AccountSummary.NextBill;
import com.kore.billing.projections.accountsummary.AccountSummary.Scheduled;
import com.kore.billing.projections.accountsummary.AccountSummary.Section;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the Account Summary page says of a contract: ten users at 150.00 a year from 1 January 2026 to 1 July 2027. */
class ContractSummaryTest {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();

    private static SummaryRow row(History history) {
        return SubscriptionFold.of(new AccountSummaryModel(), history.events())
                .head()
                .orElseThrow();
    }

    private static AccountSummary summary(History history, String now) {
        return AccountSummary.of(row(history), History.CATALOG, Instant.parse(now));
    }

    private static History signedAt(String at) {
        return new History("acme")
                .opened("2025-12-01T09:00:00Z", 3)
                .signed(at, ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-07-01");
    }

    private static History running() {
        return signedAt("2026-01-01T10:00:00Z");
    }

    private static NextBill bill(String on, String total) {
        Money sum = Money.parse(total);
        return new NextBill(LocalDate.parse(on), sum, Money.zero(sum.getCurrencyUnit()), sum);
    }

    @Test
    void its_json_is_the_contracts() {
        History history = running()
                .addedPrepaidUsers("2026-07-02T08:00:00Z", 2)
                .assigned("2026-07-02T08:00:01Z", "ada")
                .prefers("2026-07-02T08:00:02Z", WhenUserJoins.LEAVE_FREE, WhenNoneAvailable.ADD);

        assertThatJson(JSON.writeValueAsString(summary(history, "2026-07-03T00:00:00Z")))
                .isEqualTo("""
                {"subscriptionId": "acme", "accountName": "Acme Inc.", "accountKind": "contract", "status": "active",
                 "plan": "enterprise", "planName": "Enterprise", "interval": "annual", "managedUsers": 12,
                 "pricePerUser": {"amount": 15000, "currency": "USD"}, "total": {"amount": 180000, "currency": "USD"},
                 "currentPeriod": {"start": "2026-01-01", "end": "2027-01-01"}, "renewsOn": "2027-01-01", "endsOn": "2027-07-01",
                 "nextBill": {"on": "2027-01-01", "total": {"amount": 89260, "currency": "USD"},
                   "creditApplied": {"amount": 0, "currency": "USD"}, "amountDue": {"amount": 89260, "currency": "USD"}},
                 "scheduledChange": null, "paymentMethod": null, "billingProfile": null,
                 "creditBalance": {"amount": 0, "currency": "USD"},
                 "statement": "You are currently on the Enterprise plan for $12.50 per user per month, billed annually. You are currently paying a total of $150.00 per month for 12 user subscriptions.",
                 "availableChanges": [],
                 "sections": ["subscription_information", "subscription_type", "preferences", "payment_method"],
                 "contract": {"reference": "C-1", "start": "2026-01-01", "end": "2027-07-01", "prepaid": 12, "used": 1,
                   "available": 11, "preferences": {"whenUserJoins": "leave_free", "whenNoneAvailable": "add"}},
                 "currency": "USD", "timeZone": "UTC", "version": 8, "asOf": "2026-07-02T08:00:02Z"}""");
    }

    /** Rule 19d. */
    @Test
    void before_its_start_the_account_is_online_and_free_and_it_is_the_scheduled_change() {
        AccountSummary summary = summary(signedAt("2025-12-15T00:00:00Z"), "2025-12-16T00:00:00Z");

        assertThat(summary.accountKind()).isEqualTo(AccountKind.ONLINE);
        assertThat(summary.status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(summary.statement()).isEqualTo("You are currently on the Free plan.");
        assertThat(summary.managedUsers()).isEqualTo(3);
        assertThat(summary.contract()).isEmpty();
        assertThat(summary.currentPeriod()).isEmpty();
        assertThat(summary.renewsOn()).isEmpty();
        assertThat(summary.endsOn()).isEmpty();
        assertThat(summary.availableChanges()).isEmpty();
        assertThat(summary.sections())
                .containsExactly(Section.MODIFY_SUBSCRIPTION, Section.PAYMENT_METHOD, Section.BILLING_PROFILE);
        assertThat(summary.scheduledChange())
                .contains(new Scheduled(
                        LocalDate.of(2026, 1, 1), new PlanId("enterprise"), ANNUAL, 10, Money.parse("USD 150.00")));
        assertThat(summary.nextBill()).contains(bill("2026-01-01", "USD 1500.00"));
    }

    /** The count of users is the account's own until then. */
    @Test
    void users_that_change_before_its_start_leave_what_it_will_bill() {
        AccountSummary summary = summary(
                signedAt("2025-12-15T00:00:00Z").changedUsers("2025-12-16T00:00:00Z", 7), "2025-12-16T00:00:00Z");

        assertThat(summary.managedUsers()).isEqualTo(7);
        assertThat(summary.nextBill()).contains(bill("2026-01-01", "USD 1500.00"));
    }

    @Test
    void the_first_bill_is_cut_short_where_the_contract_is() {
        History history = new History("acme")
                .opened("2025-12-01T09:00:00Z", 3)
                .signed("2025-12-15T00:00:00Z", MONTHLY, 10, "USD 15.00", "2026-02-01", "2026-02-15");

        assertThat(summary(history, "2025-12-16T00:00:00Z").nextBill()).contains(bill("2026-02-01", "USD 75.00"));
    }

    @Test
    void credit_pays_for_nothing_of_it() {
        History history = new History("acme")
                .opened("2025-12-01T09:00:00Z", 3)
                .granted("2025-12-02T00:00:00Z", CreditKind.SIGNUP, "USD 50.00")
                .signed("2026-01-01T10:00:00Z", ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-07-01");

        assertThat(summary(history, "2026-02-01T00:00:00Z").creditBalance()).isEqualTo(Money.parse("USD 50.00"));
        assertThat(summary(history, "2026-02-01T00:00:00Z").nextBill()).contains(bill("2027-01-01", "USD 743.84"));
    }

    @Test
    void in_the_last_period_nothing_renews_and_nothing_is_billed() {
        AccountSummary summary = summary(running().broughtUpTo("2027-01-01T00:00:00Z"), "2027-02-01T00:00:00Z");

        assertThat(summary.currentPeriod().map(Object::toString))
                .contains("BillingPeriod[start=2027-01-01, end=2027-07-01]");
        assertThat(summary.renewsOn()).isEmpty();
        assertThat(summary.nextBill()).isEmpty();
        assertThat(summary.endsOn()).contains(LocalDate.of(2027, 7, 1));
    }

    @Test
    void a_follow_up_is_the_scheduled_change_and_is_billed_next_after_the_last_period() {
        History history = running().signed("2026-06-01T00:00:00Z", MONTHLY, 4, "USD 12.00", "2027-07-01", "2027-07-15");

        AccountSummary before = summary(history, "2026-06-02T00:00:00Z");
        assertThat(before.scheduledChange())
                .contains(new Scheduled(
                        LocalDate.of(2027, 7, 1), new PlanId("enterprise"), MONTHLY, 4, Money.parse("USD 12.00")));
        assertThat(before.nextBill()).contains(bill("2027-01-01", "USD 743.84"));
        assertThat(before.endsOn()).contains(LocalDate.of(2027, 7, 15));
        assertThat(before.contract().orElseThrow().end()).isEqualTo(LocalDate.of(2027, 7, 1));

        AccountSummary last = summary(history.broughtUpTo("2027-01-01T00:00:00Z"), "2027-01-02T00:00:00Z");
        assertThat(last.renewsOn()).contains(LocalDate.of(2027, 7, 1));
        assertThat(last.nextBill()).contains(bill("2027-07-01", "USD 21.68"));

        AccountSummary next = summary(history.broughtUpTo("2027-07-01T00:00:00Z"), "2027-07-02T00:00:00Z");
        assertThat(next.scheduledChange()).isEmpty();
        assertThat(next.contract().orElseThrow().prepaid()).isEqualTo(4);
        assertThat(next.endsOn()).contains(LocalDate.of(2027, 7, 15));
        assertThat(next.nextBill()).isEmpty();
    }

    /** Rule 21d. */
    @Test
    void what_is_used_and_preferred_goes_on_with_a_follow_up_as_far_as_there_is_room() {
        History history = running()
                .assigned("2026-01-02T00:00:00Z", "ada")
                .assigned("2026-01-02T00:00:01Z", "bob")
                .joined("2026-01-02T00:00:02Z", "cy")
                .released("2026-01-02T00:00:03Z", "ada")
                .prefers("2026-01-02T00:00:04Z", WhenUserJoins.ASSIGN, WhenNoneAvailable.ADD)
                .signed("2026-06-01T00:00:00Z", MONTHLY, 1, "USD 12.00", "2027-07-01", "2028-07-01");
        assertThat(summary(history, "2026-06-01T00:00:00Z").contract())
                .hasValueSatisfying(contract -> assertThat(contract.used()).isEqualTo(2));

        assertThat(summary(history.broughtUpTo("2027-07-01T00:00:00Z"), "2027-07-02T00:00:00Z")
                        .contract())
                .contains(new AccountSummary.Contract(
                        "C-1",
                        LocalDate.of(2027, 7, 1),
                        LocalDate.of(2028, 7, 1),
                        1,
                        1,
                        0,
                        new Preferences(WhenUserJoins.ASSIGN, WhenNoneAvailable.ADD)));
    }

    /** Rule 22. */
    @Test
    void after_its_end_the_account_is_online_and_free_with_the_prepaid_users() {
        History history = running().addedPrepaidUsers("2026-07-02T08:00:00Z", 2).broughtUpTo("2027-07-01T00:00:00Z");

        AccountSummary summary = summary(history, "2027-07-01T00:00:00Z");

        assertThat(summary.accountKind()).isEqualTo(AccountKind.ONLINE);
        assertThat(summary.status()).isEqualTo(SubscriptionStatus.FREE);
        assertThat(summary.managedUsers()).isEqualTo(12);
        assertThat(summary.contract()).isEmpty();
        assertThat(summary.scheduledChange()).isEmpty();
        assertThat(summary.nextBill()).isEmpty();
        assertThat(summary.endsOn()).isEmpty();
        assertThat(summary.availableChanges()).hasSize(4);
    }

    /** Rule 19f. */
    @Test
    void a_declined_invoice_makes_nothing_past_due() {
        History history = new History("acme")
                .opened("2025-12-01T09:00:00Z", 3)
                .changedPaymentMethod("2025-12-02T00:00:00Z", History.VISA)
                .signed("2026-01-01T10:00:00Z", MONTHLY, 10, "USD 15.00", "2026-01-01", "2026-03-01")
                .declined("2026-01-01T10:00:01Z", 1)
                .broughtUpTo("2026-02-01T00:00:00Z")
                .declined("2026-02-01T00:00:01Z", 2);

        assertThat(summary(history, "2026-02-02T00:00:00Z").status()).isEqualTo(SubscriptionStatus.ACTIVE);
        assertThat(summary(history.broughtUpTo("2026-03-01T00:00:00Z"), "2026-03-02T00:00:00Z")
                        .status())
                .isEqualTo(SubscriptionStatus.FREE);
    }

    @Test
    void its_row_reads_back_as_it_was_written_and_names_no_user() {
        History history = running()
                .assigned("2026-01-02T00:00:00Z", "ada")
                .signed("2026-06-01T00:00:00Z", MONTHLY, 4, "USD 12.00", "2027-07-01", "2027-07-15");
        String written = JSON.writeValueAsString(row(history));

        assertThat(JSON.readValue(written, SummaryRow.class)).isEqualTo(row(history));
        assertThat(written).doesNotContain("ada");
    }

    /** Rows that were written before there were contracts. */
    @Test
    void a_row_of_before_reads_as_one_without_a_contract() {
        History history = new History("acme").opened("2025-12-01T09:00:00Z", 3);
        String written = JSON.writeValueAsString(row(history));

        assertThat(JSON.readValue(written.replaceAll(",\"contracts\":null", ""), SummaryRow.class))
                .isEqualTo(row(history));
    }

    @Test
    void an_erased_account_keeps_no_contract() {
        History history = running()
                .recordedPayment("2026-02-01T00:00:00Z", 1, "USD 1500.00")
                .broughtUpTo("2027-07-01T00:00:00Z")
                .recordedPayment("2027-07-02T00:00:00Z", 2, "USD 743.84");
        history.send(new ErasePersonalData(history.id(), Instant.parse("2027-07-03T00:00:00Z")));

        assertThat(List.of(summary(history, "2027-07-03T00:00:00Z")))
                .extracting(AccountSummary::accountName)
                .containsExactly("erased");
        assertThat(row(history).running()).isEmpty();
    }
}
