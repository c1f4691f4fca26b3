package com.kore.billing.app.campaign;

import com.kore.billing.app.oracle.Command;
import com.kore.billing.app.oracle.Command.AddPrepaidUsers;
import com.kore.billing.app.oracle.Command.AssignUser;
import com.kore.billing.app.oracle.Command.Cancel;
import com.kore.billing.app.oracle.Command.ChangeInterval;
import com.kore.billing.app.oracle.Command.ChangeMethod;
import com.kore.billing.app.oracle.Command.ChangePlan;
import com.kore.billing.app.oracle.Command.ChangeUsers;
import com.kore.billing.app.oracle.Command.GrantCredit;
import com.kore.billing.app.oracle.Command.Open;
import com.kore.billing.app.oracle.Command.RecordPayment;
import com.kore.billing.app.oracle.Command.Refund;
import com.kore.billing.app.oracle.Command.ReleaseUser;
import com.kore.billing.app.oracle.Command.SetPreferences;
import com.kore.billing.app.oracle.Command.SignContract;
import com.kore.billing.app.oracle.Command.UpdateProfile;
import com.kore.billing.app.oracle.Command.UserJoined;
import com.kore.billing.app.oracle.Command.Wait;
import com.kore.billing.app.oracle.Command.WithdrawCancellation;
import com.kore.billing.app.oracle.Command.WithdrawScheduled;
import com.kore.billing.app.oracle.Every;
import com.kore.billing.app.oracle.HouseRules;
import com.kore.billing.app.oracle.PayBy;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.RunningService;
import com.kore.billing.app.testing.TestDatabase;
import com.kore.billing.app.testing.TestDatabases;
import com.kore.billing.app.testing.Vendor;
import com.kore.billing.app.testing.Verified;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The whole service on a port of its own, in sandbox time, reached as others reach it. */
final class HttpSubject implements Subject {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final int REPEATS_MAX = 3;

    private final TestDatabase database;
    private final Path dir;
    private final Map<String, String> settings;
    private RunningService service;
    private final AtomicLong keys = new AtomicLong();

    /** The latest that each account answered with; what is read must show it. */
    private final Map<String, String> versions = new ConcurrentHashMap<>();

    private HttpSubject(TestDatabase database, Path dir, Map<String, String> settings, Instant from) {
        this.database = database;
        this.dir = dir;
        this.settings = settings;
        this.service = running(from);
    }

