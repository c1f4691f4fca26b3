package com.kore.billing.projections.billinghistory;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.projections.History;
import com.kore.billing.projections.billinghistory.HistoryHead.OpenInvoice;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import com.kore.billing.projections.text.MoneyText;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What the Billing History page says after a history; oldest first here. */
class BillingHistoryModelTest {

    private static List<BillingHistoryItem> items(History history) {
        return SubscriptionFold.of(new BillingHistoryModel(), history.events()).rows().values().stream()
                .map(row -> BillingHistoryItem.of(row, History.CATALOG))
                .toList();
    }

    private static List<String> inWords(History history) {
        return items(history).stream()
                .map(item -> "%s %s %s, %s left: %s"
                        .formatted(
                                item.date(),
                                item.chargeType(),
                                MoneyText.of(item.amount()),
                                MoneyText.of(item.creditBalance()),
                                item.details()))
                .toList();
    }

    private static History premium() {
        return new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY);
    }

    @Test
    void its_json_is_the_contracts() {
        String json = DomainJson.mapperBuilder()
                .build()
                .writeValueAsString(items(premium()
                        .paid("2026-01-15T10:00:01Z", 1)
                        .granted("2026-01-16T00:00:00Z", CreditKind.GOODWILL, "USD 5.00")));

        assertThatJson(json).isEqualTo("""
                [{"date": "2026-01-15", "details": "Subscription to Premium, 3 users, billed monthly",
                  "invoiceId": "ACME-0001", "invoiceNumber": "ACME-0001", "chargeType": "credit_card",
                  "amount": {"amount": 3000, "currency": "USD"}, "creditBalance": {"amount": 0, "currency": "USD"},
                  "occurredAt": "2026-01-15T10:00:01Z", "eventId": "acme-5"},
                 {"date": "2026-01-16", "details": "Goodwill credit", "invoiceId": null, "invoiceNumber": null,
                  "chargeType": "credited", "amount": {"amount": 500, "currency": "USD"},
                  "creditBalance": {"amount": 500, "currency": "USD"},
                  "occurredAt": "2026-01-16T00:00:00Z", "eventId": "acme-6"}]""");
    }

    @Test
    void an_invoice_paid_partly_by_credits_has_two_rows() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .granted("2026-01-15T09:30:00Z", CreditKind.SIGNUP, "USD 12.00")
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T10:00:01Z", 1);

        assertThat(inWords(history))
                .containsExactly(
                        "2026-01-15 CREDITED $12.00, $12.00 left: Sign-up credit",
                        "2026-01-15 DISCOUNT_CREDITS $12.00, $0.00 left: Subscription to Premium, 3 users, billed monthly",
                        "2026-01-15 CREDIT_CARD $18.00, $0.00 left: Subscription to Premium, 3 users, billed monthly");
    }

    @Test
    void upgrades_more_users_longer_intervals_and_renewals_say_what_they_are() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .changedPlan("2026-01-20T00:00:00Z", "enterprise")
                .paid("2026-01-20T00:00:01Z", 2)
                .changedUsers("2026-01-25T00:00:00Z", 5)
                .paid("2026-01-25T00:00:01Z", 3)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .paid("2026-02-15T00:00:01Z", 4);
        history.send(new ChangeBillingInterval(
                        history.id(), Instant.parse("2026-02-20T00:00:00Z"), BillingInterval.ANNUAL, Optional.empty()))
                .paid("2026-02-20T00:00:01Z", 5);

        assertThat(items(history).stream().map(BillingHistoryItem::details))
                .containsExactly(
                        "Subscription to Premium, 3 users, billed monthly",
                        "Upgrade to Enterprise, 3 users, billed monthly",
                        "2 users added, now 5 on Enterprise",
                        "Enterprise, 5 users, renewal 2026-02-15 to 2026-03-15",
                        "Change to annual billing, Enterprise, 5 users");
    }

    @Test
    void a_declined_charge_is_a_notice_and_its_credits_come_back() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .granted("2026-01-15T09:30:00Z", CreditKind.INACTIVITY, "USD 12.00")
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY)
                .declined("2026-01-15T10:00:01Z", 1);

        assertThat(inWords(history).subList(2, 4))
                .containsExactly(
                        "2026-01-15 NOTIFY $18.00, $0.00 left: Payment declined (card_declined): Subscription to Premium, 3 users, billed monthly",
                        "2026-01-15 CREDITED $12.00, $12.00 left: Credit returned, change undone: Subscription to Premium, 3 users, billed monthly");
    }

    @Test
    void a_renewal_that_is_paid_late_is_paid_in_full_after_its_notice() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2)
                .paid("2026-02-16T00:00:01Z", 2);

        assertThat(items(history).stream().map(BillingHistoryItem::chargeType))
                .containsExactly(ChargeType.CREDIT_CARD, ChargeType.NOTIFY, ChargeType.CREDIT_CARD);
    }

    @Test
    void an_unknown_outcome_is_no_transaction() {
        assertThat(items(premium().unknown("2026-01-15T10:00:01Z", 1))).isEmpty();
    }

    @Test
    void a_refund_is_a_transaction_once_it_is_paid_and_leaves_the_credit_balance_alone() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .granted("2026-01-16T00:00:00Z", CreditKind.GOODWILL, "USD 5.00")
                .askedForRefund("2026-01-20T00:00:00Z", 1, Optional.of("USD 10.00"));
        assertThat(items(history)).hasSize(2);

        history.refunded("2026-01-20T00:00:01Z", 1)
                .askedForRefund("2026-01-21T00:00:00Z", 1, Optional.empty())
                .refundFailed("2026-01-21T00:00:01Z", 2);

        assertThat(inWords(history))
                .hasSize(3)
                .endsWith("2026-01-20 REFUND $10.00, $5.00 left: Refund of ACME-0001, credit note ACME-CN-0001");
    }

    /** Lapses a month after it went paid, with the renewal tried five times. */
    private static void lapse(History history, LocalDate renewal, int invoice) {
        history.broughtUpTo(renewal + "T00:00:00Z");
        for (int days : new int[] {0, 1, 3, 5, 7}) {
            history.declined(renewal.plusDays(days) + "T00:00:00Z", invoice);
        }
    }

    @Test
    void what_was_written_off_is_not_remembered_for_ever() {
        History history = new History("acme").opened("2026-01-01T00:00:00Z", 3);
        LocalDate day = LocalDate.of(2026, 1, 15);
        for (int invoice = 1; invoice < 20; invoice += 2) {
            history.wentPaid(day + "T00:00:00Z", "premium", BillingInterval.MONTHLY)
                    .paid(day + "T00:00:01Z", invoice);
            lapse(history, day.plusMonths(1), invoice + 1);
            day = day.plusMonths(2);
        }

        assertThat(head(history).open()).extracting(OpenInvoice::invoiceId).containsExactly(new InvoiceId("ACME-0020"));
    }

    /** February's attempt is not known to have failed when January's last try does. */
    private static History lapsedWhileAsking() {
        History history = new History("acme")
                .opened("2026-01-01T00:00:00Z", 3)
                .wentPaid("2026-01-15T00:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-01-15T00:00:01Z", 1)
                .broughtUpTo("2026-03-15T00:00:00Z")
                .declined("2026-03-15T00:00:00Z", 2)
                .unknown("2026-03-15T00:00:00Z", 3)
                .declined("2026-03-22T00:00:00Z", 2);
        return history.wentPaid("2026-03-23T00:00:00Z", "premium", BillingInterval.MONTHLY)
                .paid("2026-03-23T00:00:01Z", 4);
    }

    @Test
    void money_that_comes_after_going_paid_again_says_what_it_is_for() {
        History history = lapsedWhileAsking().paid("2026-03-24T00:00:00Z", 3);

        assertThat(inWords(history))
                .last()
                .isEqualTo(
                        "2026-03-24 CREDIT_CARD $30.00, $0.00 left: Premium, 3 users, renewal 2026-03-15 to 2026-04-15");
        assertThat(head(history).open()).isEmpty();
    }

    @Test
    void what_was_written_off_and_is_declined_after_all_is_forgotten() {
        History history = lapsedWhileAsking().unknown("2026-03-24T00:00:00Z", 3);
        assertThat(head(history).open()).extracting(OpenInvoice::invoiceId).containsExactly(new InvoiceId("ACME-0003"));

        assertThat(head(history.declined("2026-03-24T01:00:00Z", 3)).open()).isEmpty();
    }

    @Test
    void a_head_of_before_that_says_only_what_an_open_invoice_is_about_still_reads() {
        JsonMapper json = DomainJson.mapperBuilder().build();
        HistoryHead head = head(premium());
        String before = json.writeValueAsString(head).replace(",\"asked\":false,\"writtenOff\":false", "");

        assertThat(before).doesNotContain("asked");
        assertThat(json.readValue(before, HistoryHead.class)).isEqualTo(head);
    }

    private static HistoryHead head(History history) {
        return SubscriptionFold.of(new BillingHistoryModel(), history.events())
                .head()
                .orElseThrow();
    }

    /** Ten users at 15.00 a month from 1 January to 11 March 2026; the sign-up credit stays what it was. */
    @Nested
    class OfAContract {
        private static History signed() {
            return new History("acme")
                    .opened("2025-12-01T09:00:00Z", 1)
                    .granted("2025-12-01T10:00:00Z", CreditKind.SIGNUP, "USD 5.00")
                    .changedPaymentMethod("2025-12-02T00:00:00Z", History.BANK)
                    .signed(
                            "2026-01-01T10:00:00Z",
                            BillingInterval.MONTHLY,
                            10,
                            "USD 15.00",
                            "2026-01-01",
                            "2026-03-11");
        }

        @Test
        void its_invoices_say_what_they_are_for_once_they_are_paid() {
            History history = signed();
            assertThat(items(history)).hasSize(1);

            history.paid("2026-01-02T00:00:00Z", 1)
                    .addedPrepaidUsers("2026-01-17T00:00:00Z", 2)
                    .declined("2026-01-17T00:00:01Z", 2)
                    .broughtUpTo("2026-02-01T00:00:00Z")
                    .paid("2026-02-02T00:00:00Z", 3)
                    .recordedPayment("2026-02-10T00:00:00Z", 2, "USD 14.52")
                    .broughtUpTo("2026-03-01T00:00:00Z")
                    .declined("2026-03-01T00:00:01Z", 4)
                    .broughtUpTo("2026-03-11T00:00:00Z")
                    .recordedPayment("2026-03-20T00:00:00Z", 4, "USD 58.06");

            assertThat(inWords(history))
                    .containsExactly(
                            "2025-12-01 CREDITED $5.00, $5.00 left: Sign-up credit",
                            "2026-01-02 ACH $150.00, $5.00 left: Contract for Enterprise, 10 users, billed monthly",
                            "2026-01-17 NOTIFY $14.52, $5.00 left: Payment declined (card_declined): 2 users added, now 12 on Enterprise",
                            "2026-02-02 ACH $180.00, $5.00 left: Enterprise, 12 users, renewal 2026-02-01 to 2026-03-01",
                            "2026-02-10 RECORDED $14.52, $5.00 left: 2 users added, now 12 on Enterprise",
                            "2026-03-01 NOTIFY $58.06, $5.00 left: Payment declined (card_declined): Enterprise, 12 users, renewal 2026-03-01 to 2026-03-11",
                            "2026-03-20 RECORDED $58.06, $5.00 left: Enterprise, 12 users, renewal 2026-03-01 to 2026-03-11");
        }

        @Test
        void what_stays_open_is_remembered_when_the_account_pays_online() {
            History history = signed().declined("2026-01-02T00:00:00Z", 1)
                    .broughtUpTo("2026-03-11T00:00:00Z")
                    .declined("2026-03-11T00:00:01Z", 2)
                    .wentPaid("2026-03-12T00:00:00Z", "premium", BillingInterval.MONTHLY)
                    .declined("2026-03-12T00:00:01Z", 2)
                    .recordedPayment("2026-03-12T00:00:02Z", 2, "USD 150.00");

            assertThat(inWords(history))
                    .endsWith(
                            "2026-03-12 RECORDED $150.00, $0.00 left: Enterprise, 10 users, renewal 2026-02-01 to 2026-03-01");
        }

        @Test
        void a_recorded_payment_is_named_so_in_json() {
            History history = new History("acme")
                    .opened("2025-12-01T09:00:00Z", 1)
                    .signed("2026-01-01T10:00:00Z", BillingInterval.ANNUAL, 1, "USD 150.00", "2026-01-01", "2027-01-01")
                    .recordedPayment("2026-02-01T00:00:00Z", 1, "USD 150.00");

            assertThatJson(DomainJson.mapperBuilder().build().writeValueAsString(items(history)))
                    .isEqualTo("""
                    [{"date": "2026-02-01", "details": "Contract for Enterprise, 1 user, billed annually",
                      "invoiceId": "ACME-0001", "invoiceNumber": "ACME-0001", "chargeType": "recorded",
                      "amount": {"amount": 15000, "currency": "USD"}, "creditBalance": {"amount": 0, "currency": "USD"},
                      "occurredAt": "2026-02-01T00:00:00Z", "eventId": "acme-4"}]""");
        }
    }
}
