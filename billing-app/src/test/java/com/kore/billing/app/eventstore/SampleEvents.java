package com.kore.billing.app.eventstore;

import com.kore.billing.app.testing.TestCatalog;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.calendar.BillingPeriod;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.CreditNoteId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceLine;
import com.kore.billing.domain.invoicing.InvoiceOccasion;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.invoicing.InvoiceTotals;
import com.kore.billing.domain.invoicing.Rate;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.Contract;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.PaidPeriod;
import com.kore.billing.domain.subscription.Preferences;
import com.kore.billing.domain.subscription.Preferences.WhenNoneAvailable;
import com.kore.billing.domain.subscription.Preferences.WhenUserJoins;
import com.kore.billing.domain.subscription.ScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingIntervalChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.BillingProfileUpdated;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.CancellationWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeScheduled;
import com.kore.billing.domain.subscription.SubscriptionEvent.ChangeUndone;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractSigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.ContractStarted;
import com.kore.billing.domain.subscription.SubscriptionEvent.CreditGranted;
import com.kore.billing.domain.subscription.SubscriptionEvent.EndReason;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceVoided;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceWrittenOff;
import com.kore.billing.domain.subscription.SubscriptionEvent.ManagedUsersChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentMethodChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRecorded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentRefunded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentSucceeded;
import com.kore.billing.domain.subscription.SubscriptionEvent.PersonalDataErased;
import com.kore.billing.domain.subscription.SubscriptionEvent.PlanChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PreferencesChanged;
import com.kore.billing.domain.subscription.SubscriptionEvent.PrepaidUsersAdded;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundCause;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundFailed;
import com.kore.billing.domain.subscription.SubscriptionEvent.RefundRequested;
import com.kore.billing.domain.subscription.SubscriptionEvent.ScheduledChangeWithdrawn;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionEnded;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionOpened;
import com.kore.billing.domain.subscription.SubscriptionEvent.SubscriptionRenewed;
import com.kore.billing.domain.subscription.SubscriptionEvent.TriedNow;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserAssigned;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserJoined;
import com.kore.billing.domain.subscription.SubscriptionEvent.UserReleased;
import com.kore.billing.domain.subscription.Terms;
import com.kore.billing.domain.subscription.TermsChange;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/** One event of every type, as full as it can be. */
final class SampleEvents {
    private static final SubscriptionId ACME = new SubscriptionId("acme");
    private static final Instant AT = Instant.parse("2026-01-15T10:00:00.123456Z");
    private static final LocalDate ON = LocalDate.of(2026, 1, 15);
    private static final PlanId FREE = new PlanId("free");
    private static final InvoiceId INVOICE = new InvoiceId("ACME-0001");
    private static final CreditNoteId CREDIT_NOTE = new CreditNoteId("ACME-CN-0001");
    private static final PaymentMethod.Ref CARD = new PaymentMethod.Ref(2, PaymentMethod.Kind.CARD);
    private static final PaymentMethod.Ref ACH = new PaymentMethod.Ref(1, PaymentMethod.Kind.ACH);
    private static final Money AMOUNT = Money.parse("USD 12.34");
    private static final String USER = "ada@acme.example";
    private static final Contract CONTRACT = new Contract(
            "C-2026-017",
            TestCatalog.PREMIUM,
            BillingInterval.ANNUAL,
            10,
            Money.parse("USD 150.00"),
            ON,
            LocalDate.of(2027, 7, 1));
    private static final Optional<String> REFERENCE = Optional.of("pi_3Nx5");
    private static final Rate RATE = new Rate(
            TestCatalog.PREMIUM,
            BillingInterval.MONTHLY,
            Money.parse("USD 10.00"),
            Optional.of(LocalDate.of(1970, 1, 1)));
    private static final Terms TERMS = Terms.of(RATE, 3);
    private static final PaidPeriod PERIOD = PaidPeriod.anchoredOn(ON, TERMS);
    private static final ScheduledChange CHANGE =
            new ScheduledChange(PERIOD.period().end(), TermsChange.toManagedUsers(2), TERMS.withManagedUsers(2));
    private static final List<InvoiceLine> LINES = List.of(
            InvoiceLine.credit(RATE, 3, PERIOD.period(), ON.plusDays(3)),
            InvoiceLine.charge(RATE, 5, new BillingPeriod(ON, ON.plusDays(30)), ON));

