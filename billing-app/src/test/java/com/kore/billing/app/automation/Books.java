package com.kore.billing.app.automation;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.domain.account.BillingProfile;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.payment.PaymentMethod;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import com.kore.billing.domain.subscription.SubscriptionCommand.OpenSubscription;
import com.kore.billing.projections.duework.DueWork;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.joda.money.CurrencyUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All that a service has billed, so that two of them can be compared: every invoice, and every event with its time, and of renewals and
 * payments, which hold nothing personal, all that they say.
 */
record Books(List<String> invoices, List<String> events) {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Set<String> IMPERSONAL =
            Set.of("SubscriptionRenewed", "PaymentSucceeded", "PaymentDeclined", "PaymentOutcomeUnknown");
    private static final BillingProfile PROFILE = new BillingProfile(
            "Ada", "ada@acme.example", new BillingProfile.Address("1 Main St", "", "Springfield", "", "12345", "US"));

    static Books of(RunningService service) {
        JdbcClient jdbc = service.bean(JdbcClient.class);
        return new Books(
                jdbc.sql("SELECT row_key || ' ' || issued_on || ' ' || status || ' ' || total_minor || ' ' ||"
                                + " amount_paid_minor FROM invoice ORDER BY row_key")
                        .query((row, n) -> row.getString(1))
                        .list(),
                jdbc.sql("SELECT aggregate_identifier, sequence_number, payload_type, time_stamp, payload FROM event"
                                + " ORDER BY aggregate_identifier, sequence_number")
                        .query((row, n) -> row.getString(1) + " " + row.getLong(2) + " " + row.getString(3) + " "
                                + row.getObject(4, OffsetDateTime.class).toInstant()
                                + (IMPERSONAL.contains(row.getString(3)) ? " " + row.getString(5) : ""))
                        .list());
    }

    /** What only these books have, and with a minus what only the others have. */
    List<String> differencesTo(Books others) {
        List<String> all = lines();
        List<String> theirs = others.lines();
        return Stream.concat(
                        all.stream().filter(line -> !theirs.contains(line)),
                        theirs.stream().filter(line -> !all.contains(line)).map(line -> "- " + line))
                .toList();
    }

    /** The same without some accounts. */
    Books without(Set<String> ids) {
        return new Books(
                invoices.stream()
                        .filter(line ->
                                ids.stream().noneMatch(id -> line.startsWith(id.toUpperCase(Locale.ROOT) + "-0")))
                        .toList(),
                events.stream()
                        .filter(line -> ids.stream().noneMatch(id -> line.startsWith(id + " ")))
                        .toList());
    }

    private List<String> lines() {
        return Stream.concat(invoices.stream(), events.stream()).toList();
    }

    /** Opens an account that pays by card for Premium, monthly, from now on. */
    static void openPaid(RunningService service, String id, ZoneId zone, String token) {
        openPaid(service, id, zone, token, BillingInterval.MONTHLY);
    }

    static void openPaid(RunningService service, String id, ZoneId zone, String token, BillingInterval interval) {
        CommandDispatcher commands = service.bean(CommandDispatcher.class);
        CommandContext test = CommandContext.of("test", "test");
        Instant now = service.bean(BillingClock.class).now();
        SubscriptionId subscription = new SubscriptionId(id);
        commands.dispatch(
                new OpenSubscription(subscription, now, "Acme", CurrencyUnit.USD, zone, 3, Optional.of(PROFILE)), test);
        commands.dispatch(
                new ChangePlan(
                        subscription,
                        now,
                        new PlanId("premium"),
                        Optional.of(interval),
                        Optional.empty(),
                        Optional.of(new PaymentMethod.Card(token, "visa", "4242", YearMonth.of(2049, 12))),
                        Optional.empty(),
                        Optional.empty()),
                test);
    }

    /** Waits until as many invoices are paid. */
    static void awaitPaid(RunningService service, long invoices) {
        Awaitility.await().atMost(PATIENCE).until(() -> paid(service) >= invoices);
    }

    static long paid(RunningService service) {
        return service.bean(JdbcClient.class)
                .sql("SELECT COUNT(*) FROM invoice WHERE status = 'paid'")
                .query(Long.class)
                .single();
    }

    /** Waits until nothing is due, as far as everything that has happened is known. */
    static void awaitNothingDue(RunningService service) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> service.bean(CaughtUp.class).within(Duration.ofSeconds(5))
                        && service.bean(DueWork.class)
                                        .count(service.bean(BillingClock.class).now())
                                == 0);
    }
}
