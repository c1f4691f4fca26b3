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
import com.kore.billing.app.oracle.PriceList;
import com.kore.billing.app.oracle.PriceList.Price;
import com.kore.billing.app.oracle.PriceList.Version;
import com.kore.billing.app.oracle.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Histories as lines of text, to print, paste and read again: the days of another try, the plans from the free one upwards, what each version of the catalog
 * asks, when the service is down, then the steps. A line that begins with {@code #} is for people.
 *
 * <pre>{@code
 * retry 1 3 5 7
 * plans free premium
 * from 1970-01-01: premium monthly USD 1000, premium annual USD 10000
 * down 2026-02-14T00:00:00Z 2026-03-02T08:00:00Z
 * 2026-01-15T12:00:00Z open currency=USD zone=UTC users=3 profile
 * 2026-01-15T12:00:00Z change-plan plan=premium interval=monthly pay=tok_visa:2040-12
 * 2026-02-01T12:00:00Z change-managed-users users=5
 * 2026-02-01T12:00:00Z set-preferences assign add
 * }</pre>
 */
final class HistoryText {
    private HistoryText() {}

    static String write(History history) {
        List<String> lines = new ArrayList<>();
        PriceList prices = history.rules().prices();
        lines.add("retry " + words(history.rules().retryDays()));
        lines.add("plans " + words(prices.plans()));
        prices.versions().forEach(version -> lines.add(write(version)));
        history.downtimes().forEach(downtime -> lines.add("down " + downtime.from() + " " + downtime.until()));
        history.steps().forEach(step -> lines.add(step.at() + " " + write(step.command())));
        return String.join("\n", lines);
    }

    private static String write(Version version) {
        return "from " + version.from() + ": "
                + version.prices().stream()
                        .map(price -> "%s %s %s %d"
                                .formatted(price.plan(), price.interval().word(), price.currency(), price.perUser()))
                        .collect(Collectors.joining(", "));
    }

    private static String write(Command command) {
        return switch (command) {
            case Open open ->
                "open currency=%s zone=%s".formatted(open.currency(), open.zone())
                        + word("users", open.users())
                        + (open.withProfile() ? " profile" : "");
            case ChangePlan change ->
                "change-plan plan=" + change.plan()
                        + word("interval", change.interval().map(Every::word))
                        + word("users", change.users())
                        + word("pay", change.method().map(HistoryText::write))
                        + (change.withProfile() ? " profile" : "");
            case ChangeInterval change ->
                "change-billing-interval interval=" + change.interval().word();
            case ChangeUsers change -> "change-managed-users users=" + change.users();
            case ChangeMethod change ->
                "change-payment-method pay=" + write(change.method()) + (change.byStaff() ? " staff" : "");
            case UpdateProfile update -> "update-billing-profile" + (update.byStaff() ? " staff" : "");
            case Cancel cancel -> "cancel";
            case WithdrawCancellation withdraw -> "withdraw-cancellation";
            case WithdrawScheduled withdraw -> "withdraw-scheduled-change";
            case GrantCredit grant ->
                "grant-credit kind=%s amount=%d currency=%s".formatted(grant.kind(), grant.amount(), grant.currency());
            case Refund refund ->
                "refund invoice=%d currency=%s".formatted(refund.invoice(), refund.currency())
                        + word("amount", refund.amount());
            case SignContract sign ->
                "sign-contract plan=%s interval=%s prepaid=%d price=%d currency=%s start=%s end=%s reference=%s"
                        .formatted(
                                sign.plan(),
                                sign.interval().word(),
                                sign.prepaid(),
                                sign.price(),
                                sign.currency(),
                                sign.start(),
                                sign.end(),
                                sign.reference());
            case AddPrepaidUsers add -> "add-prepaid-users count=" + add.count();
            case UserJoined joined -> "user-joined user=" + joined.user();
            case AssignUser assign -> "assign-user user=" + assign.user();
            case ReleaseUser release -> "release-user user=" + release.user();
            case SetPreferences preferences ->
                "set-preferences" + (preferences.assign() ? " assign" : "") + (preferences.add() ? " add" : "");
            case RecordPayment payment ->
                "record-payment invoice=%d amount=%d currency=%s"
                        .formatted(payment.invoice(), payment.amount(), payment.currency());
            case Wait nothing -> "wait";
        };
    }

    private static String word(String name, Optional<?> value) {
        return value.map(present -> " " + name + "=" + present).orElse("");
    }

    private static String write(PayBy method) {
        return method.token() + method.expiry().map(expiry -> ":" + expiry).orElse("");
    }

    static History read(String name, String text) {
        List<String> lines = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
        List<Integer> retryDays =
                words(lines.getFirst()).stream().map(Integer::valueOf).toList();
        List<String> plans = words(lines.get(1));
        List<Version> versions = new ArrayList<>();
        List<Downtime> downtimes = new ArrayList<>();
        List<Step> steps = new ArrayList<>();
        for (String line : lines.subList(2, lines.size())) {
            if (line.startsWith("from ")) {
                versions.add(version(line));
            } else if (line.startsWith("down ")) {
                List<String> instants = words(line);
                downtimes.add(new Downtime(Instant.parse(instants.get(0)), Instant.parse(instants.get(1))));
            } else {
                String[] step = line.split(" ", 2);
                steps.add(new Step(Instant.parse(step[0]), command(step[1])));
            }
        }
        return new History(name, new HouseRules(new PriceList(plans, versions), retryDays), downtimes, steps);
    }

    private static String words(List<?> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    /** All but the first word of a line. */
    private static List<String> words(String line) {
        return Arrays.stream(line.split(" ", -1)).skip(1).toList();
    }

    private static Version version(String line) {
        String[] halves = line.substring("from ".length()).split(":", 2);
        List<Price> prices = Arrays.stream(halves[1].split(",", -1))
                .map(String::strip)
                .filter(price -> !price.isEmpty())
                .map(price -> price.split(" ", -1))
                .map(price -> new Price(price[0], Every.of(price[1]), price[2], Long.parseLong(price[3])))
                .toList();
        return new Version(LocalDate.parse(halves[0]), prices);
    }

    private static Command command(String line) {
        String[] words = line.split(" ", -1);
        Map<String, String> parts = new HashMap<>();
        for (String word : words) {
            String[] part = word.split("=", 2);
            parts.put(part[0], part[part.length - 1]);
        }
        Optional<Integer> users = Optional.ofNullable(parts.get("users")).map(Integer::valueOf);
        Optional<Every> interval = Optional.ofNullable(parts.get("interval")).map(Every::of);
        Optional<PayBy> method = Optional.ofNullable(parts.get("pay")).map(HistoryText::method);
        Optional<Long> amount = Optional.ofNullable(parts.get("amount")).map(Long::valueOf);
        boolean withProfile = parts.containsKey("profile");
        return switch (words[0]) {
            case "open" -> new Open(required(parts, "currency"), required(parts, "zone"), users, withProfile);
            case "change-plan" -> new ChangePlan(required(parts, "plan"), interval, users, method, withProfile);
            case "change-billing-interval" -> new ChangeInterval(interval.orElseThrow());
            case "change-managed-users" -> new ChangeUsers(users.orElseThrow());
            case "change-payment-method" -> new ChangeMethod(method.orElseThrow(), parts.containsKey("staff"));
            case "update-billing-profile" -> new UpdateProfile(parts.containsKey("staff"));
            case "cancel" -> new Cancel();
            case "withdraw-cancellation" -> new WithdrawCancellation();
            case "withdraw-scheduled-change" -> new WithdrawScheduled();
            case "grant-credit" ->
                new GrantCredit(required(parts, "kind"), amount.orElseThrow(), required(parts, "currency"));
            case "refund" ->
                new Refund(Integer.parseInt(required(parts, "invoice")), amount, required(parts, "currency"));
            case "sign-contract" ->
                new SignContract(
                        required(parts, "plan"),
                        interval.orElseThrow(),
                        Integer.parseInt(required(parts, "prepaid")),
                        Long.parseLong(required(parts, "price")),
                        required(parts, "currency"),
                        LocalDate.parse(required(parts, "start")),
                        LocalDate.parse(required(parts, "end")),
                        required(parts, "reference"));
            case "add-prepaid-users" -> new AddPrepaidUsers(Integer.parseInt(required(parts, "count")));
            case "user-joined" -> new UserJoined(required(parts, "user"));
            case "assign-user" -> new AssignUser(required(parts, "user"));
            case "release-user" -> new ReleaseUser(required(parts, "user"));
            case "set-preferences" -> new SetPreferences(parts.containsKey("assign"), parts.containsKey("add"));
            case "record-payment" ->
                new RecordPayment(
                        Integer.parseInt(required(parts, "invoice")),
                        amount.orElseThrow(),
                        required(parts, "currency"));
            case "wait" -> new Wait();
            default -> throw new IllegalArgumentException("no such step: " + line);
        };
    }

    private static String required(Map<String, String> parts, String name) {
        return Objects.requireNonNull(parts.get(name), name);
    }

    private static PayBy method(String text) {
        String[] halves = text.split(":", 2);
        return halves.length == 1 ? PayBy.ach(text) : PayBy.card(halves[0], YearMonth.parse(halves[1]));
    }
}
