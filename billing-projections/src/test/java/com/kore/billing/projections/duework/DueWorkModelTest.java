package com.kore.billing.projections.duework;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.projections.History;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What is to be done after a history. */
class DueWorkModelTest {

    private static List<String> due(History history) {
        return SubscriptionFold.of(new DueWorkModel(), history.events()).rows().values().stream()
                .map(item -> "%s %s %s/%d"
                        .formatted(
                                item.dueAt(),
                                item.kind(),
                                item.invoiceId().map(Object::toString).orElse("-"),
                                item.attempt()))
                .sorted()
                .toList();
    }

    private static History premium(String zone) {
        return new History("acme")
                .opened("2026-01-15T09:00:00Z", 3, "USD", zone)
                .wentPaid("2026-01-15T10:00:00Z", "premium", BillingInterval.MONTHLY);
    }

    @Test
    void a_free_account_has_nothing_to_do() {
        assertThat(due(new History("acme").opened("2026-01-15T09:00:00Z", 3))).isEmpty();
    }

    @Test
    void a_charge_is_collected_at_once_and_the_renewal_waits_for_its_outcome() {
        assertThat(due(premium("UTC"))).containsExactly("2026-01-15T10:00:00Z COLLECTION ACME-0001/1");
    }

    @Test
    void the_renewal_is_due_when_the_period_ends_in_the_accounts_zone() {
        assertThat(due(premium("America/Los_Angeles").paid("2026-01-15T10:00:01Z", 1)))
                .containsExactly("2026-02-15T08:00:00Z RENEWAL -/0");
    }

    @Test
    void an_unknown_outcome_is_inquired_after_until_it_is_known() {
        History history = premium("UTC").unknown("2026-01-15T10:00:01Z", 1);

        assertThat(due(history)).containsExactly("2026-01-15T10:01:01Z INQUIRY ACME-0001/1");
        history.unknown("2026-01-15T10:01:01Z", 1);
        assertThat(due(history)).containsExactly("2026-01-15T10:05:01Z INQUIRY ACME-0001/1");
        history.paid("2026-01-15T10:05:01Z", 1);
        assertThat(due(history)).containsExactly("2026-02-15T00:00:00Z RENEWAL -/0");
    }

    @Test
    void a_declined_charge_leaves_nothing_to_do_for_who_is_free_again() {
        assertThat(due(premium("UTC").declined("2026-01-15T10:00:01Z", 1))).isEmpty();
    }

    @Test
    void a_declined_upgrade_brings_the_old_renewal_back() {
        History history = premium("UTC").paid("2026-01-15T10:00:01Z", 1);
        history.send(new ChangeBillingInterval(
                history.id(), Instant.parse("2026-01-20T00:00:00Z"), BillingInterval.ANNUAL, Optional.empty()));
        assertThat(due(history)).containsExactly("2026-01-20T00:00:00Z COLLECTION ACME-0002/1");

        history.declined("2026-01-20T00:00:01Z", 2);

        assertThat(due(history)).containsExactly("2026-02-15T00:00:00Z RENEWAL -/0");
    }

    @Test
    void a_renewal_is_collected_while_the_next_one_is_on_the_list_already() {
        History history = premium("UTC").paid("2026-01-15T10:00:01Z", 1).broughtUpTo("2026-02-15T06:00:00Z");

        assertThat(due(history))
                .containsExactly("2026-02-15T00:00:00Z COLLECTION ACME-0002/1", "2026-03-15T00:00:00Z RENEWAL -/0");
        history.declined("2026-02-15T06:00:01Z", 2);
        assertThat(due(history))
                .containsExactly("2026-02-16T06:00:01Z COLLECTION ACME-0002/2", "2026-03-15T00:00:00Z RENEWAL -/0");
    }

