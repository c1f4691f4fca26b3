package com.kore.billing.app.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.kore.billing.app.eventstore.CommandContext;
import com.kore.billing.app.eventstore.CommandDispatcher;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.domain.calendar.BillingInterval;
import com.kore.billing.domain.catalog.PlanId;
import com.kore.billing.domain.subscription.SubscriptionCommand;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangeManagedUsers;
import com.kore.billing.domain.subscription.SubscriptionCommand.ChangePlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A service and its accounts after a year that begins on 29 February and changes its prices on 1 June: Premium becomes dearer, Enterprise by
 * the year cheaper.
 */
record ExplainedYear(RunningService service, Accounts accounts) implements AutoCloseable {
    static final List<String> ACCOUNTS =
            List.of("acme", "sched", "parts", "undone", "credited", "behind", "ended", "leap", "back", "yen", "erased");
    private static final String CATALOG = """
            versions:
              - effectiveFrom: 1970-01-01
                plans:
                  - {id: free, name: Free, rank: 0}
                  - {id: premium, name: Premium, rank: 1, prices: [{interval: monthly, currency: USD, perUser: "10.00"},
                     {interval: annual, currency: USD, perUser: "100.00"}, {interval: monthly, currency: JPY, perUser: "1000"}]}
                  - {id: enterprise, name: Enterprise, rank: 2, prices: [{interval: monthly, currency: USD, perUser: "20.00"},
                     {interval: annual, currency: USD, perUser: "200.00"}, {interval: monthly, currency: JPY, perUser: "2000"}]}
              - effectiveFrom: 2024-06-01
                plans:
                  - {id: free, name: Free, rank: 0}
                  - {id: premium, name: Premium, rank: 1, prices: [{interval: monthly, currency: USD, perUser: "12.00"},
                     {interval: annual, currency: USD, perUser: "120.00"}]}
                  - {id: enterprise, name: Enterprise, rank: 2, prices: [{interval: monthly, currency: USD, perUser: "25.00"},
                     {interval: annual, currency: USD, perUser: "90.00"}]}
            """;

    static ExplainedYear lived(Vendor database, Path dataDir) throws IOException {
        Path catalog = Files.writeString(dataDir.resolve("catalog.yaml"), CATALOG);
        RunningService service = RunningService.start(
                database,
                dataDir,
                Map.of(
                        "billing.clock", "sandbox",
                        "billing.clock-start", "2024-02-29T12:00:00Z",
                        "billing.catalog", catalog.toString()));
        ExplainedYear year = new ExplainedYear(service, new Accounts(service));
        year.begin();
        year.goOn();
        return year;
    }

    private void begin() {
        for (String account : List.of("acme", "undone", "behind", "ended", "erased")) {
            accounts.openPaid(account, "premium", "monthly");
        }
        accounts.openPaid("sched", "enterprise", "monthly");
        accounts.openPaid("parts", "enterprise", "monthly");
        accounts.openPaid("leap", "premium", "annual");
        accounts.openPaid("back", "premium", "annual");
        openInYen();
        creditedBeforeItPays();
        send("ended", "cancel", "{}");
        send("erased", "cancel", "{}");
        decidedLate();
    }

    private void goOn() {
        accounts.advanceTo("2024-03-10T12:00:00Z");
        send("acme", "change-plan", "{\"plan\":\"enterprise\"}");
        send("yen", "change-plan", "{\"plan\":\"enterprise\"}");
        send("sched", "change-plan", "{\"plan\":\"premium\"}");
        send("parts", "change-plan", "{\"plan\":\"premium\"}");
        send("parts", "change-managed-users", "{\"managedUsers\":2}");
        accounts.changeCard("undone", "tok_decline");
        assertThat(send("undone", "change-plan", "{\"plan\":\"enterprise\"}")).isEqualTo("void");
        accounts.changeCard("undone", "tok_visa");
        accounts.advanceTo("2024-03-15T12:00:00Z");
        send("acme", "change-managed-users", "{\"managedUsers\":5}");
        send("undone", "change-managed-users", "{\"managedUsers\":4}");
        accounts.advanceTo("2024-03-20T12:00:00Z");
        send("acme", "change-billing-interval", "{\"interval\":\"annual\"}");
        accounts.advanceTo("2024-04-02T12:00:00Z");
        service.post("admin", "/v1/subscriptions/erased/erase-personal-data", "{}")
                .is(200);
        accounts.advanceTo("2024-07-01T12:00:00Z");
        send("credited", "change-plan", "{\"plan\":\"enterprise\"}");
        send("leap", "change-managed-users", "{\"managedUsers\":7}");
        send("back", "change-billing-interval", "{\"interval\":\"monthly\"}");
        accounts.advanceTo("2025-03-01T12:00:00Z");
    }

    private String send(String id, String command, String body) {
        return accounts.command(id, command, body, "Prefer", "wait=5").is(200).at("/invoice/status");
    }

    private void openInYen() {
        service.post("service", "/v1/subscriptions", """
                        {"subscriptionId":"yen","accountName":"Acme","managedUsers":3,"currency":"JPY","billingProfile":%s}""".formatted(Accounts.PROFILE))
                .is(201);
        send("yen", "change-plan", going("premium", "monthly"));
    }

    private void creditedBeforeItPays() {
        accounts.open("credited");
        service.post("admin", "/v1/subscriptions/credited/grant-credit", """
                        {"kind":"goodwill","amount":{"amount":31000,"currency":"USD"}}""").is(200);
        send("credited", "change-plan", going("premium", "annual"));
    }

    private static String going(String plan, String interval) {
        return "{\"plan\":\"%s\",\"interval\":\"%s\",\"paymentMethod\":%s}"
                .formatted(plan, interval, Accounts.card("tok_visa"));
    }

    /** What nobody had brought up to date before, the command itself does, in one commit. */
    private void decidedLate() {
        SubscriptionId behind = new SubscriptionId("behind");
        dispatch(new ChangeManagedUsers(behind, Instant.parse("2024-05-30T12:00:00Z"), 5, Optional.empty()));
        dispatch(new ChangePlan(
                new SubscriptionId("ended"),
                Instant.parse("2024-04-10T12:00:00Z"),
                new PlanId("premium"),
                Optional.of(BillingInterval.MONTHLY),
                Optional.of(4),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private void dispatch(SubscriptionCommand command) {
        service.bean(CommandDispatcher.class).dispatch(command, CommandContext.of("test", "late"));
    }

    @Override
    public void close() {
        service.close();
    }
}
