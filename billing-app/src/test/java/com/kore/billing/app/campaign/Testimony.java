package com.kore.billing.app.campaign;

import com.kore.billing.app.campaign.Witness.Unanswered;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import tools.jackson.databind.JsonNode;

/**
 * What witnesses were told, held against what a service says that has started again. Every version of a subscription is the effect of one
 * command that somebody was told of, or of the collection run; there is no other.
 */
final class Testimony {
    /** What no command brings about. */
    private static final Set<String> COLLECTED =
            Set.of("PaymentSucceeded", "PaymentDeclined", "ChangeUndone", "InvoiceVoided");

    private final List<String> lost = Collections.synchronizedList(new ArrayList<>());
    private final List<String> doubled = Collections.synchronizedList(new ArrayList<>());

    /** The type of event that somebody was told of, by subscription and version. */
    private final Map<String, Map<Long, String>> claims = new HashMap<>();

    private final Set<String> eventIds = new HashSet<>();

    /** The feed as far as it has been read, by subscription. */
    private final Map<String, List<JsonNode>> events = new HashMap<>();

    private long position;

    private int acknowledged;
    private int refused;
    private int unanswered;
    private int unansweredButStored;

    List<String> lost() {
        return lost;
    }

    List<String> doubled() {
        return doubled;
    }

    @Override
    public String toString() {
        return "acknowledged=%d refused=%d unanswered=%d of-those-stored=%d lost=%d doubled=%d"
                .formatted(acknowledged, refused, unanswered, unansweredButStored, lost.size(), doubled.size());
    }

    /** What was told to somebody who is no witness. */
    void heard(Told told) {
        claim(told);
    }

    /** Repeats all that the witnesses asked, and reads all that has come since the last check. */
    void check(List<Witness> witnesses, ServiceClient service) {
        Witness.atOnce(
                witnesses,
                witness -> witness.told()
                        .forEach(told -> repeated(told, told.asked().send(service))));
        Set<String> accounts = new TreeSet<>(Set.of(Witness.SHARED));
        for (Witness witness : witnesses) {
            refused += witness.refused();
            witness.told().forEach(told -> accounts.add(told.subscription()));
        }
        StoreOverHttp store = new StoreOverHttp(service);
        // Or what is repeated next would be refused because of a payment that is under way.
        Witness.atOnce(accounts, store::awaitSettled);
        Witness.atOnce(witnesses, witness -> witness.unanswered().forEach(asked -> repeat(asked, service)));
        Witness.atOnce(accounts, store::awaitSettled);
        Map<String, List<JsonNode>> news = new HashMap<>();
        position = store.feed(position, news);
        news.forEach((account, more) ->
                events.computeIfAbsent(account, ignored -> new ArrayList<>()).addAll(more));
        accounts.addAll(news.keySet());
        check(accounts, store);
    }

    /** Reads all that there is, from the beginning: what one check has seen, no later fault has taken away. */
    void checkWhole(ServiceClient service) {
        StoreOverHttp store = new StoreOverHttp(service);
        Map<String, List<JsonNode>> whole = new HashMap<>();
        store.feed(0, whole);
        events.forEach((account, seen) -> {
            if (!seen.equals(whole.get(account))) {
                lost.add("%s had %s and has %s".formatted(account, seen, whole.get(account)));
            }
        });
        events.putAll(whole);
        Set<String> accounts = new TreeSet<>(claims.keySet());
        accounts.addAll(whole.keySet());
        check(accounts, store);
    }

    private void check(Set<String> accounts, StoreOverHttp store) {
        accounts.forEach(account -> {
            List<JsonNode> present = events.getOrDefault(account, List.of());
            checkEvents(account, present);
            claims.getOrDefault(account, Map.of()).keySet().stream()
                    .filter(version -> version > present.size())
                    .forEach(version -> lost.add(account + " has no version " + version));
        });
        Witness.atOnce(accounts, account -> checkReads(account, events.getOrDefault(account, List.of()), store));
    }

    /** A command that was answered gives that answer again, and is not decided again. */
    private synchronized void repeated(Told told, Answer again) {
        acknowledged++;
        if (again.status() >= 300 || !again.json().equals(told.answer())) {
            lost.add(told + " is answered " + again.response().body());
        } else if (!isReplayed(again)) {
            doubled.add(told + " is decided again");
        }
        claim(told);
    }

