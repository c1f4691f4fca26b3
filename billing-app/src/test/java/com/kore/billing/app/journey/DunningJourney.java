package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What becomes of money that does not come, and of money that goes back. Each story begins at noon of 15 January 2026 with three users
 * on Premium, 30.00 a month.
 */
abstract class DunningJourney {
    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeEach
    void start(@TempDir Path dataDir) {
        service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z");
        accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    private Answer refund(String number, String body, String... headers) {
        return service.post("admin", "/v1/invoices/" + number + "/refund", body, headers);
    }

    @Test
    void a_renewal_that_is_declined_is_tried_five_times_on_the_days_of_the_schedule_then_lapses() {
        accounts.changeCard("acme", "tok_decline");
        accounts.advanceTo("2026-02-21T00:00:00Z");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("past_due");
        assertThat(accounts.invoice("ACME-0002").at("/status")).isEqualTo("past_due");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":5}").isRefused(409, "payment-overdue");

        accounts.advanceTo("2026-03-31T00:00:00Z");

        assertThat(accounts.attempts("ACME-0002"))
                .containsExactly(
                        "2026-02-15T00:00:00Z declined",
                        "2026-02-16T00:00:00Z declined",
                        "2026-02-18T00:00:00Z declined",
                        "2026-02-20T00:00:00Z declined",
                        "2026-02-22T00:00:00Z declined");
        assertThat(accounts.invoices("acme"))
                .containsExactly("ACME-0001 2026-01-15 paid", "ACME-0002 2026-02-15 uncollectible");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("free");
        assertThat(accounts.history("acme"))
                .containsExactly(
                        "2026-01-15 credit_card 3000",
                        "2026-02-15 notify 3000",
                        "2026-02-16 notify 3000",
                        "2026-02-18 notify 3000",
                        "2026-02-20 notify 3000",
                        "2026-02-22 notify 3000");
    }

    @Test
    void a_new_card_is_tried_at_once_and_the_subscription_goes_on() {
        accounts.changeCard("acme", "tok_decline");
        accounts.advanceTo("2026-02-17T09:00:00Z");
        accounts.changeCard("acme", "tok_visa");
        accounts.advanceTo("2026-02-17T09:00:00Z");

        assertThat(accounts.attempts("ACME-0002"))
                .containsExactly(
                        "2026-02-15T00:00:00Z declined",
                        "2026-02-16T00:00:00Z declined",
                        "2026-02-17T09:00:00Z succeeded");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("active");
        accounts.advanceTo("2026-03-16T00:00:00Z");
        assertThat(accounts.invoices("acme"))
                .containsExactly("ACME-0001 2026-01-15 paid", "ACME-0002 2026-02-15 paid", "ACME-0003 2026-03-15 paid");
    }

    @Test
    void a_card_that_declines_twice_is_charged_at_the_third_try() {
        accounts.changeCard("acme", "tok_decline_2");
        accounts.advanceTo("2026-02-28T00:00:00Z");

        assertThat(accounts.attempts("ACME-0002"))
                .containsExactly(
                        "2026-02-15T00:00:00Z declined",
                        "2026-02-16T00:00:00Z declined",
                        "2026-02-18T00:00:00Z succeeded");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("active");
    }

    @Test
    void a_card_that_times_out_is_charged_once() {
        accounts.changeCard("acme", "tok_timeout");
        accounts.advanceTo("2026-02-28T00:00:00Z");

        assertThat(accounts.attempts("ACME-0002")).containsExactly("2026-02-15T00:01:00Z succeeded");
        assertThat(accounts.history("acme"))
                .containsExactly("2026-01-15 credit_card 3000", "2026-02-15 credit_card 3000");
    }

    @Test
    void who_lapsed_may_go_paid_again() {
        accounts.changeCard("acme", "tok_decline");
        accounts.advanceTo("2026-03-01T00:00:00Z");

        accounts.command(
                        "acme",
                        "change-plan",
                        "{\"plan\":\"enterprise\",\"interval\":\"monthly\",\"paymentMethod\":%s}"
                                .formatted(Accounts.card("tok_visa")),
                        "Prefer",
                        "wait=5")
                .is(200);
        assertThat(accounts.invoices("acme").getLast()).isEqualTo("ACME-0003 2026-03-01 paid");
    }

