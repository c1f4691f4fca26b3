package com.kore.billing.app.journey;

import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A preview comes true: every command, on accounts of every kind of history, does what its preview said, or is refused like it. */
abstract class PreviewJourney {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Rejected renewals are past due then, and not yet given up. */
    private static final String MID_FEBRUARY = "2026-02-17T12:00:00Z";

    private static final String CARD = """
            {"kind":"card","token":"%s","brand":"visa","last4":"4242","expiryMonth":12,"expiryYear":2040}""";
    private static final String PROFILE = """
            {"contactName":"Ada","email":"ada@acme.example","address":{"line1":"1 Main St","city":"Springfield",\
            "postalCode":"12345","country":"US"}}""";

    private record Command(String name, String body) {
        String role() {
            return Set.of("grant-credit", "erase-personal-data", "sign-contract")
                            .contains(name)
                    ? "admin"
                    : "service";
        }

        String named() {
            ObjectNode named = (ObjectNode) JSON.readTree(body);
            return named.put("command", name).toString();
        }
    }

    /** What an account has been through by mid-February. */
    private record History(String name, String opening, List<Command> commands) {}

    private static final List<History> HISTORIES = List.of(
            history("free", """
                    "managedUsers":3"""),
            history(
                    "free-with-all-on-file",
                    """
                    "managedUsers":3,"billingProfile":""" + PROFILE,
                    new Command("change-payment-method", CARD.formatted("tok_visa"))),
            history("monthly", """
                    "managedUsers":3""", goPaid("premium", "monthly")),
            history("annual", """
                    "managedUsers":7""", goPaid("premium", "annual")),
            history("down-scheduled", """
                    "managedUsers":4""", goPaid("enterprise", "annual"), new Command("change-plan", """
                    {"plan":"premium","managedUsers":2}""")),
            history("monthly-scheduled", """
                    "managedUsers":4,"timeZone":"Pacific/Apia\"""", goPaid("premium", "annual"), new Command("change-billing-interval", """
                    {"interval":"monthly"}""")),
            history("canceling", """
                    "managedUsers":4""", goPaid("enterprise", "annual"), new Command("cancel", "{}")),
            history("ended", """
                    "managedUsers":4""", goPaid("enterprise", "monthly"), new Command("cancel", "{}")),
            history("with-credit", """
                    "managedUsers":3""", goPaid("premium", "monthly"), new Command("grant-credit", """
                    {"kind":"goodwill","amount":{"amount":3500,"currency":"USD"}}""")),
            history("in-yen", """
                    "managedUsers":3,"currency":"JPY","timeZone":"Asia/Tokyo\"""", goPaid("premium", "monthly")),
            history(
                    "past-due",
                    """
                    "managedUsers":3""",
                    goPaid("premium", "monthly"),
                    new Command("change-payment-method", CARD.formatted("tok_decline"))));

    private static final List<Command> COMMANDS = List.of(
            goPaid("premium", "annual"),
            goPaid("enterprise", "monthly"),
            new Command("change-plan", """
                    {"plan":"enterprise"}"""),
            new Command("change-plan", """
                    {"plan":"enterprise","managedUsers":9,"interval":"monthly"}"""),
            new Command("change-plan", """
                    {"plan":"premium"}"""),
            new Command("change-plan", """
                    {"plan":"premium","managedUsers":1}"""),
            new Command("change-plan", """
                    {"plan":"free"}"""),
            new Command("change-plan", """
                    {"plan":"enterprise","expectedAmountDue":{"amount":1,"currency":"USD"}}"""),
            new Command("change-billing-interval", """
                    {"interval":"annual"}"""),
            new Command("change-billing-interval", """
                    {"interval":"monthly"}"""),
            new Command("change-managed-users", """
                    {"managedUsers":8}"""),
            new Command("change-managed-users", """
                    {"managedUsers":1}"""),
            new Command("change-payment-method", CARD.formatted("tok_mastercard")),
            new Command("update-billing-profile", PROFILE.replace("Ada", "Grace")),
            new Command("cancel", """
                    {"reason":"moving on"}"""),
            new Command("withdraw-cancellation", "{}"),
            new Command("withdraw-scheduled-change", "{}"),
            new Command("erase-personal-data", "{}"),
            new Command("grant-credit", """
                    {"kind":"signup","amount":{"amount":700,"currency":"USD"}}"""));