    /** Whether it was stored or not, from the first repeat on it is, unless the rules say no, and gives one answer. */
    private void repeat(Unanswered pending, ServiceClient service) {
        Asked asked = pending.asked();
        Answer first = asked.send(service);
        if (pending.undone() && isReplayed(first)) {
            lied(asked);
        }
        if (first.status() < 300) {
            repeated(asked, first, asked.send(service));
        } else {
            refused(asked, first);
        }
    }

    private synchronized void repeated(Asked asked, Answer first, Answer second) {
        unanswered++;
        unansweredButStored += isReplayed(first) ? 1 : 0;
        if (!isReplayed(second) || !second.json().equals(first.json())) {
            doubled.add("%s is answered %s and %s"
                    .formatted(asked, first.response().body(), second.response().body()));
        }
        claim(new Told(asked, first.json()));
    }

    private synchronized void refused(Asked asked, Answer answer) {
        unanswered++;
        if (answer.status() >= 500) {
            lost.add("%s is answered %s".formatted(asked, answer.response().body()));
        }
    }

    private synchronized void lied(Asked asked) {
        doubled.add(asked + " was said not to be done, and was");
    }

    private static boolean isReplayed(Answer answer) {
        return answer.header("Idempotent-Replayed").equals("true");
    }

    private void claim(Told told) {
        List<String> ids = told.eventIds();
        Map<Long, String> versions = claims.computeIfAbsent(told.subscription(), ignored -> new HashMap<>());
        for (int index = 0; index < ids.size(); index++) {
            long version = told.version() - ids.size() + 1 + index;
            if (versions.put(version, told.types().get(index)) != null || !eventIds.add(ids.get(index))) {
                doubled.add(told + " says what another was told too");
            }
        }
    }

    private void checkEvents(String account, List<JsonNode> events) {
        Map<Long, String> claimed = claims.getOrDefault(account, Map.of());
        Set<String> paid = new HashSet<>();
        for (int index = 0; index < events.size(); index++) {
            JsonNode event = events.get(index);
            long version = index + 1L;
            String type = event.get("type").asString();
            String told = claimed.get(version);
            if (event.get("version").asLong() != version) {
                (event.get("version").asLong() > version ? lost : doubled)
                        .add("%s has %s where version %d should be".formatted(account, event, version));
                return;
            }
            if (told == null && !COLLECTED.contains(type)) {
                doubled.add("%s version %d, %s, was answered to nobody".formatted(account, version, type));
            }
            if (told != null && !told.equals(type)) {
                lost.add("%s version %d is %s and was answered %s".formatted(account, version, type, told));
            }
            if (type.equals("PaymentSucceeded")
                    && !paid.add(event.at("/payload/invoiceId").asString())) {
                doubled.add(event + " pays again");
            }
        }
    }

    private void checkReads(String account, List<JsonNode> events, StoreOverHttp store) {
        long shown = store.version(account, events.size());
        if (shown != events.size()) {
            doubled.add("%s has version %d after %d events".formatted(account, shown, events.size()));
        }
        List<String> numbers = store.invoiceNumbers(account);
        if (!numbers.reversed().equals(numbers(account, count(events, "InvoiceIssued")))) {
            lost.add("%s has invoices %s".formatted(account, numbers));
        }
        List<JsonNode> rows = store.billingHistory(account);
        if (rows.stream().map(row -> row.get("eventId").asString()).distinct().count() != rows.size()) {
            doubled.add("%s has a transaction twice: %s".formatted(account, rows));
        }
        long grants = rows.stream().filter(row -> row.get("invoiceId").isNull()).count();
        if (grants != count(events, "CreditGranted")) {
            lost.add("%s has %d grants in its history".formatted(account, grants));
        }
    }

    private static List<String> numbers(String account, long count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> "%s-%04d".formatted(account.toUpperCase(Locale.ROOT), number))
                .toList();
    }

    private static long count(List<JsonNode> events, String type) {
        return events.stream()
                .filter(event -> event.get("type").asString().equals(type))
                .count();
    }
}
