package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FIRST_CARD;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.PROFILE;
import static com.kore.billing.domain.subscription.Given.VISA;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.dayCame;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.outcome;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.payment.PaymentOutcome.Declined;
import com.kore.billing.domain.payment.PaymentOutcome.Unknown;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules 8 and 18. Three users on Premium since 15 January, paid by a card; the renewal of 15 February is ACME-0002 over 30.00. */
class PaymentMethodTest {
    private static final PaymentMethod OTHER_CARD =
            new PaymentMethod.Card("tok_mastercard", "mastercard", "4444", YearMonth.of(2040, 12));
    private static final PaymentMethod ACH = new PaymentMethod.AchDebit("ba_ok", "First Bank", "6789");

    private static ChangePaymentMethod change(String day, PaymentMethod method) {
        return new ChangePaymentMethod(ACME, noon(day), method);
    }

    private static PaymentMethod expiring(YearMonth month) {
        return new PaymentMethod.Card("tok_visa", "visa", "4242", month);
    }

    private static Story paying(SubscriptionCommand... then) {
        return Story.after(Stream.concat(
                        Stream.of(open("2026-01-01"), choose("2026-01-15", PREMIUM, MONTHLY, 3), paid("2026-01-15", 1)),
                        Stream.of(then))
                .toArray(SubscriptionCommand[]::new));
    }

    private static PaymentDue due(int attempt, int number, PaymentMethod method, boolean unknown) {
        return new PaymentDue(
                ACME,
                invoice(2),
                InvoiceOrigin.RENEWAL,
                attempt,
                number,
                method,
                usd("30.00"),
                unknown,
                true,
                Optional.empty());
    }

    @Test
    void
            the_first_attempt_uses_the_method_that_was_on_file_when_the_invoice_was_issued_and_later_ones_the_present_one() {
        SubscriptionCommand[] changed = {dayCame("2026-02-15"), change("2026-02-15", OTHER_CARD)};
        SubscriptionCommand[] declined = {
            changed[0], changed[1], outcome("2026-02-15", 2, 1, new Declined("card_declined"))
        };

        assertThat(paying().invoice(changed[0]).paymentMethod()).contains(FIRST_CARD);
        assertThat(paying(changed).paymentDue(2)).contains(due(1, 1, VISA, false));
        assertThat(paying(declined).paymentDue(2)).contains(due(2, 2, OTHER_CARD, false));
    }

    @Test
    void an_inquiry_is_about_the_method_of_its_attempt_whatever_is_on_file_by_then() {
        assertThat(paying(
                                dayCame("2026-02-15"),
                                outcome("2026-02-15", 2, 1, new Unknown("timeout")),
                                change("2026-02-16", OTHER_CARD))
                        .paymentDue(2))
                .contains(due(1, 1, VISA, true));
    }

    @Test
    void a_change_is_used_from_the_next_invoice_on() {
        Story story = paying(change("2026-02-01", OTHER_CARD));

        assertThat(story.invoice(dayCame("2026-02-15")).paymentMethod())
                .contains(new PaymentMethod.Ref(2, PaymentMethod.Kind.CARD));
    }

    @Test
    void at_renewal_the_gateway_is_asked_with_a_card_that_has_expired_all_the_same() {
        PaymentMethod january = expiring(YearMonth.of(2026, 1));
        Story story = paying(change("2026-01-20", january), dayCame("2026-02-15"));

        assertThat(story.paymentDue(2)).contains(due(1, 2, january, false));
    }

    @Test
    void a_command_that_would_charge_an_expired_card_is_refused_and_one_that_charges_nothing_is_not() {
        ChangePaymentMethod january = change("2026-01-20", expiring(YearMonth.of(2026, 1)));

        paying(january).refused(users("2026-02-01", 5), "card-expired");
        paying(january).refused(plan("2026-02-01", ENTERPRISE), "card-expired");
        paying(january).thenEvents(users("2026-01-31", 5)).hasSize(2);
        paying(january).thenEvents(users("2026-02-01", 2)).hasSize(1);
        paying(january, Given.credit("2026-01-21", CreditKind.GOODWILL, "100.00"))
                .thenEvents(users("2026-02-01", 5))
                .hasSize(2);
    }

    @Test
    void a_card_is_valid_through_the_last_day_of_its_expiry_month_in_the_accounts_zone() {
        PaymentMethod january = expiring(YearMonth.of(2026, 1));
        Instant lastSecondInNewYork = Instant.parse("2026-02-01T04:59:59Z");
        Instant firstOfFebruaryInAuckland = Instant.parse("2026-01-31T11:00:00Z");

        Story.after(open("2026-01-01", "America/New_York"))
                .thenEvents(new ChangePaymentMethod(ACME, lastSecondInNewYork, january))
                .hasSize(1);
        Story.after(open("2026-01-01", "America/New_York"))
                .refused(new ChangePaymentMethod(ACME, lastSecondInNewYork.plusSeconds(1), january), "card-expired");
        Story.after(open("2026-01-01", "Pacific/Auckland"))
                .thenEvents(new ChangePaymentMethod(ACME, firstOfFebruaryInAuckland.minusSeconds(1), january))
                .hasSize(1);
        Story.after(open("2026-01-01", "Pacific/Auckland"))
                .refused(new ChangePaymentMethod(ACME, firstOfFebruaryInAuckland, january), "card-expired");
    }

    @Test
    void a_bank_account_gives_way_to_a_card_at_once() {
        paying(change("2026-01-20", ACH))
                .then(
                        change("2026-01-21", OTHER_CARD),
                        new PaymentMethodChanged(
                                ACME, noon("2026-01-21"), LocalDate.of(2026, 1, 21), 3, OTHER_CARD, List.of()));
        assertThat(paying(change("2026-01-20", ACH), change("2026-01-21", OTHER_CARD))
                        .invoice(users("2026-02-01", 5))
                        .paymentMethod())
                .contains(new PaymentMethod.Ref(3, PaymentMethod.Kind.CARD));
    }

    @Test
    void the_billing_profile_is_updated_freely_at_no_charge() {
        BillingProfile other = new BillingProfile("Grace", "grace@acme.example", PROFILE.address());
        UpdateBillingProfile update = new UpdateBillingProfile(ACME, noon("2026-01-20"), other, false);
        BillingProfileUpdated updated =
                new BillingProfileUpdated(ACME, noon("2026-01-20"), LocalDate.of(2026, 1, 20), other);

        Story.after(open("2026-01-01")).then(update, updated);
        paying().then(update, updated);
        paying(Given.cancel("2026-01-16")).then(update, updated);
    }
}
