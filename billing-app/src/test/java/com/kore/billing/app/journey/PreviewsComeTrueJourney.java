package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.automation.SandboxTime;
import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.eventstore.DecidedCommand;
import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.StoredEvent;
import com.kore.billing.app.payments.SimulatedGateway;
import com.kore.billing.app.simulation.PaymentsAsTold;
import com.kore.billing.app.simulation.Preview;
import com.kore.billing.app.simulation.SimulatedSubscription;
import com.kore.billing.app.simulation.SubscriptionCopies;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.CommandRejected;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanCatalog;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.invoicing.InvoiceId;
import com.kore.billing.domain.invoicing.InvoiceOrigin;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.CreditKind;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.CancelSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeBillingInterval;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.GrantCredit;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.domain.subscription.SubscriptionCommand.RefundInvoice;
import com.kore.billing.domain.subscription.SubscriptionCommand.UpdateBillingProfile;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawCancellation;
import com.kore.billing.domain.subscription.SubscriptionCommand.WithdrawScheduledChange;
import com.kore.billing.domain.subscription.SubscriptionEvent;
import com.kore.billing.domain.subscription.SubscriptionEvent.InvoiceIssued;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentDeclined;
import com.kore.billing.domain.subscription.SubscriptionEvent.PaymentOutcomeUnknown;
import com.kore.billing.projections.accountsummary.AccountSummaries;
import com.kore.billing.projections.accountsummary.AccountSummary;
import com.kore.billing.projections.invoices.InvoiceView;
import com.kore.billing.projections.invoices.Invoices;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random histories in the running service. Before each command its preview is asked for, and before time moves on every account is
 * simulated; then it is seen whether it comes true. A failure names its seed; put it into {@link #SEEDS} to play it again.
 */
abstract class PreviewsComeTrueJourney {
    private static final long[] SEEDS = {};
    private static final int ACCOUNTS = 8;
    private static final int ROUNDS = 20;
    private static final BillingProfile PROFILE = new BillingProfile(
            "Ada", "ada@acme.example", new BillingProfile.Address("1 Main St", "", "Springfield", "", "12345", "US"));

    abstract Vendor database();

    @Test
    void previews_and_simulations_come_true(@TempDir Path dataDir) {
        try (RunningService service = RunningService.inSandboxTime(database(), dataDir, "2026-01-31T21:00:00Z")) {
            for (long seed : SEEDS) {
                new Play(service, seed).play();
            }
            new Play(service, new Random().nextLong()).play();
        }
    }

    private static final class Play {
        private final CommandDispatcher commands;
        private final EventReader events;
        private final SubscriptionCopies copies;
        private final SandboxTime time;
        private final AccountSummaries summaries;
        private final Invoices invoices;
        private final PlanCatalog catalog;
        private final long seed;
        private final Random random;

        Play(RunningService service, long seed) {
            this.commands = service.bean(CommandDispatcher.class);
            this.events = service.bean(EventReader.class);
            this.copies = service.bean(SubscriptionCopies.class);
            this.time = service.bean(SandboxTime.class);
            this.summaries = service.bean(AccountSummaries.class);
            this.invoices = service.bean(Invoices.class);
            this.catalog = service.bean(PlanCatalog.class);
            this.seed = seed;
            this.random = new Random(seed);
        }

        void play() {
            Map<SubscriptionId, CurrencyUnit> accounts = open();
            int accepted = 0;
            for (int round = 0; round < ROUNDS; round++) {
                for (Map.Entry<SubscriptionId, CurrencyUnit> account : accounts.entrySet()) {
                    accepted += send(command(account.getKey(), account.getValue(), time.now())) ? 1 : 0;
                }
                moveOn(accounts.keySet().stream().toList());
            }
            assertThat(accepted)
                    .as("seed %d: commands that were accepted", seed)
                    .isGreaterThan(ROUNDS);
        }

        private Map<SubscriptionId, CurrencyUnit> open() {
            Map<SubscriptionId, CurrencyUnit> accounts = new HashMap<>();
            for (int n = 0; n < ACCOUNTS; n++) {
                SubscriptionId id = new SubscriptionId("random-" + Math.abs(seed % 1_000_000) + "-" + n);
                CurrencyUnit currency = CurrencyUnit.of(pick(List.of("USD", "EUR", "JPY")));
                commands.dispatch(
                        new OpenSubscription(
                                id,
                                time.now(),
                                "Acme",
                                currency,
                                ZoneId.of(pick(List.of("UTC", "America/Los_Angeles", "Pacific/Apia", "Europe/Berlin"))),
                                1 + random.nextInt(5),
                                Optional.of(PROFILE)),
                        context());
                accounts.put(id, currency);
            }
            time.advanceTo(time.now());
            return accounts;
        }

        private static CommandContext context() {
            return CommandContext.of("test", "random-histories");
        }

        /** @return whether it was accepted */
        private boolean send(SubscriptionCommand command) {
            String what = "seed %d: %s".formatted(seed, command);
            Object preview = previewOrRefusal(command);
            DecidedCommand decided;
            try {
                decided = commands.dispatch(command, context());
            } catch (CommandRejected refused) {
                assertThat(preview).as(what).isEqualTo(said(refused));
                return false;
            }
            time.advanceTo(time.now());
            assertThat(preview).as(what).isInstanceOf(Preview.class);
            comesTrue((Preview) preview, decided, what);
            return true;
        }

        private Object previewOrRefusal(SubscriptionCommand command) {
            try {
                return Preview.of(copies.of(command.subscriptionId(), new PaymentsAsTold(), time.now()), command);
            } catch (CommandRejected refused) {
                return said(refused);
            }
        }

        private static String said(CommandRejected refused) {
            return refused.code() + " " + refused.field() + " " + refused.getMessage();
        }

        private void comesTrue(Preview preview, DecidedCommand decided, String what) {
            List<InvoiceView> charged = decided.events().stream()
                    .map(recorded -> recorded.event())
                    .filter(InvoiceIssued.class::isInstance)
                    .map(InvoiceIssued.class::cast)
                    .filter(issued -> issued.origin() == InvoiceOrigin.CHANGE)
                    .map(issued ->
                            InvoiceView.whole(invoices.find(issued.invoiceId()).orElseThrow(), catalog))
                    .toList();
            Money zero = Money.zero(preview.creditBalanceAfter().getCurrencyUnit());
            assertThat(preview.lines())
                    .as(what)
                    .isEqualTo(charged.stream()
                            .flatMap(invoice -> invoice.lines().orElseThrow().stream())
                            .toList());
            assertThat(preview.amountDue())
                    .as(what)
                    .isEqualTo(charged.stream().map(InvoiceView::amountDue).reduce(zero, Money::plus));
            assertThat(preview.creditApplied())
                    .as(what)
                    .isEqualTo(charged.stream().map(InvoiceView::creditApplied).reduce(zero, Money::plus));
            if (eventsFrom(decided.subscriptionId(), decided.version()).stream()
                    .noneMatch(event -> event instanceof PaymentDeclined || event instanceof PaymentOutcomeUnknown)) {
                assertThat(preview.accountSummary())
                        .as(what)
                        .isEqualTo(AccountSummary.of(
                                summaries.find(decided.subscriptionId()).orElseThrow(), catalog, time.now()));
                assertThat(preview.creditBalanceAfter())
                        .as(what)
                        .isEqualTo(preview.accountSummary().creditBalance());
            }
        }

        /** With the gateway that the service has, everything happens as simulated: every event, to the microsecond. */
        private void moveOn(List<SubscriptionId> accounts) {
            Instant end = time.now().plus(Duration.ofMinutes(random.nextInt(60 * 24 * 40)));
            Map<SubscriptionId, SimulatedSubscription> simulated = new HashMap<>();
            for (SubscriptionId id : accounts) {
                SimulatedSubscription copy = copies.of(id, new SimulatedGateway(), time.now());
                copy.moveTo(end);
                simulated.put(id, copy);
            }
            time.advanceTo(end);
            simulated.forEach((id, copy) -> {
                String what = "seed %d: %s until %s".formatted(seed, id, end);
                List<SubscriptionEvent> happened =
                        copy.happened().stream().map(stored -> stored.event()).toList();
                assertThat(happened)
                        .as(what)
                        .isEqualTo(
                                eventsFrom(id, copy.version() - copy.happened().size()));
                assertThat(copy.summary())
                        .as(what)
                        .isEqualTo(AccountSummary.of(summaries.find(id).orElseThrow(), catalog, end));
            });
        }

        private List<SubscriptionEvent> eventsFrom(SubscriptionId id, long sequence) {
            return events.ofSubscription(id, sequence, Long.MAX_VALUE).stream()
                    .map(StoredEvent::event)
                    .toList();
        }

        private SubscriptionCommand command(SubscriptionId id, CurrencyUnit currency, Instant now) {
            PlanId plan = new PlanId(pick(List.of("free", "premium", "premium", "enterprise", "enterprise")));
            BillingInterval interval = pick(List.of(BillingInterval.values()));
            int users = 1 + random.nextInt(9);
            Optional<Money> expected = random.nextInt(6) == 0
                    ? Optional.of(Money.ofMinor(currency, random.nextInt(3) * 500L))
                    : Optional.empty();
            return switch (random.nextInt(13)) {
                case 0, 1, 2, 3 ->
                    new ChangePlan(
                            id,
                            now,
                            plan,
                            maybe(interval),
                            maybe(users),
                            maybe(paymentMethod()),
                            maybe(PROFILE),
                            expected);
                case 4 -> new ChangeBillingInterval(id, now, interval, expected);
                case 5, 6 -> new ChangeManagedUsers(id, now, users, expected);
                case 7 -> new ChangePaymentMethod(id, now, paymentMethod());
                case 8 -> new UpdateBillingProfile(id, now, PROFILE, false);
                case 9 ->
                    random.nextBoolean()
                            ? new CancelSubscription(id, now, Optional.of("too dear"))
                            : new WithdrawCancellation(id, now);
                case 10 -> new WithdrawScheduledChange(id, now);
                case 11 ->
                    new RefundInvoice(
                            id,
                            now,
                            InvoiceId.of(id, 1 + random.nextInt(4)),
                            maybe(Money.ofMinor(currency, 1L + random.nextInt(500))),
                            "sorry");
                default ->
                    new GrantCredit(
                            id,
                            now,
                            pick(List.of(CreditKind.values())),
                            Money.ofMinor(currency, 1L + random.nextInt(5_000)),
                            Optional.empty());
            };
        }

        private PaymentMethod paymentMethod() {
            return switch (random.nextInt(8)) {
                case 0 -> card("tok_decline", YearMonth.of(2040, 12));
                case 1 -> card("tok_timeout", YearMonth.of(2040, 12));
                case 2 -> card("tok_visa", YearMonth.of(2026, 1 + random.nextInt(12)));
                case 3 -> new PaymentMethod.AchDebit("ba_ok", "First", "6789");
                default -> card("tok_visa", YearMonth.of(2040, 12));
            };
        }

        private static PaymentMethod card(String token, YearMonth expiry) {
            return new PaymentMethod.Card(token, "visa", "4242", expiry);
        }

        private <T> T pick(List<T> choices) {
            return choices.get(random.nextInt(choices.size()));
        }

        private <T> Optional<T> maybe(T value) {
            return random.nextBoolean() ? Optional.of(value) : Optional.empty();
        }
    }
}