    @Test
    void a_refund_goes_back_once_with_a_credit_note_and_never_more_than_was_paid() {
        Answer asked = refund(
                        "ACME-0001",
                        "{\"amount\":{\"amount\":1000,\"currency\":\"USD\"},\"reason\":\"Charged twice\"}",
                        "Prefer",
                        "wait=5")
                .is(200);
        assertThat(asked.at("/creditNoteNumber")).isEqualTo("ACME-CN-0001");
        service.summaryAfter(asked);
        Answer invoice = accounts.invoice("ACME-0001");
        assertThat(invoice.at("/status")).isEqualTo("paid");
        assertThat(invoice.at("/amountRefunded/amount")).isEqualTo("1000");
        assertThat(invoice.at("/creditNotes/0/number")).isEqualTo("ACME-CN-0001");
        assertThat(invoice.at("/creditNotes/0/reason")).isEqualTo("Charged twice");

        refund("ACME-0001", "{\"amount\":{\"amount\":2001,\"currency\":\"USD\"},\"reason\":\"More\"}")
                .isRefused(409, "refund-exceeds-paid");
        Answer rest = refund("ACME-0001", "{\"reason\":\"All of it\"}", "Prefer", "wait=5")
                .is(200);
        assertThat(rest.at("/creditNoteNumber")).isEqualTo("ACME-CN-0002");
        service.summaryAfter(rest);
        refund("ACME-0001", "{\"reason\":\"Again\"}").isRefused(409, "refund-exceeds-paid");
        assertThat(accounts.history("acme"))
                .containsExactly("2026-01-15 credit_card 3000", "2026-01-15 refund 1000", "2026-01-15 refund 2000");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("active");
    }

    @Test
    void of_sixteen_refunds_of_a_third_at_once_three_are_made() {
        List<CompletableFuture<Answer>> asked = IntStream.range(0, 16)
                .mapToObj(n -> CompletableFuture.supplyAsync(() ->
                        refund("ACME-0001", "{\"amount\":{\"amount\":1000,\"currency\":\"USD\"},\"reason\":\"Race\"}")))
                .toList();
        List<Answer> answers = asked.stream().map(CompletableFuture::join).toList();

        assertThat(answers).filteredOn(answer -> answer.status() == 200).hasSize(3);
        answers.stream()
                .filter(answer -> answer.status() != 200)
                .forEach(answer -> answer.isRefused(409, "refund-exceeds-paid"));
        assertThat(answers)
                .filteredOn(answer -> answer.status() == 200)
                .extracting(answer -> answer.at("/creditNoteNumber"))
                .containsExactlyInAnyOrder("ACME-CN-0001", "ACME-CN-0002", "ACME-CN-0003");
        accounts.advanceTo("2026-01-15T13:00:00Z");
        assertThat(accounts.invoice("ACME-0001").at("/amountRefunded/amount")).isEqualTo("3000");
    }

    @Test
    void a_refund_is_the_staffs_and_says_what_is_wrong_with_it() {
        service.post("service", "/v1/invoices/ACME-0001/refund", "{\"reason\":\"Please\"}")
                .isRefused(403, "forbidden");
        refund("ACME-0009", "{\"reason\":\"None\"}").isRefused(404, "invoice-not-found");
        refund("NOBODY-0001", "{\"reason\":\"None\"}").isRefused(404, "invoice-not-found");
        refund("ACME-0001", "{}").isRefused(422, "invalid");
        refund("ACME-0001", "{\"amount\":{\"amount\":0,\"currency\":\"USD\"},\"reason\":\"Nothing\"}")
                .isRefused(422, "invalid");
        refund("ACME-0001", "{\"amount\":{\"amount\":100,\"currency\":\"EUR\"},\"reason\":\"Euros\"}")
                .isRefused(422, "currency-mismatch");
        Answer twice = refund("ACME-0001", "{\"reason\":\"Once\"}", "Idempotency-Key", "refund-1")
                .is(200);
        Answer repeated = refund("ACME-0001", "{\"reason\":\"Once\"}", "Idempotency-Key", "refund-1")
                .is(200);
        assertThat(repeated.at("/creditNoteNumber")).isEqualTo(twice.at("/creditNoteNumber"));
    }
}
