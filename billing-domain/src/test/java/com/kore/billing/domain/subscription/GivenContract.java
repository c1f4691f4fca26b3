package com.kore.billing.domain.subscription;

import static com.kore.billing.domain.subscription.Given.ACME;
import static com.kore.billing.domain.subscription.Given.ENTERPRISE;
import static com.kore.billing.domain.subscription.Given.FREE;
import static com.kore.billing.domain.subscription.Given.invoice;
import static com.kore.billing.domain.subscription.Given.noon;
import static com.kore.billing.domain.subscription.Given.usd;

import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.SubscriptionCommand.AddPrepaidUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.AssignUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordPayment;
import com.kore.billing.domain.subscription.SubscriptionCommand.RecordUserJoined;
import com.kore.billing.domain.subscription.SubscriptionCommand.ReleaseUser;
import com.kore.billing.domain.subscription.SubscriptionCommand.SetPreferences;
import com.kore.billing.domain.subscription.SubscriptionCommand.SignContract;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;

/** The words that the histories of contracts are told in. A day stands for its noon in UTC. */
final class GivenContract {
    /** The example of rule 19. */
    static final Contract TEN_USERS = annual(10, "2026-01-01", "2027-07-01");

    private GivenContract() {}

    /** Enterprise at 150.00 a year. */
    static Contract annual(int users, String start, String end) {
        return contract(BillingInterval.ANNUAL, users, usd("150.00"), start, end);
    }

    /** Enterprise at 15.00 a month. */
    static Contract monthly(int users, String start, String end) {
        return contract(BillingInterval.MONTHLY, users, usd("15.00"), start, end);
    }

    static Contract contract(BillingInterval interval, int users, Money price, String start, String end) {
        return new Contract(
                "C-" + start, ENTERPRISE, interval, users, price, LocalDate.parse(start), LocalDate.parse(end));
    }

    static SignContract sign(String day, Contract contract) {
        return sign(noon(day), contract);
    }

    static SignContract sign(Instant at, Contract contract) {
        return new SignContract(ACME, at, contract, Optional.empty());
    }

    static AddPrepaidUsers add(String day, int count) {
        return new AddPrepaidUsers(ACME, noon(day), count, Optional.empty());
    }

    static RecordUserJoined join(String day, String userId) {
        return new RecordUserJoined(ACME, noon(day), userId, Optional.empty());
    }

    static AssignUser assign(String day, String userId) {
        return new AssignUser(ACME, noon(day), userId);
    }

    static ReleaseUser release(String day, String userId) {
        return new ReleaseUser(ACME, noon(day), userId);
    }

    static SetPreferences prefer(String day, WhenUserJoins joins, WhenNoneAvailable noneAvailable) {
        return new SetPreferences(ACME, noon(day), new Preferences(joins, noneAvailable));
    }

    static ChangePaymentMethod method(String day, PaymentMethod method) {
        return new ChangePaymentMethod(ACME, noon(day), method);
    }

    static RecordPayment recordPayment(String day, int invoice, String amount) {
        return new RecordPayment(ACME, noon(day), invoice(invoice), Money.parse(amount), "transfer");
    }

    static BillingPeriod days(String start, String end) {
        return new BillingPeriod(LocalDate.parse(start), LocalDate.parse(end));
    }

    /** A period of a contract with so many users by now. */
    static PaidPeriod period(Contract contract, int users, String start, String end) {
        return new PaidPeriod(contract.terms().withManagedUsers(users), contract.start(), days(start, end));
    }

    /** @param periodDays of the period as if the contract did not end in it */
    static InvoiceLine charge(Contract contract, int users, int periodDays, String start, String end, String amount) {
        BillingPeriod charged = days(start, end);
        return new InvoiceLine(
                InvoiceLine.Kind.CHARGE,
                contract.plan(),
                contract.interval(),
                contract.pricePerUser(),
                users,
                charged.days(),
                periodDays,
                charged,
                Money.of(contract.pricePerUser().getCurrencyUnit(), new BigDecimal(amount)),
                Optional.empty());
    }

    /** An instant and the day that it counts for, with all that may happen then. */
    record Moment(Instant at, LocalDate on) {
        static Moment noonOf(String day) {
            return new Moment(noon(day), LocalDate.parse(day));
        }

        /** When what is due on a day is due. */
        static Moment startOf(String day) {
            return startOf(day, ZoneOffset.UTC);
        }

        static Moment startOf(String day, ZoneId zone) {
            LocalDate on = LocalDate.parse(day);
            return new Moment(on.atStartOfDay(zone).toInstant(), on);
        }

        ContractSigned signed(Contract contract) {
            return new ContractSigned(ACME, at, on, contract);
        }

        ContractStarted started(Contract contract, String end) {
            return new ContractStarted(
                    ACME,
                    at,
                    on,
                    contract,
                    period(contract, contract.prepaidUsers(), contract.start().toString(), end));
        }

        SubscriptionRenewed renewed(PaidPeriod becomes) {
            return new SubscriptionRenewed(ACME, at, on, becomes);
        }

        SubscriptionEnded ended(int users) {
            return new SubscriptionEnded(ACME, at, on, FREE, users, EndReason.CONTRACT_ENDED);
        }

        PrepaidUsersAdded added(int before, int now) {
            return new PrepaidUsersAdded(ACME, at, on, before, now);
        }

        UserJoined joined(String userId) {
            return new UserJoined(ACME, at, on, userId);
        }

        UserAssigned assigned(String userId, int used) {
            return new UserAssigned(ACME, at, on, userId, used);
        }

        UserReleased released(String userId, int used) {
            return new UserReleased(ACME, at, on, userId, used);
        }

        PreferencesChanged preferring(WhenUserJoins joins, WhenNoneAvailable noneAvailable) {
            return new PreferencesChanged(ACME, at, on, new Preferences(joins, noneAvailable));
        }

        PaymentRecorded recorded(int invoice, String amount) {
            return new PaymentRecorded(ACME, at, on, invoice(invoice), Money.parse(amount), "transfer");
        }

        /** An invoice that waits to be paid, because nothing is on file to pay it with. */
        InvoiceIssued issued(int number, InvoiceOccasion occasion, InvoiceLine line) {
            return issued(
                    number,
                    occasion,
                    line,
                    Optional.empty(),
                    Money.zero(line.amount().getCurrencyUnit()));
        }

        /** @param creditBalance which it leaves alone */
        InvoiceIssued issued(
                int number,
                InvoiceOccasion occasion,
                InvoiceLine line,
                Optional<PaymentMethod.Ref> method,
                Money creditBalance) {
            Money zero = Money.zero(creditBalance.getCurrencyUnit());
            return new InvoiceIssued(
                    ACME,
                    at,
                    on,
                    invoice(number),
                    InvoiceOrigin.CONTRACT,
                    occasion,
                    List.of(line),
                    new InvoiceTotals(line.amount(), zero, zero, line.amount(), creditBalance),
                    method);
        }
    }
}
