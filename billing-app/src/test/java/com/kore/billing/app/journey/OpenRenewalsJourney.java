package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules 15e to 15g: two renewals that are open at once. Three users on Premium since 15 January 2026; declined renewals are tried again
 * after 10, 30 and 40 days, so that March's, ACME-0003, comes due while February's, ACME-0002, is dunned.
 */
abstract class OpenRenewalsJourney {
    private RunningService service;
    private Accounts accounts;

    abstract Vendor database();

    @BeforeEach
    void let_march_come_due_while_february_is_dunned(@TempDir Path dataDir) {
        service = RunningService.start(
                database(),
                dataDir,
                Map.of(
                        "billing.clock", "sandbox",
                        "billing.clock-start", "2026-01-15T12:00:00Z",
                        "billing.dunning.retry-days", "10,30,40"));
        accounts = new Accounts(service);
        accounts.openPaid("acme", "premium", "monthly");
        accounts.changeCard("acme", "tok_decline");
        accounts.advanceTo("2026-03-18T09:00:00Z");
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void are_tried_together_on_the_schedule_of_the_oldest_and_given_up_together() {
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("past_due");
        assertThat(accounts.invoices("acme"))
                .containsExactly(
                        "ACME-0001 2026-01-15 paid", "ACME-0002 2026-02-15 past_due", "ACME-0003 2026-03-15 past_due");
        accounts.command("acme", "change-managed-users", "{\"managedUsers\":5}").isRefused(409, "payment-overdue");

        accounts.advanceTo("2026-06-01T00:00:00Z");

        assertThat(accounts.attempts("ACME-0002"))
                .containsExactly(
                        "2026-02-15T00:00:00Z declined",
                        "2026-02-25T00:00:00Z declined",
                        "2026-03-17T00:00:00Z declined",
                        "2026-03-27T00:00:00Z declined");
        // Not on its own 25 March; and February's last try, which comes first, is the end of both.
        assertThat(accounts.attempts("ACME-0003"))
                .containsExactly("2026-03-15T00:00:00Z declined", "2026-03-17T00:00:00Z declined");
        assertThat(accounts.invoices("acme"))
                .containsExactly(
                        "ACME-0001 2026-01-15 paid",
                        "ACME-0002 2026-02-15 uncollectible",
                        "ACME-0003 2026-03-15 uncollectible");
        assertThat(accounts.history("acme"))
                .containsExactly(
                        "2026-01-15 credit_card 3000",
                        "2026-02-15 notify 3000",
                        "2026-02-25 notify 3000",
                        "2026-03-15 notify 3000",
                        "2026-03-17 notify 3000",
                        "2026-03-17 notify 3000",
                        "2026-03-27 notify 3000");
        assertThat(accounts.feed("acme"))
                .containsSubsequence("PaymentDeclined ACME-0002", "PaymentDeclined ACME-0003")
                .endsWith(
                        "PaymentDeclined ACME-0002",
                        "PaymentDeclined ACME-0003",
                        "PaymentDeclined ACME-0002",
                        "SubscriptionEnded",
                        "InvoiceWrittenOff ACME-0002",
                        "InvoiceWrittenOff ACME-0003");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("free");
        assertThat(accounts.summary("acme").at("/statement")).isEqualTo("You are currently on the Free plan.");
    }

    @Test
    void are_both_paid_by_a_new_method_at_once_the_oldest_first_and_the_subscription_goes_on() {
        accounts.changeCard("acme", "tok_visa");
        accounts.advanceTo("2026-03-18T09:00:00Z");

        assertThat(accounts.attempts("ACME-0002")).last().isEqualTo("2026-03-18T09:00:00Z succeeded");
        assertThat(accounts.attempts("ACME-0003")).last().isEqualTo("2026-03-18T09:00:00Z succeeded");
        assertThat(accounts.feed("acme"))
                .endsWith("PaymentMethodChanged", "PaymentSucceeded ACME-0002", "PaymentSucceeded ACME-0003");
        assertThat(accounts.history("acme")).endsWith("2026-03-18 credit_card 3000", "2026-03-18 credit_card 3000");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("active");

        accounts.advanceTo("2026-04-15T00:00:00Z");
        assertThat(accounts.invoices("acme"))
                .containsExactly(
                        "ACME-0001 2026-01-15 paid",
                        "ACME-0002 2026-02-15 paid",
                        "ACME-0003 2026-03-15 paid",
                        "ACME-0004 2026-04-15 paid");
    }

    @Test
    void are_both_tried_at_once_by_a_method_that_is_declined_and_then_wait_for_the_schedule_of_the_oldest() {
        accounts.changeCard("acme", "tok_other");
        accounts.advanceTo("2026-03-26T23:59:59Z");

        assertThat(accounts.attempts("ACME-0002")).last().isEqualTo("2026-03-18T09:00:00Z declined");
        assertThat(accounts.attempts("ACME-0003")).last().isEqualTo("2026-03-18T09:00:00Z declined");
        assertThat(accounts.feed("acme"))
                .endsWith("PaymentMethodChanged", "PaymentDeclined ACME-0002", "PaymentDeclined ACME-0003");
        accounts.advanceTo("2026-03-27T00:00:00Z");
        assertThat(accounts.summary("acme").at("/status")).isEqualTo("free");
    }
}
