package com.kore.billing.projections.invoices;

import static net.javacrumbs.jsonunit.assertj.JsonAssertions.assertThatJson;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.kore.billing.domain.account.AccountKind;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import com.kore.billing.projections.History;
import com.kore.billing.projections.invoices.InvoiceRow.BilledTo;
import com.kore.billing.projections.invoices.Settlement.Outcome;
import com.kore.billing.projections.json.DomainJson;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What invoices say after a history. */
class InvoicesModelTest {
    private static final JsonMapper JSON = DomainJson.mapperBuilder().build();

    private static InvoiceRow invoice(History history, int number) {
        return Objects.requireNonNull(SubscriptionFold.of(new InvoicesModel(), history.events())
                .rows()
                .get("ACME-000" + number));
    }

    private static History premium() {
        return new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY);
    }

    private static History upgraded() {
        return premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .granted("2026-01-16T00:00:00Z", CreditKind.GOODWILL, "USD 5.00")
                .changedPlan("2026-02-01T00:00:00Z", "enterprise")
                .paid("2026-02-01T00:00:02Z", 2);
    }

    @Test
    void its_json_is_the_contracts() {
        assertThatJson(JSON.writeValueAsString(InvoiceView.whole(invoice(upgraded(), 2), History.CATALOG)))
                .isEqualTo("""
                {"invoiceId": "ACME-0002", "number": "ACME-0002", "subscriptionId": "acme", "accountKind": "online",
                 "status": "paid", "issuedOn": "2026-02-01",
                 "billedTo": {"accountName": "Acme Inc.", "billingProfile": {"contactName": "Ada Byron",
                   "email": "ada@acme.example",
                   "address": {"line1": "1 High St", "city": "Bonn", "postalCode": "53111", "country": "DE"}}},
                 "lines": [
                   {"kind": "credit", "description": "Unused: Premium, 3 users, 14 of 31 days", "plan": "premium",
                    "interval": "monthly", "unitPrice": {"amount": 1000, "currency": "USD"}, "users": 3, "days": 14,
                    "periodDays": 31, "period": {"start": "2026-02-01", "end": "2026-02-15"},
                    "amount": {"amount": -1355, "currency": "USD"}},
                   {"kind": "charge", "description": "Enterprise, 3 users, 14 of 31 days", "plan": "enterprise",
                    "interval": "monthly", "unitPrice": {"amount": 2000, "currency": "USD"}, "users": 3, "days": 14,
                    "periodDays": 31, "period": {"start": "2026-02-01", "end": "2026-02-15"},
                    "amount": {"amount": 2710, "currency": "USD"}}],
                 "listedPrice": {"amount": 2710, "currency": "USD"}, "prorationCredits": {"amount": 1355, "currency": "USD"},
                 "creditApplied": {"amount": 500, "currency": "USD"}, "amountDue": {"amount": 855, "currency": "USD"},
                 "amountPaid": {"amount": 855, "currency": "USD"}, "amountRefunded": {"amount": 0, "currency": "USD"},
                 "creditBalanceAfter": {"amount": 0, "currency": "USD"},
                 "payments": [{"attempt": 1, "at": "2026-02-01T00:00:02Z", "outcome": "succeeded",
                   "amount": {"amount": 855, "currency": "USD"}, "code": null}],
                 "creditNotes": []}""");
    }

    @Test
    void in_lists_it_has_no_lines_payments_and_credit_notes() {
        assertThatJson(JSON.writeValueAsString(InvoiceView.brief(invoice(upgraded(), 2))))
                .isObject()
                .doesNotContainKeys("lines", "payments", "creditNotes")
                .containsKeys("listedPrice", "creditBalanceAfter", "billedTo");
    }

    @Test
    void an_issued_invoice_keeps_whom_it_was_billed_to() {
        BillingProfile moved = new BillingProfile(
                "Ada Byron", "ada@acme.example", new BillingProfile.Address("2 Low St", "", "Bonn", "", "53111", "DE"));
        History history = upgraded();
        history.send(new UpdateBillingProfile(history.id(), Instant.parse("2026-02-02T00:00:00Z"), moved, false))
                .broughtUpTo("2026-02-15T00:00:00Z");

        assertThat(invoice(history, 2).billedTo().billingProfile()).contains(History.PROFILE);
        assertThat(invoice(history, 3).billedTo().billingProfile()).contains(moved);
    }

    @Test
    void erasure_reaches_every_invoice_and_every_credit_note() {
        History history = upgraded()
                .askedForRefund("2026-02-02T00:00:00Z", 1, Optional.empty())
                .refunded("2026-02-02T00:00:01Z", 1)
                .canceled("2026-02-03T00:00:00Z")
                .broughtUpTo("2026-02-15T00:00:00Z");
        history.send(new ErasePersonalData(history.id(), Instant.parse("2026-02-16T00:00:00Z")));

        assertThat(List.of(1, 2))
                .extracting(number -> invoice(history, number).billedTo())
                .containsOnly(new BilledTo("erased", AccountKind.ONLINE, Optional.of(BillingProfile.ERASED)));
        assertThat(invoice(history, 1).settlement().creditNotes())
                .extracting(note -> note.number().value(), note -> note.reason())
                .containsExactly(tuple("ACME-CN-0001", Optional.of("erased")));
        assertThat(new InvoicesModel()
                        .earlierRows(
                                Optional.empty(), history.events().getLast().event()))
                .containsExactly("ACME-0001", "ACME-0002");
    }

    private static History overdue() {
        return premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2);
    }

    @Test
    void a_declined_renewal_is_past_due_until_it_is_paid() {
        History history = overdue();

        assertThat(invoice(history, 2).status()).isEqualTo(InvoiceStatus.PAST_DUE);
        history.paid("2026-02-16T00:00:01Z", 2);
        assertThat(invoice(history, 2).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice(history, 2).settlement().payments())
                .extracting(Settlement.Payment::outcome)
                .containsExactly(Outcome.DECLINED, Outcome.SUCCEEDED);
    }

    @Test
    void a_declined_change_is_void() {
        InvoiceRow declined = invoice(premium().declined("2026-01-15T10:00:01Z", 1), 1);

        assertThat(declined.status()).isEqualTo(InvoiceStatus.VOID);
        assertThat(declined.amountPaid()).isEqualTo(Money.parse("USD 0.00"));
    }

    @Test
    void an_attempt_stands_once_with_its_latest_outcome() {
        History history = premium()
                .unknown("2026-01-15T10:00:01Z", 1)
                .unknown("2026-01-15T10:01:01Z", 1)
                .paid("2026-01-15T10:05:01Z", 1);

        assertThat(invoice(history, 1).settlement().payments())
                .extracting(Settlement.Payment::attempt, Settlement.Payment::outcome)
                .isEqualTo(List.of(tuple(1, Outcome.SUCCEEDED)));
    }

    @Test
    void nothing_due_is_paid() {
        History history = new History("acme")
                .opened("2026-01-15T09:00:00Z", 3)
                .granted("2026-01-15T09:30:00Z", CreditKind.SIGNUP, "USD 100.00")
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY);

        assertThat(invoice(history, 1).status()).isEqualTo(InvoiceStatus.PAID);
        assertThat(invoice(history, 1).totals().creditBalance()).isEqualTo(Money.parse("USD 70.00"));
    }

    @Test
    void a_renewal_is_uncollectible_after_the_last_try() {
        History history = overdue().declined("2026-02-22T00:00:01Z", 2);

        assertThat(invoice(history, 2).status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(invoice(history, 2).amountPaid()).isEqualTo(Money.parse("USD 0.00"));
    }

    @Test
    void money_that_comes_late_leaves_it_uncollectible_and_goes_back() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-03-15T00:00:00Z")
                .declined("2026-03-15T00:00:01Z", 2)
                .unknown("2026-03-15T00:00:02Z", 3)
                .declined("2026-03-22T00:00:01Z", 2)
                .paid("2026-03-22T01:00:00Z", 3)
                .refunded("2026-03-22T01:00:01Z", 1);

        InvoiceRow late = invoice(history, 3);
        assertThat(late.status()).isEqualTo(InvoiceStatus.UNCOLLECTIBLE);
        assertThat(late.amountPaid()).isEqualTo(Money.parse("USD 30.00"));
        assertThat(late.amountRefunded()).isEqualTo(Money.parse("USD 30.00"));
    }

    /** Nobody gave that reason, so there is nothing personal about it. */
    @Test
    void a_credit_note_for_money_that_came_late_says_so_also_once_the_account_is_erased() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-03-15T00:00:00Z")
                .declined("2026-03-15T00:00:01Z", 2)
                .unknown("2026-03-15T00:00:02Z", 3)
                .declined("2026-03-22T00:00:01Z", 2)
                .paid("2026-03-22T01:00:00Z", 3)
                .refunded("2026-03-22T01:00:01Z", 1);
        history.send(new ErasePersonalData(history.id(), Instant.parse("2026-03-23T00:00:00Z")));

        assertThat(InvoiceView.whole(invoice(history, 3), History.CATALOG).creditNotes())
                .hasValueSatisfying(notes -> assertThat(notes)
                        .extracting(InvoiceView.CreditNote::reason)
                        .containsExactly("The payment came after the invoice was written off."));
    }

    @Test
    void a_refund_is_a_credit_note_from_when_it_is_asked_for_and_counts_once_it_is_paid() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .askedForRefund("2026-01-20T00:00:00Z", 1, Optional.of("USD 10"));

        assertThat(invoice(history, 1).settlement().creditNotes())
                .containsExactly(new Settlement.CreditNote(
                        new CreditNoteId("ACME-CN-0001"),
                        LocalDate.of(2026, 1, 20),
                        Money.parse("USD 10.00"),
                        RefundCause.REQUESTED,
                        Optional.of("overcharged")));
        assertThat(invoice(history, 1).amountRefunded()).isEqualTo(Money.parse("USD 0.00"));
        history.refunded("2026-01-20T00:00:01Z", 1);
        assertThat(invoice(history, 1).amountRefunded()).isEqualTo(Money.parse("USD 10.00"));
        assertThat(invoice(history, 1).status()).isEqualTo(InvoiceStatus.PAID);
    }

    @Test
    void a_refund_that_failed_leaves_no_credit_note() {
        History history = premium()
                .paid("2026-01-15T10:00:01Z", 1)
                .askedForRefund("2026-01-20T00:00:00Z", 1, Optional.empty())
                .refundFailed("2026-01-20T00:00:01Z", 1);

        assertThat(invoice(history, 1).settlement().creditNotes()).isEmpty();
        assertThat(invoice(history, 1).amountRefunded()).isEqualTo(Money.parse("USD 0.00"));
    }

    /** Ten users at 150.00 a year from 1 January 2026 to 1 July 2027. */
    @Nested
    class OfAContract {
        private static History signed(History history) {
            return history.signed(
                    "2026-01-01T10:00:00Z", BillingInterval.ANNUAL, 10, "USD 150.00", "2026-01-01", "2027-07-01");
        }

        private static History opened() {
            return new History("acme").opened("2025-12-01T09:00:00Z", 1);
        }

        private static History withCard() {
            return signed(opened().changedPaymentMethod("2025-12-02T00:00:00Z", History.VISA));
        }

        @Test
        void its_json_says_so_and_what_was_recorded_is_number_0() {
            History history = signed(opened())
                    .broughtUpTo("2027-01-01T00:00:00Z")
                    .recordedPayment("2027-01-20T00:00:00Z", 2, "USD 743.84");

            assertThatJson(JSON.writeValueAsString(InvoiceView.whole(invoice(history, 2), History.CATALOG)))
                    .isEqualTo("""
                    {"invoiceId": "ACME-0002", "number": "ACME-0002", "subscriptionId": "acme", "accountKind": "contract",
                     "status": "paid", "issuedOn": "2027-01-01",
                     "billedTo": {"accountName": "Acme Inc.", "billingProfile": null},
                     "lines": [
                       {"kind": "charge", "description": "Enterprise, 10 users, 181 of 365 days", "plan": "enterprise",
                        "interval": "annual", "unitPrice": {"amount": 15000, "currency": "USD"}, "users": 10, "days": 181,
                        "periodDays": 365, "period": {"start": "2027-01-01", "end": "2027-07-01"},
                        "amount": {"amount": 74384, "currency": "USD"}}],
                     "listedPrice": {"amount": 74384, "currency": "USD"}, "prorationCredits": {"amount": 0, "currency": "USD"},
                     "creditApplied": {"amount": 0, "currency": "USD"}, "amountDue": {"amount": 74384, "currency": "USD"},
                     "amountPaid": {"amount": 74384, "currency": "USD"}, "amountRefunded": {"amount": 0, "currency": "USD"},
                     "creditBalanceAfter": {"amount": 0, "currency": "USD"},
                     "payments": [{"attempt": 0, "at": "2027-01-20T00:00:00Z", "outcome": "recorded",
                       "amount": {"amount": 74384, "currency": "USD"}, "code": null}],
                     "creditNotes": []}""");
        }

        @Test
        void it_is_never_past_due_however_often_it_is_declined() {
            History history = withCard().declined("2026-01-01T10:00:01Z", 1);
            assertThat(invoice(history, 1).status()).isEqualTo(InvoiceStatus.OPEN);

            history.changedPaymentMethod("2026-02-01T00:00:00Z", History.BANK)
                    .changedPaymentMethod("2026-02-01T00:00:01Z", History.VISA)
                    .declined("2026-02-01T00:00:02Z", 1);
            assertThat(invoice(history, 1).status()).isEqualTo(InvoiceStatus.OPEN);

            history.unknown("2026-02-01T00:00:03Z", 1).broughtUpTo("2027-07-01T00:00:00Z");
            assertThat(invoice(history, 1).status()).isEqualTo(InvoiceStatus.OPEN);
            assertThat(invoice(history, 2).status()).isEqualTo(InvoiceStatus.OPEN);
        }

        @Test
        void a_recorded_payment_stands_after_the_attempts_before_it() {
            InvoiceRow row = invoice(
                    withCard()
                            .declined("2026-01-01T10:00:01Z", 1)
                            .recordedPayment("2026-01-20T00:00:00Z", 1, "USD 1500.00"),
                    1);

            assertThat(row.status()).isEqualTo(InvoiceStatus.PAID);
            assertThat(row.amountPaid()).isEqualTo(Money.parse("USD 1500.00"));
            assertThat(row.settlement().payments())
                    .extracting(Settlement.Payment::attempt, Settlement.Payment::outcome)
                    .containsExactly(tuple(1, Outcome.DECLINED), tuple(0, Outcome.RECORDED));
        }

        @Test
        void each_invoice_keeps_the_kind_that_the_account_had_then() {
            History history = premium()
                    .paid("2026-01-15T10:00:01Z", 1)
                    .canceled("2026-01-16T00:00:00Z")
                    .broughtUpTo("2026-02-15T00:00:00Z")
                    .signed(
                            "2026-02-16T00:00:00Z",
                            BillingInterval.MONTHLY,
                            10,
                            "USD 15.00",
                            "2026-02-16",
                            "2026-03-16")
                    .paid("2026-02-16T00:00:01Z", 2)
                    .broughtUpTo("2026-03-16T00:00:00Z")
                    .wentPaid("2026-03-17T00:00:00Z", "premium", BillingInterval.MONTHLY);

            assertThat(List.of(1, 2, 3))
                    .extracting(number -> invoice(history, number).billedTo().accountKind())
                    .containsExactly(AccountKind.ONLINE, AccountKind.CONTRACT, AccountKind.ONLINE);
        }

        @Test
        void the_kind_stays_when_the_staff_update_the_profile() {
            History history = withCard();
            history.send(new UpdateBillingProfile(
                            history.id(), Instant.parse("2026-02-02T00:00:00Z"), History.PROFILE, true))
                    .broughtUpTo("2027-01-01T00:00:00Z");

            assertThat(invoice(history, 2).billedTo())
                    .isEqualTo(new BilledTo("Acme Inc.", AccountKind.CONTRACT, Optional.of(History.PROFILE)));
        }
    }
}