    /** Starts a service on a fresh database, with a catalog and a schedule of its own. */
    static HttpSubject start(Vendor vendor, HouseRules rules, Instant from) {
        try {
            Path dir = Files.createTempDirectory("billing-campaign-");
            Path catalog = Files.writeString(dir.resolve("catalog.yaml"), CatalogText.of(rules.prices()));
            TestDatabase database = vendor == Vendor.H2 ? TestDatabases.h2In(dir) : TestDatabases.fresh(vendor);
            Map<String, String> settings = Map.of(
                    "billing.catalog", catalog.toString(), "billing.dunning.retry-days", days(rules.retryDays()));
            return new HttpSubject(database, dir, settings, from);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private RunningService running(Instant from) {
        Map<String, String> inSandboxTime = new HashMap<>(settings);
        inSandboxTime.put("billing.clock", "sandbox");
        inSandboxTime.put("billing.clock-start", from.toString());
        return RunningService.on(database, dir, inSandboxTime);
    }

    private static String days(List<Integer> days) {
        return days.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    @Override
    public void passTo(Instant at) {
        repeated(() -> service.post("operator", "/v1/sandbox/clock/advance", "{\"to\":\"" + at + "\"}"))
                .is(200);
    }

    @Override
    public void sleepUntil(Instant at) {
        service.close();
        service = running(at);
        passTo(at);
    }

    @Override
    public Reply send(String account, Command command) {
        String path = path(account, command);
        String body = body(account, command).toString();
        String key = "campaign-" + keys.incrementAndGet();
        Answer answer =
                repeated(() -> service.post(caller(command), path, body, "Prefer", "wait=5", "Idempotency-Key", key));
        if (answer.status() >= 300) {
            return new Reply(Optional.of(answer.at("/code")), Optional.empty(), Optional.empty());
        }
        versions.put(account, answer.at("/version"));
        return new Reply(
                Optional.empty(),
                present(answer.json().path("invoice")),
                present(answer.json().path("creditNoteNumber")).map(JsonNode::asString));
    }

    /** A connection that was kept may be cut as it is used again; what is sent here has one effect however often it is. */
    private static Answer repeated(Supplier<Answer> request) {
        for (int left = REPEATS_MAX; ; left--) {
            try {
                return request.get();
            } catch (UncheckedIOException cut) {
                if (left == 0) {
                    throw cut;
                }
            }
        }
    }

    private static Optional<JsonNode> present(JsonNode node) {
        return node.isMissingNode() || node.isNull() ? Optional.empty() : Optional.of(node);
    }

    private static String path(String account, Command command) {
        String commands = "/v1/subscriptions/" + account + "/";
        return switch (command) {
            case Open open -> "/v1/subscriptions";
            case ChangePlan change -> commands + "change-plan";
            case ChangeInterval change -> commands + "change-billing-interval";
            case ChangeUsers change -> commands + "change-managed-users";
            case ChangeMethod change -> commands + "change-payment-method";
            case UpdateProfile update -> commands + "update-billing-profile";
            case Cancel cancel -> commands + "cancel";
            case WithdrawCancellation withdraw -> commands + "withdraw-cancellation";
            case WithdrawScheduled withdraw -> commands + "withdraw-scheduled-change";
            case GrantCredit grant -> commands + "grant-credit";
            case Refund refund -> invoice(account, refund.invoice()) + "/refund";
            case SignContract sign -> commands + "sign-contract";
            case AddPrepaidUsers add -> commands + "add-prepaid-users";
            case UserJoined joined -> commands + "user-joined";
            case AssignUser assign -> commands + "assign-user";
            case ReleaseUser release -> commands + "release-user";
            case SetPreferences preferences -> commands + "set-preferences";
            case RecordPayment payment -> invoice(account, payment.invoice()) + "/record-payment";
            case Wait nothing -> throw new IllegalArgumentException("nothing to send");
        };
    }

    private static String invoice(String account, int number) {
        return "/v1/invoices/%s-%04d".formatted(account.toUpperCase(Locale.ROOT), number);
    }

    private static String caller(Command command) {
        return switch (command) {
            case GrantCredit grant -> "admin";
            case Refund refund -> "admin";
            case SignContract sign -> "admin";
            case RecordPayment payment -> "admin";
            case ChangeMethod change when change.byStaff() -> "admin";
            case UpdateProfile update when update.byStaff() -> "admin";
            default -> "service";
        };
    }

    private static ObjectNode body(String account, Command command) {
        ObjectNode body = JSON.createObjectNode();
        switch (command) {
            case Open open -> {
                body.put("subscriptionId", account);
                body.put("accountName", "Account " + account);
                body.put("currency", open.currency());
                body.put("timeZone", open.zone());
                open.users().ifPresent(users -> body.put("managedUsers", users));
                withProfile(body, open.withProfile());
            }
            case ChangePlan change -> {
                body.put("plan", change.plan());
                change.interval().map(Every::word).ifPresent(interval -> body.put("interval", interval));
                change.users().ifPresent(users -> body.put("managedUsers", users));
                change.method().ifPresent(method -> body.set("paymentMethod", method(method)));
                withProfile(body, change.withProfile());
            }
            case ChangeInterval change -> body.put("interval", change.interval().word());
            case ChangeUsers change -> body.put("managedUsers", change.users());
            case ChangeMethod change -> body.setAll(method(change.method()));
            case UpdateProfile update -> body.setAll(profile());
            case GrantCredit grant -> {
                body.put("kind", grant.kind());
                body.set("amount", money(grant.amount(), grant.currency()));
            }
            case Refund refund -> {
                body.put("reason", "Asked for");
                refund.amount().ifPresent(amount -> body.set("amount", money(amount, refund.currency())));
            }
            case SignContract sign -> {
                body.put("plan", sign.plan());
                body.put("interval", sign.interval().word());
                body.put("prepaidUsers", sign.prepaid());
                body.set("pricePerUser", money(sign.price(), sign.currency()));
                body.put("start", sign.start().toString());
                body.put("end", sign.end().toString());
                body.put("reference", sign.reference());
            }
            case AddPrepaidUsers add -> body.put("count", add.count());
            case UserJoined joined -> body.put("userId", joined.user());
            case AssignUser assign -> body.put("userId", assign.user());
            case ReleaseUser release -> body.put("userId", release.user());
            case SetPreferences preferences -> {
                body.put("whenUserJoins", preferences.assign() ? "assign" : "leave_free");
                body.put("whenNoneAvailable", preferences.add() ? "add" : "leave_free");
            }
            case RecordPayment payment -> {
                body.set("amount", money(payment.amount(), payment.currency()));
                body.put("reference", "Transfer");
            }
            case Cancel cancel -> {}
            case WithdrawCancellation withdraw -> {}
            case WithdrawScheduled withdraw -> {}
            case Wait nothing -> {}
        }
        return body;
    }

    private static ObjectNode money(long amount, String currency) {
        return JSON.createObjectNode().put("amount", amount).put("currency", currency);
    }

    private static void withProfile(ObjectNode body, boolean given) {
        if (given) {
            body.set("billingProfile", profile());
        }
    }

    private static ObjectNode profile() {
        ObjectNode profile = JSON.createObjectNode().put("contactName", "Ada").put("email", "ada@acme.example");
        profile.putObject("address")
                .put("line1", "1 Main St")
                .put("city", "Springfield")
                .put("postalCode", "12345")
                .put("country", "US");
        return profile;
    }

    private static ObjectNode method(PayBy method) {
        ObjectNode form = JSON.createObjectNode().put("token", method.token()).put("last4", "4242");
        method.expiry()
                .ifPresentOrElse(
                        expiry -> form.put("kind", "card")
                                .put("brand", "visa")
                                .put("expiryMonth", expiry.getMonthValue())
                                .put("expiryYear", expiry.getYear()),
                        () -> form.put("kind", "ach").put("bankName", "First Bank"));
        return form;
    }

    @Override
    public JsonNode summary(String account) {
        return service.get(
                        "service",
                        "/v1/subscriptions/%s/account-summary?minVersion=%s".formatted(account, versions.get(account)))
                .is(200)
                .json();
    }

    @Override
    public List<JsonNode> invoices(String account) {
        return listedInvoices(account).stream()
                .map(invoice -> service.get(
                                "service",
                                "/v1/invoices/" + invoice.get("invoiceId").asString())
                        .is(200)
                        .json())
                .toList();
    }

    @Override
    public List<JsonNode> listedInvoices(String account) {
        return items("/v1/subscriptions/" + account + "/invoices").reversed();
    }

    @Override
    public List<JsonNode> history(String account) {
        return items("/v1/subscriptions/" + account + "/billing-history");
    }

    /** All pages of a list. */
    private List<JsonNode> items(String path) {
        List<JsonNode> items = new ArrayList<>();
        String page = path + "?limit=100";
        while (true) {
            Answer answer = service.get("service", page).is(200);
            items.addAll(answer.json().get("items").values());
            if (!answer.json().get("hasMore").asBoolean()) {
                return items;
            }
            page = path + "?limit=100&cursor=" + answer.at("/nextCursor");
        }
    }

    /** As analysts ask it in SQL. */
    @Override
    public JsonNode figures(String account) {
        JdbcClient sql = service.bean(JdbcClient.class);
        return new Figures(
                        sql.sql(
                                        "SELECT happened_on, kind, change_minor FROM analytics.mrr_movements WHERE subscription_id = ?"
                                                + " ORDER BY event_position")
                                .param(account)
                                .query((row, n) -> new Figures.Movement(
                                        row.getObject(1, LocalDate.class), row.getString(2), row.getLong(3)))
                                .list(),
                        byDay(
                                sql,
                                "SELECT starts_on, mrr_minor FROM analytics.periods WHERE subscription_id = ?",
                                account),
                        byDay(
                                sql,
                                "SELECT month_start, SUM(amount_minor) FROM analytics.revenue_schedule WHERE subscription_id = ?"
                                        + " GROUP BY month_start",
                                account))
                .json();
    }

    private static SortedMap<LocalDate, Long> byDay(JdbcClient sql, String query, String account) {
        SortedMap<LocalDate, Long> days = new TreeMap<>();
        sql.sql(query).param(account).query(row -> {
            days.put(row.getObject(1, LocalDate.class), row.getLong(2));
        });
        return days;
    }

    @Override
    public void requireVerified() {
        Verified.withoutDifferences(service);
    }

    @Override
    public void close() {
        service.close();
        try {
            FileSystemUtils.deleteRecursively(dir);
        } catch (IOException kept) {
            throw new UncheckedIOException(kept);
        }
    }
}
