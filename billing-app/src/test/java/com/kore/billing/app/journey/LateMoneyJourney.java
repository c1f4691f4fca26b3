package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule 15h: money that comes for an invoice that was given up. Three users on Premium since 15 January 2026; declined renewals are tried
 * again after 10, 20 and 40 days. February's, ACME-0002, is declined until it is given up on 27 March, and with it March's, ACME-0003,
 * of which the gateway has not been able to tell what became of it since the 15th. 5.00 of its 30.00 were paid by credit.
 */
abstract class LateMoneyJourney {
    private RunningService service;
    private GatewayByInvoice gateway;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeEach
    void give_up_on_both(@TempDir Path dataDir) {
        service = RunningService.start(
                database(),
                dataDir,
                Map.of(
                        "billing.clock", "sandbox",
                        "billing.clock-start", "2026-01-15T12:00:00Z",
                        "billing.dunning.retry-days", "10,20,40"),
                GatewayByInvoice.class);
        gateway = service.bean(GatewayByInvoice.class);
        accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        gateway.says("ACME-0002", new Declined("card_declined"));
        gateway.says("ACME-0003", new Unknown("timeout"));
        accounts.advanceTo("2026-03-01T12:00:00Z");
        service.post(
                        "admin",
                        "/v1/subscriptions/acme/grant-credit",
                        "{\"kind\":\"goodwill\",\"amount\":{\"amount\":500,\"currency\":\"USD\"}}")
                .is(200);
        accounts.advanceTo("2026-03-27T00:00:00Z");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Answer refundAgain() {
        return service.post("admin", "/v1/invoices/ACME-0003/refund", "{\"reason\":\"By bank\"}", "Prefer", "wait=5");
    }

    private void assertShown(String pointer, String value) {
        assertThat(accounts.invoice("ACME-0003").at(pointer)).as(pointer).isEqualTo(value);
    }

    @Test
    void it_was_given_up_while_nobody_knew_whether_it_is_paid() {
        assertThat(accounts.invoices("acme"))
                .containsExactly(
                        "ACME-0001 2026-01-15 paid",
                        "ACME-0002 2026-02-15 uncollectible",
                        "ACME-0003 2026-03-15 uncollectible");
        assertThat(accounts.attempts("ACME-0002"))
                .containsExactly(
                        "2026-02-15T00:00:00Z declined",
                        "2026-02-25T00:00:00Z declined",
                        "2026-03-07T00:00:00Z declined",
                        "2026-03-27T00:00:00Z declined");
        assertThat(accounts.attempts("ACME-0003")).singleElement().asString().endsWith(" unknown");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("free");
        service.post("admin", "/v1/subscriptions/acme/erase-personal-data", "{}")
                .isRefused(409, "still-active");
    }

    @Test
    void what_the_card_paid_goes_back_whole_with_a_credit_note_and_the_invoice_stays_uncollectible() {
        gateway.says("ACME-0003", new Succeeded());
        accounts.advanceTo("2026-03-27T02:00:00Z");

        assertShown("/status", "uncollectible");
        assertShown("/creditApplied/amount", "500");
        assertShown("/amountDue/amount", "2500");
        assertShown("/amountPaid/amount", "2500");
        assertShown("/amountRefunded/amount", "2500");
        assertShown("/creditNotes/0/number", "ACME-CN-0001");
        assertShown("/creditNotes/0/issuedOn", "2026-03-27");
        assertShown("/creditNotes/0/amount/amount", "2500");
        assertShown("/creditNotes/0/reason", "The payment came after the invoice was written off.");
        assertThat(accounts.attempts("ACME-0003")).containsExactly("2026-03-27T00:30:00Z succeeded");
        assertThat(accounts.history("acme"))
                .endsWith(
                        "2026-03-01 credited 500",
                        "2026-03-07 notify 3000",
                        "2026-03-15 discount_credits 500",
                        "2026-03-27 notify 3000",
                        "2026-03-27 credit_card 2500",
                        "2026-03-27 refund 2500");
        Answer summary = accounts.summary("acme");
        assertThat(summary.at("/status")).isEqualTo("free");
        assertThat(summary.at("/statement")).isEqualTo("You are currently on the Free plan.");
        assertThat(summary.at("/creditBalance/amount")).isEqualTo("0");
        assertThat(accounts.feed("acme"))
                .endsWith(
                        "SubscriptionEnded",
                        "InvoiceWrittenOff ACME-0002",
                        "InvoiceWrittenOff ACME-0003",
                        "PaymentSucceeded ACME-0003",
                        "RefundRequested ACME-0003",
                        "PaymentRefunded ACME-0003");
        refundAgain().isRefused(409, "refund-exceeds-paid");
    }

    @Test
    void what_the_gateway_could_not_pay_back_the_staff_refund_again() {
        gateway.says("ACME-0003", new Succeeded());
        gateway.cannotPayBack("ACME-CN-0001");
        accounts.advanceTo("2026-03-27T02:00:00Z");

        assertShown("/status", "uncollectible");
        assertShown("/amountPaid/amount", "2500");
        assertShown("/amountRefunded/amount", "0");
        assertShown("/creditNotes/0/number", "");
        assertThat(accounts.history("acme")).last().isEqualTo("2026-03-27 credit_card 2500");
        assertThat(accounts.feed("acme")).last().isEqualTo("RefundFailed ACME-0003");

        Answer again = refundAgain().is(200);
        assertThat(again.at("/creditNoteNumber")).isEqualTo("ACME-CN-0002");
        accounts.advanceTo("2026-03-27T02:00:00Z");
        assertShown("/status", "uncollectible");
        assertShown("/amountRefunded/amount", "2500");
        assertShown("/creditNotes/0/number", "ACME-CN-0002");
        assertShown("/creditNotes/0/reason", "By bank");
        assertThat(accounts.history("acme")).last().isEqualTo("2026-03-27 refund 2500");
    }

    @Test
    void what_was_declined_after_all_stays_uncollectible_and_is_asked_for_no_more() {
        gateway.says("ACME-0003", new Declined("card_declined"));
        accounts.advanceTo("2026-06-01T00:00:00Z");

        assertShown("/status", "uncollectible");
        assertShown("/amountPaid/amount", "0");
        assertThat(accounts.attempts("ACME-0003")).containsExactly("2026-03-27T00:30:00Z declined");
        refundAgain().isRefused(409, "refund-exceeds-paid");
    }
}