    @Test
    void a_new_payment_method_brings_the_next_try_forward() {
        History history = overdue().changedPaymentMethod("2026-02-16T12:00:00Z", History.BANK);

        assertThat(due(history))
                .containsExactly("2026-02-16T12:00:00Z COLLECTION ACME-0002/2", "2026-03-15T00:00:00Z RENEWAL -/0");
        history.declined("2026-02-16T12:00:01Z", 2);
        assertThat(due(history))
                .containsExactly("2026-02-18T00:00:01Z COLLECTION ACME-0002/3", "2026-03-15T00:00:00Z RENEWAL -/0");
    }

    @Test
    void nothing_is_tried_after_the_last_try() {
        assertThat(due(overdue().declined("2026-02-22T00:00:01Z", 2))).isEmpty();
    }

    @Test
    void an_unknown_outcome_is_inquired_after_also_when_its_invoice_was_written_off() {
        History history = premium("UTC")
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-03-15T00:00:00Z")
                .declined("2026-03-15T00:00:01Z", 2)
                .unknown("2026-03-22T00:00:00Z", 3)
                .declined("2026-03-22T00:00:01Z", 2);

        assertThat(due(history)).containsExactly("2026-03-22T00:01:00Z INQUIRY ACME-0003/1");
        history.paid("2026-03-22T00:01:00Z", 3);
        assertThat(due(history)).containsExactly("2026-03-22T00:01:00Z REFUND ACME-0003/0");
        history.refunded("2026-03-22T00:01:01Z", 1);
        assertThat(due(history)).isEmpty();
    }

    @Test
    void a_refund_is_due_at_once_and_struck_off_whatever_becomes_of_it() {
        History history = premium("UTC")
                .paid("2026-01-15T10:00:01Z", 1)
                .askedForRefund("2026-01-20T00:00:00Z", 1, Optional.of("USD 10.00"));

        assertThat(due(history))
                .containsExactly("2026-01-20T00:00:00Z REFUND ACME-0001/0", "2026-02-15T00:00:00Z RENEWAL -/0");
        history.refundFailed("2026-01-20T00:00:01Z", 1);
        assertThat(due(history)).containsExactly("2026-02-15T00:00:00Z RENEWAL -/0");
    }

    private static History overdue() {
        return premium("UTC")
                .paid("2026-01-15T10:00:01Z", 1)
                .broughtUpTo("2026-02-15T00:00:00Z")
                .declined("2026-02-15T00:00:01Z", 2);
    }

    @Test
    void a_canceled_period_is_still_brought_to_its_end() {
        History history = premium("UTC").paid("2026-01-15T10:00:01Z", 1).canceled("2026-01-20T00:00:00Z");

        assertThat(due(history)).containsExactly("2026-02-15T00:00:00Z RENEWAL -/0");
        history.broughtUpTo("2026-02-15T00:00:00Z");
        assertThat(due(history)).isEmpty();
    }

    /** Ten users at 15.00 a month from 1 January to 1 March 2026. */
    @Nested
    class OfAContract {
        private static History opened() {
            return new History("acme").opened("2025-12-01T09:00:00Z", 1, "USD", "America/New_York");
        }

        private static History signed(History history, String at) {
            return history.signed(at, BillingInterval.MONTHLY, 10, "USD 15.00", "2026-01-01", "2026-03-01");
        }

        @Test
        void its_start_is_due_when_its_day_begins_in_the_accounts_zone() {
            History history = signed(opened(), "2025-12-15T00:00:00Z");

            assertThat(due(history)).containsExactly("2026-01-01T05:00:00Z RENEWAL -/0");
            history.signed("2025-12-16T00:00:00Z", BillingInterval.ANNUAL, 5, "USD 150.00", "2026-03-01", "2027-03-01");
            assertThat(due(history)).containsExactly("2026-01-01T05:00:00Z RENEWAL -/0");
            history.broughtUpTo("2026-01-01T05:00:00Z");
            assertThat(due(history)).containsExactly("2026-02-01T05:00:00Z RENEWAL -/0");
        }

