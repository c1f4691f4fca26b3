package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.ANNUAL;
import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Succeeded;
import com.kore.billing.domain.subscription.SubscriptionCommand.BringUpToDate;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule 10d. In St John's 7 November 2010 had begun for a minute when the clocks went back an hour: it was 23:01 of the 6th again, and
 * midnight came a second time. Who went paid in that minute has a period that begins on the 7th.
 */
class ClocksGoBackTest {
    private static final LocalDate NOV_7 = LocalDate.of(2010, 11, 7);
    private static final Instant MIDNIGHT = Instant.parse("2010-11-07T02:30:00Z");
    private static final Instant THE_6TH_AGAIN = Instant.parse("2010-11-07T03:00:00Z");
    private static final BillingPeriod MONTH = new BillingPeriod(NOV_7, LocalDate.of(2010, 12, 7));

    private static Story wentPaidAtMidnight(SubscriptionCommand... then) {
        List<SubscriptionCommand> history = new ArrayList<>(List.of(
                open("2010-11-01", "America/St_Johns"),
                choose(MIDNIGHT, PREMIUM, MONTHLY, 3),
                outcome(MIDNIGHT, 1, 1, 1, new Succeeded())));
        history.addAll(List.of(then));
        return Story.after(history.toArray(SubscriptionCommand[]::new));
    }

    private static ChangeManagedUsers users(Instant at, int users) {
        return new ChangeManagedUsers(ACME, at, users, Optional.empty());
    }

    private static ChangePlan up(Instant at) {
        return new ChangePlan(
                ACME,
                at,
                ENTERPRISE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    static List<SubscriptionCommand> everythingThatMayBeAsked() {
        return List.of(
                users(THE_6TH_AGAIN, 5),
                users(THE_6TH_AGAIN, 2),
                up(THE_6TH_AGAIN),
                new ChangeBillingInterval(ACME, THE_6TH_AGAIN, ANNUAL, Optional.empty()),
                new ChangePaymentMethod(ACME, THE_6TH_AGAIN, VISA),
                new UpdateBillingProfile(ACME, THE_6TH_AGAIN, Given.PROFILE, false),
                new CancelSubscription(ACME, THE_6TH_AGAIN, Optional.empty()),
                new GrantCredit(ACME, THE_6TH_AGAIN, CreditKind.GOODWILL, usd("1.00"), Optional.empty()),
                new RefundInvoice(ACME, THE_6TH_AGAIN, Given.invoice(1), Optional.empty(), ""));
    }

    @ParameterizedTest
    @MethodSource("everythingThatMayBeAsked")
    void what_is_asked_in_the_hour_that_comes_again_counts_for_the_later_day(SubscriptionCommand command) {
        wentPaidAtMidnight().thenEvents(command).isNotEmpty().allSatisfy(event -> {
            assertThat(event.on()).isEqualTo(NOV_7);
            assertThat(event.at()).isEqualTo(THE_6TH_AGAIN);
        });
    }

    @Test
    void a_change_is_charged_from_the_first_day_of_the_period() {
        assertThat(wentPaidAtMidnight().invoice(up(THE_6TH_AGAIN)).lines())
                .extracting(InvoiceLine::period, InvoiceLine::amount)
                .containsExactly(tuple(MONTH, usd("-30.00")), tuple(MONTH, usd("60.00")));
    }

    @Test
    void what_follows_from_an_answer_of_the_gateway_counts_for_it_too() {
        wentPaidAtMidnight(users(THE_6TH_AGAIN, 5))
                .thenEvents(outcome(THE_6TH_AGAIN, 2, 1, 1, new Declined("card_declined")))
                .hasSize(3)
                .allSatisfy(event -> assertThat(event.on()).isEqualTo(NOV_7));
    }

    @Test
    void what_was_chosen_then_may_be_withdrawn_then() {
        wentPaidAtMidnight(users(THE_6TH_AGAIN, 2))
                .thenEvents(new WithdrawScheduledChange(ACME, THE_6TH_AGAIN))
                .allSatisfy(event -> assertThat(event.on()).isEqualTo(NOV_7));
        wentPaidAtMidnight(new CancelSubscription(ACME, THE_6TH_AGAIN, Optional.empty()))
                .thenEvents(new WithdrawCancellation(ACME, THE_6TH_AGAIN))
                .allSatisfy(event -> assertThat(event.on()).isEqualTo(NOV_7));
    }

    /** The renewal of 7 November, at the first of two midnights. */
    @Test
    void a_period_that_began_with_a_renewal_has_begun_for_good() {
        Story renewed = Story.after(
                open("2010-10-01", "America/St_Johns"),
                choose(noon("2010-10-07"), PREMIUM, MONTHLY, 3),
                outcome(noon("2010-10-07"), 1, 1, 1, new Succeeded()),
                new BringUpToDate(ACME, MIDNIGHT),
                outcome(MIDNIGHT, 2, 1, 1, new Succeeded()));

        assertThat(renewed.invoice(users(THE_6TH_AGAIN, 5)).lines())
                .extracting(InvoiceLine::period)
                .containsExactly(MONTH);
        renewed.refused(new BringUpToDate(ACME, Instant.parse("2010-11-07T03:30:00Z")), "nothing-due");
    }

    @Test
    void where_nothing_happened_in_that_minute_it_is_the_6th_again() {
        Story quiet = Story.after(open("2010-11-01", "America/St_Johns"));

        assertThat(quiet.invoice(choose(THE_6TH_AGAIN, PREMIUM, MONTHLY, 3)).on())
                .isEqualTo(NOV_7.minusDays(1));
    }

    @Test
    void a_card_that_had_expired_on_the_later_day_has_expired() {
        Story onTheFirst = Story.after(
                open("2009-10-01", "America/St_Johns"),
                // One minute past midnight of 1 November 2009, and then it is October again.
                new UpdateBillingProfile(ACME, Instant.parse("2009-11-01T02:30:30Z"), Given.PROFILE, false));

        onTheFirst.refused(
                new ChangePaymentMethod(
                        ACME,
                        Instant.parse("2009-11-01T03:00:00Z"),
                        new PaymentMethod.Card("tok_visa", "visa", "4242", YearMonth.of(2009, 10))),
                "card-expired");
    }
}