    private static final List<History> CONTRACTS = List.of(
            history("signing", """
                    "managedUsers":3""", new Command("change-payment-method", CARD.formatted("tok_visa"))),
            history("prepaid", """
                    "managedUsers":3""", contract("annual", 2, "2026-01-15", "2027-01-15"), assign("ada")),
            history(
                    "all-used",
                    """
                    "managedUsers":3,"timeZone":"Pacific/Apia\"""",
                    new Command("change-payment-method", CARD.formatted("tok_visa")),
                    contract("monthly", 1, "2026-01-10", "2026-04-01"),
                    assign("ada"),
                    new Command("set-preferences", """
                    {"whenUserJoins":"assign","whenNoneAvailable":"add"}""")),
            history("waiting", """
                    "managedUsers":3""", contract("annual", 2, "2026-04-01", "2027-04-01")),
            history("paying", """
                    "managedUsers":3""", goPaid("premium", "monthly")));

    private static final List<Command> ABOUT_CONTRACTS = List.of(
            contract("annual", 5, "2026-02-10", "2027-01-01"),
            contract("monthly", 5, "2026-04-01", "2027-01-01"),
            new Command("add-prepaid-users", "{\"count\":3}"),
            new Command("add-prepaid-users", """
                    {"count":3,"expectedAmountDue":{"amount":1,"currency":"USD"}}"""),
            new Command("user-joined", "{\"userId\":\"ben\"}"),
            assign("ben"),
            new Command("release-user", "{\"userId\":\"ada\"}"),
            new Command("set-preferences", """
                    {"whenUserJoins":"leave_free","whenNoneAvailable":"leave_free"}"""),
            new Command("change-plan", "{\"plan\":\"premium\"}"),
            new Command("withdraw-scheduled-change", "{}"),
            new Command("erase-personal-data", "{}"),
            new Command("grant-credit", """
                    {"kind":"signup","amount":{"amount":700,"currency":"USD"}}"""));

    /** Refused whatever the history, so that one account is enough for all of them. */
    private static final List<Command> NEVER_ACCEPTED = List.of(
            new Command("change-plan", """
                    {"plan":"gold"}"""),
            new Command("change-plan", """
                    {"plan":"enterprise","managedUsers":0,"color":"red"}"""),
            new Command("change-plan", """
                    {"plan":"enterprise","expectedAmountDue":{"amount":1,"currency":"EUR"}}"""),
            new Command("change-payment-method", CARD.replace("2040", "2025").formatted("tok_visa")),
            new Command("change-payment-method", """
                    {"kind":"ach","token":"ba_ok","bankName":"First","last4":"6789"}"""));

    private static History history(String name, String opening, Command... commands) {
        return new History(name, opening, List.of(commands));
    }

    private static Command goPaid(String plan, String interval) {
        return new Command("change-plan", """
                {"plan":"%s","interval":"%s","paymentMethod":%s,"billingProfile":%s}""".formatted(plan, interval, CARD.formatted("tok_visa"), PROFILE));
    }

    private static Command contract(String interval, int users, String start, String end) {
        return new Command("sign-contract", """
                {"plan":"enterprise","interval":"%s","prepaidUsers":%d,"pricePerUser":{"amount":1234,"currency":"USD"},
                 "start":"%s","end":"%s","reference":"C-1"}""".formatted(interval, users, start, end));
    }

    private static Command assign(String user) {
        return new Command("assign-user", "{\"userId\":\"%s\"}".formatted(user));
    }

    abstract Vendor database();

    @Test
    void whatever_a_preview_says_the_command_does(@TempDir Path dataDir) {
        SoftAssertions all = new SoftAssertions();
        try (RunningService service = RunningService.inSandboxTime(database(), dataDir, "2026-01-15T12:00:00Z")) {
            liveAll(service, HISTORIES, COMMANDS);
            liveAll(service, CONTRACTS, ABOUT_CONTRACTS);
            advance(service, "{\"to\":\"" + MID_FEBRUARY + "\"}");
            NEVER_ACCEPTED.forEach(command -> compare(service, "monthly-0", command, all));
            compareAll(service, HISTORIES, COMMANDS, all);
            compareAll(service, CONTRACTS, ABOUT_CONTRACTS, all);
        }
        all.assertAll();
    }

