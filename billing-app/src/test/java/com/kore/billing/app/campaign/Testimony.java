package com.kore.billing.app.campaign;

import com.kore.billing.app.campaign.Witness.Asked;
import com.kore.billing.app.campaign.Witness.Told;
import com.kore.billing.app.testing.Answer;
import com.kore.billing.app.testing.ServiceClient;
import java.util.ArrayList;
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

    private final List<String> lost = new ArrayList<>();
    private final List<String> doubled = new ArrayList<>();

    /** The type of event that somebody was told of, by subscription and version. */
    private final Map<String, Map<Long, String>> claims = new HashMap<>();

    private final Set<String> eventIds = new HashSet<>();

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

    /** What was told before all witnesses came. */
    void opened(Told told) {
        claim(told);
    }

    /** Repeats all that the witnesses asked, and reads all that there is. */
    void check(List<Witness> witnesses, ServiceClient service) {
        Witness.atOnce(witnesses, witness -> {
            witness.told().forEach(told -> repeated(told, told.asked().send(service)));
        });
        Set<String> accounts = new TreeSet<>(Set.of(Witness.SHARED));
        for (Witness witness : witnesses) {
            refused += witness.refused();
            witness.told().forEach(told -> accounts.add(told.subscription()));
        }
        StoreOverHttp store = new StoreOverHttp(service);
        // Or what is repeated next would be refused because of a payment that is under way.
        accounts.forEach(store::awaitSettled);
        Witness.atOnce(witnesses, witness -> witness.unanswered().ifPresent(asked -> repeat(asked, service)));
        accounts.forEach(store::awaitSettled);
        Map<String, List<JsonNode>> feed = store.feed();
        feed.forEach(this::checkEvents);
        claims.forEach((account, versions) -> versions.keySet().stream()
                .filter(version ->
                        version > feed.getOrDefault(account, List.of()).size())
                .forEach(version -> lost.add(account + " has no version " + version)));
        accounts.forEach(account -> checkReads(account, feed.getOrDefault(account, List.of()), store));
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
    private void repeat(Asked asked, ServiceClient service) {
        Answer first = asked.send(service);
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
