package com.kore.billing.app.commands;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.HttpTest;
import com.kore.billing.app.ScriptedDispatcher.Sent;
import com.kore.billing.app.eventstore.Actor;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.RecordedEvent;
import com.kore.billing.app.eventstore.TraceParent;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class CommandsTest extends HttpTest {
    private static final SubscriptionId ACME = new SubscriptionId("acme");
    private static final String CARD = """
            {"kind":"card","token":"tok_visa","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2030}""";
    private static final String ACH = """
            {"kind":"ach","token":"ba_ok","bankName":"First Bank","last4":"6789"}""";
    private static final String PROFILE = """
            {"contactName":"Ada Byron","email":"ada@acme.example","address":{"line1":"1 Main Street","city":"Springfield",
             "postalCode":"62701","country":"US"}}""";
    private static final BillingProfile ADA = new BillingProfile(
            "Ada Byron",
            "ada@acme.example",
            new BillingProfile.Address("1 Main Street", "", "Springfield", "", "62701", "US"));

    private Sent only() {
        assertThat(dispatcher.sent()).hasSize(1);
        return dispatcher.sent().getFirst();
    }

    private <T extends SubscriptionCommand> T sent(Class<T> type) {
        SubscriptionCommand command = only().command();
        assertThat(command).isInstanceOf(type);
        assertThat(command.at()).isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());
        assertThat(command.at()).isEqualTo(command.at().truncatedTo(ChronoUnit.MICROS));
        return type.cast(command);
    }

    /** So that a command that waits for its commit, or a read for a version, holds no thread of the computer's. */
    @Test
    void are_handled_on_virtual_threads() {
        AtomicBoolean virtual = new AtomicBoolean();
        dispatcher.answer(command -> {
            virtual.set(Thread.currentThread().isVirtual());
            return new DecidedCommand(command.subscriptionId(), 2, List.of(), false);
        });
        post("service", "/v1/subscriptions/acme/cancel", "{}");

        assertThat(virtual).isTrue();
    }

    @Nested
    class Opening {
        @Test
        void takes_what_is_given_and_says_where_the_subscription_is() {
            Answer answer = post("service", "/v1/subscriptions", """
                    {"subscriptionId":"acme","accountName":"Acme Inc.","currency":"EUR","timeZone":"Europe/Berlin","managedUsers":7,
                     "billingProfile":%s}""".formatted(PROFILE));

            assertThat(answer.status()).isEqualTo(201);
            assertThat(answer.header("Location")).isEqualTo("/v1/subscriptions/acme");
            assertThat(answer.header("ETag")).isEqualTo("\"1\"");
            assertThat(answer.text()).isEqualTo("{\"subscriptionId\":\"acme\",\"version\":1,\"events\":[]}");
            OpenSubscription command = sent(OpenSubscription.class);
            assertThat(command)
                    .isEqualTo(new OpenSubscription(
                            ACME,
                            command.at(),
                            "Acme Inc.",
                            CurrencyUnit.EUR,
                            ZoneId.of("Europe/Berlin"),
                            7,
                            Optional.of(ADA)));
        }

        @Test
        void without_more_than_a_name_is_in_dollars_and_utc_for_one_user_under_a_fresh_id() {
            Answer answer = post("service", "/v1/subscriptions", "{\"accountName\":\"Acme Inc.\"}");

            OpenSubscription command = sent(OpenSubscription.class);
            assertThat(command.subscriptionId().value())
                    .matches("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
            assertThat(answer.header("Location")).isEqualTo("/v1/subscriptions/" + command.subscriptionId());
            assertThat(command.currency()).isEqualTo(CurrencyUnit.USD);
            assertThat(command.timeZone()).isEqualTo(ZoneId.of("UTC"));
            assertThat(command.managedUsers()).isEqualTo(1);
            assertThat(command.billingProfile()).isEmpty();
        }
    }

    @Nested
    class Changing {
        @Test
        void the_plan_with_everything_that_may_come_with_it() {
            Answer answer = post("service", "/v1/subscriptions/acme/change-plan", """
                    {"plan":"premium","interval":"annual","managedUsers":5,"paymentMethod":%s,"billingProfile":%s,
                     "expectedAmountDue":{"amount":50000,"currency":"USD"}}""".formatted(CARD, PROFILE));

            assertThat(answer.status()).isEqualTo(200);
            ChangePlan command = sent(ChangePlan.class);
            assertThat(command)
                    .isEqualTo(new ChangePlan(
                            ACME,
                            command.at(),
                            new PlanId("premium"),
                            Optional.of(BillingInterval.ANNUAL),
                            Optional.of(5),
                            Optional.of(new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2030, 12))),
                            Optional.of(ADA),
                            Optional.of(Money.parse("USD 500.00"))));
        }

        @Test
        void the_plan_alone_leaves_the_rest_as_it_is() {
            post("service", "/v1/subscriptions/acme/change-plan", "{\"plan\":\"premium\",\"interval\":null}");

            ChangePlan command = sent(ChangePlan.class);
            assertThat(command.interval()).isEmpty();
            assertThat(command.managedUsers()).isEmpty();
            assertThat(command.paymentMethod()).isEmpty();
            assertThat(command.billingProfile()).isEmpty();
            assertThat(command.expectedAmountDue()).isEmpty();
        }

        @Test
        void the_interval() {
            post("service", "/v1/subscriptions/acme/change-billing-interval", "{\"interval\":\"monthly\"}");

            assertThat(sent(ChangeBillingInterval.class).interval()).isEqualTo(BillingInterval.MONTHLY);
        }

        @Test
        void the_number_of_users() {
            post(
                    "service",
                    "/v1/subscriptions/acme/change-managed-users",
                    "{\"managedUsers\":25,\"expectedAmountDue\":{\"amount\":0,\"currency\":\"JPY\"}}");

            assertThat(sent(ChangeManagedUsers.class).managedUsers()).isEqualTo(25);
            assertThat(sent(ChangeManagedUsers.class).expectedAmountDue()).contains(Money.parse("JPY 0"));
        }

        @Test
        void the_payment_method() {
            post("service", "/v1/subscriptions/acme/change-payment-method", CARD);

            assertThat(sent(ChangePaymentMethod.class).paymentMethod())
                    .isEqualTo(new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2030, 12)));
        }

        @Test
        void the_billing_profile() {
            post("service", "/v1/subscriptions/acme/update-billing-profile", PROFILE);

            assertThat(sent(UpdateBillingProfile.class).billingProfile()).isEqualTo(ADA);
        }
    }

    @Nested
    class Ach {
        @Test
        void is_set_up_by_the_staff() {
            post("admin", "/v1/subscriptions/acme/change-payment-method", ACH);

            assertThat(sent(ChangePaymentMethod.class).paymentMethod())
                    .isEqualTo(new PaymentMethod.AchDebit("ba_ok", "First Bank", "6789"));
        }

        @Test
        void is_refused_to_anyone_else_wherever_it_is_given() {
            post("service", "/v1/subscriptions/acme/change-payment-method", ACH).isProblem(403, "ach-needs-admin");
            post(
                            "service",
                            "/v1/subscriptions/acme/change-plan",
                            "{\"plan\":\"premium\",\"paymentMethod\":%s}".formatted(ACH))
                    .isProblem(403, "ach-needs-admin");
            assertThat(dispatcher.sent()).isEmpty();
        }
    }

    @Nested
    class Ending {
        @Test
        void a_cancellation_may_say_why() {
            post("service", "/v1/subscriptions/acme/cancel", "{\"reason\":\"Too\\nfew users\"}");

            assertThat(sent(CancelSubscription.class).reason()).contains("Too\nfew users");
        }

        @Test
        void a_cancellation_need_not_say_why() {
            post("service", "/v1/subscriptions/acme/cancel", "{}");

            assertThat(sent(CancelSubscription.class).reason()).isEmpty();
        }

        @Test
        void a_cancellation_is_withdrawn() {
            post("service", "/v1/subscriptions/acme/withdraw-cancellation", "{}");

            sent(WithdrawCancellation.class);
        }

        @Test
        void a_scheduled_change_is_withdrawn() {
            post("service", "/v1/subscriptions/acme/withdraw-scheduled-change", "{}");

            sent(WithdrawScheduledChange.class);
        }
    }

    @Test
    void credit_is_granted_by_the_staff() {
        post(
                "admin",
                "/v1/subscriptions/acme/grant-credit",
                "{\"kind\":\"goodwill\",\"amount\":{\"amount\":2500,\"currency\":\"USD\"},\"note\":\"Outage\"}");

        GrantCredit command = sent(GrantCredit.class);
        assertThat(command)
                .isEqualTo(new GrantCredit(
                        ACME, command.at(), CreditKind.GOODWILL, Money.parse("USD 25.00"), Optional.of("Outage")));
    }

    @Nested
    class What_a_request_says_about_its_command {
        private Sent withHeaders(String... headers) {
            Answer answer = send(as("service", "/v1/subscriptions/acme/cancel")
                    .header("Content-Type", "application/json")
                    .headers(headers)
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            return only();
        }

        @Test
        void the_token_says_who_acts() {
            assertThat(withHeaders("Accept", "application/json").context().actor())
                    .isEqualTo(new Actor("service", Actor.Kind.TOKEN));
        }

        @Test
        void if_match_says_on_which_version() {
            assertThat(withHeaders("If-Match", "\"17\"").context().expectedVersion())
                    .contains(17L);
        }

        @Test
        void if_match_with_a_star_says_on_any() {
            assertThat(withHeaders("If-Match", "*").context().expectedVersion()).isEmpty();
        }

        @Test
        void the_request_id_is_its_correlation_and_the_trace_is_passed_on() {
            String parent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
            Sent sent = withHeaders("X-Request-Id", "order-77", "traceparent", parent);

            assertThat(sent.context().correlationId()).isEqualTo("order-77");
            assertThat(sent.context().traceParent()).isEqualTo(new TraceParent(parent));
            assertThat(sent.context().causationId()).isEmpty();
        }

        @Test
        void an_unusable_request_id_or_trace_is_replaced() {
            Sent sent = withHeaders("X-Request-Id", "<script>", "traceparent", "00-nonsense");

            assertThat(sent.context().correlationId()).matches("[0-9a-f-]{36}");
            assertThat(sent.context().traceParent().value()).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        }

        @Test
        void the_trace_that_a_problem_quotes_is_the_one_that_the_command_is_sent_with() {
            dispatcher.fail(new CommandRejected("not-paid", "There is nothing to cancel."));

            Answer refused = post("service", "/v1/subscriptions/acme/cancel", "{}");

            refused.isProblem(409, "not-paid");
            assertThat(only().context().traceParent().traceId())
                    .isEqualTo(refused.json().path("traceId").stringValue(""));
        }

        @Test
        void the_idempotency_key_stands_for_method_path_and_body_however_they_are_written() {
            String first = keyHash(
                    "/v1/subscriptions/acme/change-managed-users", "{\"managedUsers\":3,\"expectedAmountDue\":null}");
            String sameSpacedOtherwise = keyHash(
                    "/v1/subscriptions/acme/change-managed-users",
                    "{ \"expectedAmountDue\": null, \"managedUsers\": 3 }");
            String otherBody = keyHash("/v1/subscriptions/acme/change-managed-users", "{\"managedUsers\":4}");
            String otherPath = keyHash(
                    "/v1/subscriptions/beta/change-managed-users", "{\"managedUsers\":3,\"expectedAmountDue\":null}");

            assertThat(first).hasSize(64).isEqualTo(sameSpacedOtherwise);
            assertThat(List.of(otherBody, otherPath)).doesNotContain(first).doesNotHaveDuplicates();
        }

        @Test
        void an_idempotency_key_of_random_digits_is_no_card_number_if_it_is_a_uuid() {
            assertThat(withHeaders("Idempotency-Key", "41111111-1111-4008-a777-0123456789ab")
                            .context()
                            .idempotencyKey())
                    .isPresent();
        }

        private String keyHash(String path, String body) {
            dispatcher.reset();
            send(as("service", path)
                    .header("Content-Type", "application/json")
                    .header("Idempotency-Key", "k-1")
                    .POST(HttpRequest.BodyPublishers.ofString(body)));
            var key = only().context().idempotencyKey().orElseThrow();
            assertThat(key.caller()).isEqualTo("service");
            assertThat(key.key()).isEqualTo("k-1");
            return key.requestHash();
        }

        @Test
        void headers_of_another_form_are_refused_before_anything_is_decided() {
            refusedHeader("If-Match", "If-Match", "7");
            refusedHeader("If-Match", "If-Match", "W/\"7\"");
            refusedHeader("If-Match", "If-Match", "\"7\", \"8\"");
            refusedHeader("If-Match", "If-Match", "\"-1\"");
            refusedHeader("If-Match", "If-Match", "\"99999999999999999999\"");
            refusedHeader("Idempotency-Key", "Idempotency-Key", "a b");
            refusedHeader("Idempotency-Key", "Idempotency-Key", "x".repeat(256));
            assertThat(dispatcher.sent()).isEmpty();
        }

        private void refusedHeader(String field, String name, String value) {
            Answer answer = send(as("service", "/v1/subscriptions/acme/cancel")
                    .header("Content-Type", "application/json")
                    .header(name, value)
                    .POST(HttpRequest.BodyPublishers.ofString("{}")));
            answer.isProblem(422, "invalid");
            assertThat(answer.json().path("violations").get(0).path("field").stringValue())
                    .isEqualTo(field);
        }
    }

    @Nested
    class The_answer {
        private static final Instant AT = Instant.parse("2026-01-15T10:00:00Z");
        private static final LocalDate ON = LocalDate.of(2026, 1, 15);

        private DecidedCommand decided(String due, boolean replayed) {
            Money amount = Money.parse(due);
            Money zero = Money.zero(amount.getCurrencyUnit());
            return new DecidedCommand(
                    ACME,
                    9,
                    List.of(
                            new RecordedEvent("e-8", 8, new ScheduledChangeWithdrawn(ACME, AT, ON)),
                            new RecordedEvent(
                                    "e-9",
                                    9,
                                    new InvoiceIssued(
                                            ACME,
                                            AT,
                                            ON,
                                            new InvoiceId("ACME-0001"),
                                            InvoiceOrigin.CHANGE,
                                            InvoiceOccasion.WENT_PAID,
                                            List.of(),
                                            new InvoiceTotals(amount, zero, zero, amount, zero),
                                            Optional.empty()))),
                    replayed);
        }

        @Test
        void names_the_events_and_the_open_invoice() {
            dispatcher.answer(command -> decided("USD 12.34", false));

            Answer answer = post("service", "/v1/subscriptions/acme/withdraw-scheduled-change", "{}");

            assertThat(answer.text())
                    .isEqualTo(
                            "{\"subscriptionId\":\"acme\",\"version\":9,\"events\":[{\"eventId\":\"e-8\",\"type\":\"ScheduledChangeWithdrawn\"},"
                                    + "{\"eventId\":\"e-9\",\"type\":\"InvoiceIssued\"}],\"invoice\":{\"invoiceId\":\"ACME-0001\",\"number\":"
                                    + "\"ACME-0001\",\"amountDue\":{\"amount\":1234,\"currency\":\"USD\"},\"status\":\"open\"}}");
            assertThat(answer.header("ETag")).isEqualTo("\"9\"");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
            assertThat(answer.header("Idempotent-Replayed")).isEmpty();
        }

        @Test
        void calls_an_invoice_paid_when_nothing_is_due() {
            dispatcher.answer(command -> decided("USD 0.00", false));

            Answer answer = post("service", "/v1/subscriptions/acme/withdraw-scheduled-change", "{}");

            assertThat(answer.json().path("invoice").path("status").stringValue())
                    .isEqualTo("paid");
        }

        @Test
        void says_when_it_is_the_stored_one() {
            dispatcher.answer(command -> decided("USD 0.00", true));

            Answer answer = post("service", "/v1/subscriptions/acme/withdraw-scheduled-change", "{}");

            assertThat(answer.header("Idempotent-Replayed")).isEqualTo("true");
        }
    }
}