    /** An account for each command on each history. */
    private static void liveAll(RunningService service, List<History> histories, List<Command> commands) {
        for (History history : histories) {
            for (int n = 0; n < commands.size(); n++) {
                live(service, history, history.name() + "-" + n);
            }
        }
    }

    private static void compareAll(
            RunningService service, List<History> histories, List<Command> commands, SoftAssertions all) {
        for (History history : histories) {
            for (int n = 0; n < commands.size(); n++) {
                compare(service, history.name() + "-" + n, commands.get(n), all);
            }
        }
    }

    private static void live(RunningService service, History history, String id) {
        service.post(
                        "service",
                        "/v1/subscriptions",
                        "{\"subscriptionId\":\"%s\",\"accountName\":\"Acme\",%s}".formatted(id, history.opening()))
                .is(201);
        for (Command command : history.commands()) {
            service.post(command.role(), path(id, command.name()), command.body(), "Prefer", "wait=5")
                    .is(200);
        }
    }

    private static String path(String id, String command) {
        return "/v1/subscriptions/" + id + "/" + command;
    }

    private static void advance(RunningService service, String how) {
        service.post("operator", "/v1/sandbox/clock/advance", how).is(200);
    }

    private static void compare(RunningService service, String id, Command command, SoftAssertions all) {
        String what = "%s of %s: %s".formatted(command.name(), id, command.body());
        Answer preview = service.post(command.role(), path(id, "preview"), command.named());
        Answer done = service.post(command.role(), path(id, command.name()), command.body());
        all.assertThat(preview.status()).as(what).isEqualTo(done.status());
        if (done.status() != 200 || preview.status() != 200) {
            all.assertThat(withoutTrace(preview)).as(what).isEqualTo(withoutTrace(done));
            return;
        }
        // Charges are paid, and the read models show it.
        advance(service, "{\"by\":\"PT0S\"}");
        JsonNode said = preview.json();
        all.assertThat(said.get("accountSummary"))
                .as(what)
                .isEqualTo(service.get("service", path(id, "account-summary")).json());
        all.assertThat(said.get("creditBalanceAfter")).as(what).isEqualTo(said.at("/accountSummary/creditBalance"));
        String invoice = done.at("/invoice/invoiceId");
        if (invoice.isEmpty()) {
            all.assertThat(said.get("lines")).as(what).isEmpty();
            all.assertThat(said.at("/amountDue/amount").asLong()).as(what).isZero();
            all.assertThat(said.at("/creditApplied/amount").asLong()).as(what).isZero();
        } else {
            JsonNode issued =
                    service.get("service", "/v1/invoices/" + invoice).is(200).json();
            for (String field : List.of("lines", "creditApplied", "amountDue")) {
                all.assertThat(said.get(field)).as(what).isEqualTo(issued.get(field));
            }
        }
        all.assertThat(effective(said)).as(what).isEqualTo(effective(done, said));
    }

    private static JsonNode withoutTrace(Answer refused) {
        return ((ObjectNode) refused.json()).without("traceId");
    }

    private static String effective(JsonNode preview) {
        return preview.get("effective").asString() + " "
                + preview.get("effectiveOn").asString();
    }

    /** Told from the names of what really happened: something is scheduled and no terms have changed. */
    private static String effective(Answer done, JsonNode preview) {
        List<String> types = new ArrayList<>();
        done.json().get("events").forEach(event -> types.add(event.get("type").asString()));
        boolean changed =
                types.stream().anyMatch(type -> type.endsWith("Changed") && !type.startsWith("PaymentMethod"));
        boolean signed = types.contains("ContractSigned") && !types.contains("ContractStarted");
        if (signed || (!changed && types.contains("ChangeScheduled"))) {
            return "period_end "
                    + preview.at("/accountSummary/scheduledChange/effectiveOn").asString();
        }
        if (types.contains("CancellationScheduled")) {
            return "period_end " + preview.at("/accountSummary/endsOn").asString();
        }
        String zone = preview.at("/accountSummary/timeZone").asString();
        return "now "
                + java.time.Instant.parse(MID_FEBRUARY)
                        .atZone(java.time.ZoneId.of(zone))
                        .toLocalDate();
    }
}