    static final List<SubscriptionEvent> ALL = List.of(
            new SubscriptionOpened(
                    ACME, AT, ON, Samples.ACCOUNT_NAME, CurrencyUnit.USD, ZoneId.of("Europe/Vienna"), FREE, 3),
            new PlanChanged(ACME, AT, ON, FREE, PERIOD),
            new BillingIntervalChanged(ACME, AT, ON, BillingInterval.ANNUAL, PERIOD),
            new ManagedUsersChanged(ACME, AT, ON, 2, 3),
            new ChangeScheduled(ACME, AT, ON, CHANGE),
            new ScheduledChangeWithdrawn(ACME, AT, ON),
            new ChangeUndone(ACME, AT, ON, INVOICE, Optional.of(PERIOD), TERMS.plan(), 3, Optional.of(CHANGE)),
            new PaymentMethodChanged(
                    ACME,
                    AT,
                    ON,
                    2,
                    new PaymentMethod.Card(Samples.TOKEN, "visa", "4242", YearMonth.of(2030, 5)),
                    List.of(new TriedNow(INVOICE, 3))),
            new BillingProfileUpdated(ACME, AT, ON, Samples.PROFILE),
            new CancellationScheduled(ACME, AT, ON, PERIOD.period().end(), Optional.of("too dear")),
            new CancellationWithdrawn(ACME, AT, ON),
            new SubscriptionRenewed(ACME, AT, ON, PERIOD),
            new SubscriptionEnded(ACME, AT, ON, FREE, 3, EndReason.CANCELED),
            new CreditGranted(ACME, AT, ON, CreditKind.GOODWILL, AMOUNT, AMOUNT, Optional.of("sorry")),
            new PersonalDataErased(ACME, AT, ON, 3),
            new InvoiceIssued(
                    ACME,
                    AT,
                    ON,
                    INVOICE,
                    InvoiceOrigin.CHANGE,
                    InvoiceOccasion.INTERVAL_CHANGED,
                    LINES,
                    InvoiceTotals.of(LINES, AMOUNT),
                    Optional.of(CARD)),
            new PaymentSucceeded(ACME, AT, ON, INVOICE, 1, CARD, AMOUNT, REFERENCE),
            new PaymentDeclined(
                    ACME,
                    AT,
                    ON,
                    INVOICE,
                    1,
                    ACH,
                    AMOUNT,
                    "card_declined",
                    Optional.of(AT.plusSeconds(86_400)),
                    REFERENCE),
            new PaymentOutcomeUnknown(
                    ACME, AT, ON, INVOICE, 1, CARD, AMOUNT, "processing", AT.plusSeconds(60), REFERENCE),
            new ContractSigned(ACME, AT, ON, CONTRACT),
            new ContractStarted(ACME, AT, ON, CONTRACT, CONTRACT.firstPeriod()),
            new PrepaidUsersAdded(ACME, AT, ON, 10, 12),
            new UserJoined(ACME, AT, ON, USER),
            new UserAssigned(ACME, AT, ON, USER, 7),
            new UserReleased(ACME, AT, ON, USER, 6),
            new PreferencesChanged(ACME, AT, ON, new Preferences(WhenUserJoins.ASSIGN, WhenNoneAvailable.ADD)),
            new PaymentRecorded(ACME, AT, ON, INVOICE, AMOUNT, "transfer of Ada Byron"),
            new InvoiceVoided(ACME, AT, ON, INVOICE, AMOUNT, AMOUNT),
            new InvoiceWrittenOff(ACME, AT, ON, INVOICE, AMOUNT),
            new RefundRequested(
                    ACME,
                    AT,
                    ON,
                    CREDIT_NOTE,
                    INVOICE,
                    CARD,
                    AMOUNT,
                    RefundCause.REQUESTED,
                    Optional.of("overcharged")),
            new PaymentRefunded(ACME, AT, ON, CREDIT_NOTE, INVOICE, CARD, AMOUNT, REFERENCE),
            new RefundFailed(ACME, AT, ON, CREDIT_NOTE, INVOICE, CARD, AMOUNT, "account_closed", REFERENCE));

    private static final PaidPeriod AGREED = CONTRACT.firstPeriod();

    /** Of the events that happen under a contract and without one, what they say under one. */
    static final List<SubscriptionEvent> UNDER_CONTRACTS = List.of(
            new SubscriptionRenewed(ACME, AT, ON, AGREED),
            new SubscriptionEnded(ACME, AT, ON, FREE, 10, EndReason.CONTRACT_ENDED),
            new InvoiceIssued(
                    ACME,
                    AT,
                    ON,
                    INVOICE,
                    InvoiceOrigin.CONTRACT,
                    InvoiceOccasion.CONTRACT_STARTED,
                    List.of(CONTRACT.charge(AGREED)),
                    InvoiceTotals.withoutCredit(List.of(CONTRACT.charge(AGREED)), AMOUNT),
                    Optional.empty()));

    /** What an earlier form reads as, where that is less than the sample says. */
    private static final Map<String, SubscriptionEvent> EARLIER = Map.of(
            "PaymentOutcomeUnknown.v1",
            new PaymentOutcomeUnknown(
                    ACME, AT, ON, INVOICE, 1, CARD, AMOUNT, "timeout", AT.plusSeconds(60), REFERENCE));

    /** @param form a name and a revision, such as {@code PlanChanged.v1} */
    static SubscriptionEvent readFrom(String form) {
        return Optional.ofNullable(EARLIER.get(form))
                .orElseGet(() -> ALL.stream()
                        .filter(event -> form.equals(StoredNames.of(event) + ".v" + StoredNames.revisionOf(event)))
                        .findFirst()
                        .orElseThrow());
    }

    private SampleEvents() {}
}
