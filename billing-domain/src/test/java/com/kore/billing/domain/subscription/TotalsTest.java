package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.calendar.BillingInterval.MONTHLY;
import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.CATALOG;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.PREMIUM;
import static com.kore.billing.domain.subscription.Given.choose;
import static com.kore.billing.domain.subscription.Given.credit;
import static com.kore.billing.domain.subscription.Given.declined;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.open;
import static com.kore.billing.domain.subscription.Given.paid;
import static com.kore.billing.domain.subscription.Given.plan;
import static com.kore.billing.domain.subscription.Given.usd;
import static com.kore.billing.domain.subscription.Given.users;
import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.Plan;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.invoicing.Rate;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rule 13. A change costs less than it credits only where a higher plan has become the cheaper one: Enterprise does on 1 February. */
class TotalsTest {
    private static final LocalDate FEB_1 = LocalDate.of(2026, 2, 1);
    private static final LocalDate JAN_15 = LocalDate.of(2026, 1, 15);
    private static final BillingPeriod MONTH = new BillingPeriod(JAN_15, LocalDate.of(2026, 2, 15));

    private static Story premium(String enterprisePrice, SubscriptionCommand... then) {
        PlanCatalog catalog = new PlanCatalog(List.of(
                Given.catalog().versions().getFirst(),
                new PlanCatalog.Version(
                        FEB_1,
                        List.of(
                                new Plan(FREE, "Free", 0, List.of()),
                                Given.plan(PREMIUM, "Premium", 1, "10.00", "100.00", "9.00"),
                                Given.plan(ENTERPRISE, "Enterprise", 2, enterprisePrice, "10.00", "0.90")))));
        SubscriptionCommand[] history = new SubscriptionCommand[then.length + 3];
        history[0] = open("2026-01-01");
        history[1] = choose("2026-01-15", PREMIUM, MONTHLY, 3);
        history[2] = paid("2026-01-15", 1);
        System.arraycopy(then, 0, history, 3, then.length);
        return Story.sellingFrom(catalog, history);
    }

    @Test
    void a_negative_total_is_added_to_the_credit_balance() {
        Rate present = new Rate(PREMIUM, MONTHLY, usd("10.00"), Optional.of(CATALOG));
        Rate cheaper = new Rate(ENTERPRISE, MONTHLY, usd("1.00"), Optional.of(FEB_1));

        premium("1.00", credit("2026-01-20", CreditKind.GOODWILL, "5.00"))
                .then(
                        plan("2026-02-01", ENTERPRISE),
                        new PlanChanged(
                                ACME,
                                noon("2026-02-01"),
                                FEB_1,
                                PREMIUM,
                                new PaidPeriod(Terms.of(cheaper, 3), JAN_15, MONTH)),
                        new InvoiceIssued(
                                ACME,
                                noon("2026-02-01"),
                                FEB_1,
                                invoice(2),
                                InvoiceOrigin.CHANGE,
                                InvoiceOccasion.PLAN_CHANGED,
                                // 14 of 31 days of 30.00 and of 3.00: -13.55 and 1.35
                                List.of(
                                        InvoiceLine.credit(present, 3, MONTH, FEB_1),
                                        InvoiceLine.charge(cheaper, 3, MONTH, FEB_1)),
                                new InvoiceTotals(usd("-12.20"), usd("0.00"), usd("12.20"), usd("0.00"), usd("17.20")),
                                Optional.empty()));
    }

    @Test
    void a_total_of_zero_is_paid_and_holds_up_no_further_charge() {
        InvoiceIssued issued = premium("10.00").invoice(plan("2026-02-01", ENTERPRISE));

        assertThat(issued.totals())
                .isEqualTo(new InvoiceTotals(usd("0.00"), usd("0.00"), usd("0.00"), usd("0.00"), usd("0.00")));
        assertThat(issued.paymentMethod()).isEmpty();
        assertThat(premium("10.00", plan("2026-02-01", ENTERPRISE))
                        .invoice(users("2026-02-01", 4))
                        .totals()
                        .amountDue())
                .isEqualTo(usd("4.52"));
    }

    @Test
    void a_negative_total_beyond_what_a_balance_can_keep_is_refused() {
        premium("1.00", credit("2026-01-20", CreditKind.GOODWILL, "89999999999987.80"))
                .thenEvents(plan("2026-02-01", ENTERPRISE))
                .hasSize(2);
        premium("1.00", credit("2026-01-20", CreditKind.GOODWILL, "89999999999987.81"))
                .refused(plan("2026-02-01", ENTERPRISE), "invalid");
    }

    @Test
    void voiding_an_invoice_gives_the_credit_back_that_it_had_taken() {
        Story partlyByCredit = Story.after(
                open("2026-01-01"),
                credit("2026-01-02", CreditKind.SIGNUP, "12.34"),
                choose("2026-01-15", PREMIUM, MONTHLY, 3));

        assertThat(partlyByCredit.events(declined("2026-01-15", 1)).getLast())
                .isEqualTo(new InvoiceVoided(ACME, noon("2026-01-15"), JAN_15, invoice(1), usd("12.34"), usd("12.34")));
        assertThat(Story.after(
                                open("2026-01-01"),
                                credit("2026-01-02", CreditKind.SIGNUP, "12.34"),
                                choose("2026-01-15", PREMIUM, MONTHLY, 3),
                                declined("2026-01-15", 1))
                        .invoice(choose("2026-01-16", PREMIUM, MONTHLY, 3))
                        .totals()
                        .creditApplied())
                .isEqualTo(usd("12.34"));
    }
}
