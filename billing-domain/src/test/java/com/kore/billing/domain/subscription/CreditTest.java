package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.usd;

import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import java.time.LocalDate;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;

/** Rule 16. */
class CreditTest {
    private static CreditGranted granted(CreditKind kind, String amount, String balance) {
        return new CreditGranted(
                ACME, noon("2026-01-03"), LocalDate.of(2026, 1, 3), kind, usd(amount), usd(balance), Optional.empty());
    }

    @Test
    void the_signup_credit_is_granted_once_and_the_others_as_often_as_staff_likes() {
        Story goodwill = Story.after(open("2026-01-01"), credit("2026-01-02", CreditKind.GOODWILL, "5.00"));
        goodwill.then(credit("2026-01-03", CreditKind.SIGNUP, "7.00"), granted(CreditKind.SIGNUP, "7.00", "12.00"));
        Story signup = Story.after(
                open("2026-01-01"),
                credit("2026-01-02", CreditKind.SIGNUP, "5.00"),
                credit("2026-01-02", CreditKind.INACTIVITY, "1.00"));
        signup.refused(credit("2026-01-03", CreditKind.SIGNUP, "5.00"), "credit-already-granted");
        signup.then(
                credit("2026-01-03", CreditKind.INACTIVITY, "1.00"), granted(CreditKind.INACTIVITY, "1.00", "7.00"));
    }

    @Test
    void its_amount_is_above_zero_and_in_the_accounts_currency() {
        Story story = Story.after(open("2026-01-01"));
        story.refused(credit("2026-01-02", CreditKind.GOODWILL, "0.00"), "invalid", "amount");
        story.refused(credit("2026-01-02", CreditKind.GOODWILL, "-0.01"), "invalid", "amount");
        story.refused(
                new GrantCredit(
                        ACME, noon("2026-01-02"), CreditKind.GOODWILL, Money.parse("EUR 1.00"), Optional.empty()),
                "currency-mismatch",
                "amount");
    }
}