        @Test
        void each_period_is_due_when_the_one_before_ends_and_so_is_the_end() {
            History history = signed(opened(), "2026-01-20T00:00:00Z");

            assertThat(due(history)).containsExactly("2026-02-01T05:00:00Z RENEWAL -/0");
            history.broughtUpTo("2026-02-01T05:00:00Z");
            assertThat(due(history)).containsExactly("2026-03-01T05:00:00Z RENEWAL -/0");
            history.broughtUpTo("2026-03-01T05:00:00Z");
            assertThat(due(history)).isEmpty();
        }

        @Test
        void a_follow_up_is_due_where_the_last_ends() {
            History history = signed(opened(), "2026-02-20T00:00:00Z")
                    .signed(
                            "2026-02-21T00:00:00Z",
                            BillingInterval.ANNUAL,
                            5,
                            "USD 150.00",
                            "2026-03-01",
                            "2027-03-01");

            assertThat(due(history)).containsExactly("2026-03-01T05:00:00Z RENEWAL -/0");
            history.broughtUpTo("2026-03-01T05:00:00Z");
            assertThat(due(history)).containsExactly("2027-03-01T05:00:00Z RENEWAL -/0");
        }

        @Test
        void nothing_is_collected_without_a_payment_method_nor_when_one_comes_later() {
            History history =
                    signed(opened(), "2026-01-20T00:00:00Z").changedPaymentMethod("2026-01-21T00:00:00Z", History.VISA);

            assertThat(due(history)).containsExactly("2026-02-01T05:00:00Z RENEWAL -/0");
            history.broughtUpTo("2026-02-01T05:00:00Z");
            assertThat(due(history))
                    .containsExactly("2026-02-01T05:00:00Z COLLECTION ACME-0002/1", "2026-03-01T05:00:00Z RENEWAL -/0");
        }

        private static History withCard() {
            return signed(opened().changedPaymentMethod("2025-12-02T00:00:00Z", History.VISA), "2026-01-20T00:00:00Z");
        }

        @Test
        void with_one_it_is_collected_once_and_after_a_decline_when_a_new_method_comes() {
            History history = withCard();

            assertThat(due(history))
                    .containsExactly("2026-01-20T00:00:00Z COLLECTION ACME-0001/1", "2026-02-01T05:00:00Z RENEWAL -/0");
            history.declined("2026-01-20T00:00:01Z", 1);
            assertThat(due(history)).containsExactly("2026-02-01T05:00:00Z RENEWAL -/0");
            history.changedPaymentMethod("2026-01-25T00:00:00Z", History.BANK);
            assertThat(due(history))
                    .containsExactly("2026-01-25T00:00:00Z COLLECTION ACME-0001/2", "2026-02-01T05:00:00Z RENEWAL -/0");
            history.paid("2026-01-25T00:00:01Z", 1);
            assertThat(due(history)).containsExactly("2026-02-01T05:00:00Z RENEWAL -/0");
        }

        @Test
        void a_method_that_came_meanwhile_is_tried_at_once() {
            History history = withCard()
                    .changedPaymentMethod("2026-01-20T00:00:01Z", History.BANK)
                    .declined("2026-01-20T00:00:02Z", 1);

            assertThat(due(history))
                    .containsExactly("2026-01-20T00:00:02Z COLLECTION ACME-0001/2", "2026-02-01T05:00:00Z RENEWAL -/0");
        }

        @Test
        void a_recorded_payment_strikes_off_what_there_was_to_do() {
            History history = withCard()
                    .declined("2026-01-20T00:00:01Z", 1)
                    .recordedPayment("2026-01-25T00:00:00Z", 1, "USD 150.00")
                    .changedPaymentMethod("2026-01-26T00:00:00Z", History.BANK);

            assertThat(due(history)).containsExactly("2026-02-01T05:00:00Z RENEWAL -/0");
        }
    }
}
