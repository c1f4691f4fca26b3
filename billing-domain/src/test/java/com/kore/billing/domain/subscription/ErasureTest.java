package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.PROFILE;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.cancel;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.creditNote;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.declined;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.refund;
import static com.kore.billing.domain.subscription.Given.refundTheRest;
import static com.kore.billing.domain.subscription.Given.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.payment.RefundOutcome.Failed;
import com.kore.billing.domain.payment.RefundOutcome.Refunded;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.ErasePersonalData;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordRefundOutcome;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 18. Premium for three users from 15 January to 15 February, paid by card as ACME-0001; then the account is free again. */
class ErasureTest {
    private static final LocalDate FEB_15 = LocalDate.of(2026, 2, 15);

    private static ErasePersonalData erase(String day) {
        return new ErasePersonalData(ACME, noon(day));
    }

    private static PersonalDataErased erased(String day, int invoicesIssued) {
        return new PersonalDataErased(ACME, noon(day), LocalDate.parse(day), invoicesIssued);
    }

    private static Story paying(SubscriptionCommand... then) {
        List<SubscriptionCommand> all = new ArrayList<>(
                List.of(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1)));
        all.addAll(List.of(then));
        return Story.after(all.toArray(SubscriptionCommand[]::new));
    }

    private static Story ended(SubscriptionCommand... then) {
        List<SubscriptionCommand> all = new ArrayList<>(List.of(cancel("2026-02-01"), dayCame("2026-02-16")));
        all.addAll(List.of(then));
        return paying(all.toArray(SubscriptionCommand[]::new));
    }

    private static RecordRefundOutcome refunded(String day) {
        return new RecordRefundOutcome(ACME, noon(day), creditNote(1), new Refunded());
    }

    @Test
    void a_free_account_with_nothing_open_is_erased() {
        ended().then(erase("2026-02-20"), erased("2026-02-20", 1));
        Story.after(open("2026-01-01")).then(erase("2026-01-02"), erased("2026-01-02", 0));
        ended(refund("2026-02-17", 1, "10.00"), refunded("2026-02-17"))
                .then(erase("2026-02-20"), erased("2026-02-20", 1));
    }

    @Test
    void what_was_due_before_is_decided_before_it() {
        paying(cancel("2026-02-01"))
                .then(
                        erase("2026-02-20"),
                        new SubscriptionEnded(
                                ACME, Instant.parse("2026-02-15T00:00:00Z"), FEB_15, FREE, 3, EndReason.CANCELED),
                        erased("2026-02-20", 1));
    }

    @Test
    void a_paid_plan_is_refused_until_it_has_ended() {
        paying().refused(erase("2026-02-14"), "still-active");
        paying(cancel("2026-02-01")).refused(erase("2026-02-14"), "still-active");
        Story.after(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3))
                .refused(erase("2026-01-15"), "still-active");
    }

    /** Rule 15f: the account was canceled while its renewal was past due. */
    @Test
    void an_invoice_that_is_still_to_be_paid_is_refused() {
        Story pastDue =
                paying(dayCame("2026-02-15"), declined("2026-02-15", 2), cancel("2026-02-16"), dayCame("2026-03-15"));
        pastDue.refused(erase("2026-03-16"), "still-active");
        paying(
                        dayCame("2026-02-15"),
                        declined("2026-02-15", 2),
                        cancel("2026-02-16"),
                        dayCame("2026-03-15"),
                        outcome("2026-03-16", 2, 2, new Succeeded()))
                .then(erase("2026-03-16"), erased("2026-03-16", 2));
    }

    /** March's attempt is of unknown outcome when February's last try is declined. */
    @Test
    void an_invoice_that_is_written_off_but_may_have_been_paid_is_refused_until_that_is_known() {
        List<SubscriptionCommand> lapsed = List.of(
                dayCame("2026-03-15"),
                outcome("2026-03-15", 2, 1, new Declined("card_declined")),
                outcome("2026-03-15", 3, 1, new Unknown("timeout")),
                outcome("2026-03-22", 2, 2, new Declined("card_declined")));
        paying(lapsed.toArray(SubscriptionCommand[]::new)).refused(erase("2026-03-23"), "still-active");

        List<SubscriptionCommand> known = new ArrayList<>(lapsed);
        known.add(outcome("2026-03-23", 3, 1, new Declined("card_declined")));
        paying(known.toArray(SubscriptionCommand[]::new)).then(erase("2026-03-23"), erased("2026-03-23", 3));
    }

    @Test
    void a_refund_that_is_not_settled_is_refused() {
        ended(refund("2026-02-17", 1, "10.00")).refused(erase("2026-02-20"), "still-active");
        ended(
                        refund("2026-02-17", 1, "10.00"),
                        new RecordRefundOutcome(ACME, noon("2026-02-18"), creditNote(1), new Failed("account_closed")))
                .then(erase("2026-02-20"), erased("2026-02-20", 1));
    }

    @Test
    void a_refusal_says_what_stands_in_the_way() {
        says(paying(), "on a paid plan");
        says(
                paying(dayCame("2026-02-15"), declined("2026-02-15", 2), cancel("2026-02-16"), dayCame("2026-03-15")),
                "ACME-0002 is open");
        says(
                paying(
                        dayCame("2026-03-15"),
                        outcome("2026-03-15", 2, 1, new Declined("card_declined")),
                        outcome("2026-03-15", 3, 1, new Unknown("timeout")),
                        outcome("2026-03-22", 2, 2, new Declined("card_declined"))),
                "ACME-0003 is written off");
        says(ended(refund("2026-02-17", 1, "10.00")), "refund ACME-CN-0001");
    }

    /** At the time of the last event: nothing more becomes due. */
    private static void says(Story story, String reason) {
        SubscriptionState state = story.state();
        ErasePersonalData erase =
                new ErasePersonalData(ACME, ((OpenedState) state).account().lastEventAt());
        assertThatThrownBy(() -> Decision.of(state, erase, BillingRules.of(Given.catalog())))
                .hasMessageContaining(reason);
    }

    /** Rule 18c. */
    @Test
    void nothing_paid_before_can_be_refunded_any_more() {
        ended(erase("2026-02-20")).refused(refundTheRest("2026-02-21", 1), "refund-exceeds-paid");
        ended(erase("2026-02-20")).refused(refund("2026-02-21", 1, "0.01"), "refund-exceeds-paid");
        ended(erase("2026-02-20"), new ChangePaymentMethod(ACME, noon("2026-02-21"), VISA))
                .refused(refundTheRest("2026-02-21", 1), "refund-exceeds-paid");
    }

    /** Rule 18d. */
    @Test
    void nothing_is_on_file_afterwards() {
        ChangePlan withoutAnything = new ChangePlan(
                ACME,
                noon("2026-02-21"),
                PREMIUM,
                Optional.of(MONTHLY),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        ended(erase("2026-02-20")).refused(withoutAnything, "payment-method-required");
        ended(erase("2026-02-20"), new ChangePaymentMethod(ACME, noon("2026-02-21"), VISA))
                .refused(withoutAnything, "billing-profile-required");
        assertThat(((OpenedState) ended(erase("2026-02-20")).state())
                        .account()
                        .methods()
                        .kept())
                .isEmpty();
    }

    @Test
    void the_account_goes_on_with_new_data_and_its_numbers_go_on_too() {
        Story renewed = ended(erase("2026-02-20"), new UpdateBillingProfile(ACME, noon("2026-02-21"), PROFILE, false));
        List<SubscriptionEvent> events = renewed.events(choose("2026-02-22", PREMIUM, MONTHLY, 1));

        assertThat(events)
                .first()
                .isInstanceOfSatisfying(
                        PaymentMethodChanged.class,
                        changed -> assertThat(changed.number()).isEqualTo(2));
        assertThat(events)
                .last()
                .isInstanceOfSatisfying(
                        InvoiceIssued.class,
                        issued -> assertThat(issued.invoiceId()).isEqualTo(invoice(2)));
        ended(
                        refund("2026-02-17", 1, "10.00"),
                        refunded("2026-02-17"),
                        erase("2026-02-20"),
                        new UpdateBillingProfile(ACME, noon("2026-02-21"), PROFILE, false),
                        choose("2026-02-22", PREMIUM, MONTHLY, 1),
                        outcome(noon("2026-02-22"), 2, 1, 2, new Succeeded()))
                .thenEvents(refundTheRest("2026-02-23", 2))
                .singleElement()
                .isInstanceOfSatisfying(SubscriptionEvent.RefundRequested.class, requested -> {
                    assertThat(requested.creditNote()).isEqualTo(creditNote(2));
                    assertThat(requested.paymentMethod().number()).isEqualTo(2);
                });
    }

    @Test
    void the_credit_balance_and_the_one_sign_up_credit_stay() {
        Story story =
                Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.SIGNUP, "5.00"), erase("2026-01-03"));
        story.refused(credit("2026-01-04", CreditKind.SIGNUP, "5.00"), "credit-already-granted");
        assertThat(((OpenedState) story.state()).account().ledger().creditBalance())
                .isEqualTo(usd("5.00"));
    }

    /** Rule 18e. */
    @Test
    void it_may_be_asked_for_again() {
        ended(erase("2026-02-20")).then(erase("2026-02-21"), erased("2026-02-21", 1));
    }
}
