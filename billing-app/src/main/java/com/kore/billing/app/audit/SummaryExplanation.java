package com.kore.billing.app.audit;

import static com.kore.billing.app.audit.Fact.CANCELLATION;
import static com.kore.billing.app.audit.Fact.CONTRACT;
import static com.kore.billing.app.audit.Fact.CREDIT;
import static com.kore.billing.app.audit.Fact.INTERVAL;
import static com.kore.billing.app.audit.Fact.METHOD;
import static com.kore.billing.app.audit.Fact.NAME;
import static com.kore.billing.app.audit.Fact.OPENING;
import static com.kore.billing.app.audit.Fact.PERIOD;
import static com.kore.billing.app.audit.Fact.PLAN;
import static com.kore.billing.app.audit.Fact.PREFERENCES;
import static com.kore.billing.app.audit.Fact.PRICE;
import static com.kore.billing.app.audit.Fact.PROFILE;
import static com.kore.billing.app.audit.Fact.SCHEDULE;
import static com.kore.billing.app.audit.Fact.SIGNED;
import static com.kore.billing.app.audit.Fact.STATUS;
import static com.kore.billing.app.audit.Fact.USED;
import static com.kore.billing.app.audit.Fact.USERS;
import static com.kore.billing.app.audit.Fact.VERSION;

import com.kore.billing.domain.account.SubscriptionId;
import com.kore.billing.projections.accountsummary.AccountSummary;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The account summary, field by field.
 *
 * @param fields in the summary's order, all of them
 */
public record SummaryExplanation(SubscriptionId subscriptionId, long version, List<ExplainedField> fields) {

    /** What the fields of the summary rest on. */
    private static final Map<String, Set<Fact>> RESTS_ON = Map.ofEntries(
            Map.entry("subscriptionId", Set.of(OPENING)),
            Map.entry("accountName", Set.of(NAME)),
            Map.entry("accountKind", Set.of(OPENING, CONTRACT)),
            Map.entry("status", Set.of(STATUS)),
            Map.entry("plan", Set.of(PLAN)),
            Map.entry("planName", Set.of(PLAN)),
            Map.entry("interval", Set.of(INTERVAL)),
            Map.entry("managedUsers", Set.of(USERS)),
            Map.entry("pricePerUser", Set.of(PRICE)),
            Map.entry("total", Set.of(PRICE, USERS)),
            Map.entry("currentPeriod", Set.of(PERIOD)),
            Map.entry("renewsOn", Set.of(PERIOD, CANCELLATION, CONTRACT, SIGNED)),
            Map.entry("endsOn", Set.of(PERIOD, CANCELLATION, CONTRACT, SIGNED)),
            Map.entry(
                    "nextBill",
                    Set.of(PLAN, INTERVAL, PRICE, USERS, PERIOD, SCHEDULE, CANCELLATION, CREDIT, CONTRACT, SIGNED)),
            Map.entry("scheduledChange", Set.of(SCHEDULE, SIGNED)),
            Map.entry("paymentMethod", Set.of(METHOD)),
            Map.entry("billingProfile", Set.of(PROFILE)),
            Map.entry("creditBalance", Set.of(CREDIT)),
            Map.entry("statement", Set.of(PLAN, INTERVAL, PRICE, USERS)),
            Map.entry("availableChanges", Set.of(PLAN, INTERVAL, PERIOD, CANCELLATION, STATUS, CONTRACT, SIGNED)),
            Map.entry("sections", Set.of(OPENING, CONTRACT)),
            Map.entry("contract", Set.of(CONTRACT, USERS, USED, PREFERENCES)),
            Map.entry("currency", Set.of(OPENING)),
            Map.entry("timeZone", Set.of(OPENING)),
            Map.entry("version", Set.of(VERSION)),
            Map.entry("asOf", Set.of(VERSION)));

    /** What the catalog has a say in besides, with the names and prices that it has for a day. */
    private static final Set<String> OF_THE_CATALOG =
            Set.of("planName", "nextBill", "scheduledChange", "statement", "availableChanges");

    /** What of it a contract says instead. */
    private static final Set<String> AGREED = Set.of("nextBill", "scheduledChange", "availableChanges");

    /** What reads as erased once the key is. */
    private static final Set<String> ERASABLE = Set.of("accountName", "billingProfile");

    /**
     * A field of the account summary.
     *
     * @param value what the summary says there, JSON
     * @param setBy the last event that sets what the field rests on, be it to the same value; of what reads as erased, the event that erased
     *     it, also when it came later
     * @param unchangedSince the event since which all that the field rests on has been the same
     * @param explanation for people
     */
    public record ExplainedField(
            String field,

            @Schema(description = "what the summary says there")
            Object value,

            EventReference setBy,
            EventReference unchangedSince,
            String explanation) {}

    /**
     * @param on the account's day
     * @param erasedLater the event that erased what is personal, if it came after these facts
     * @param json as answers are written
     */
    static SummaryExplanation of(
            Facts facts, AccountSummary summary, LocalDate on, Optional<EventReference> erasedLater, JsonMapper json) {
        return new SummaryExplanation(
                summary.subscriptionId(),
                summary.version(),
                json.<JsonNode>valueToTree(summary)
                        .propertyStream()
                        .map(field -> explained(field.getKey(), field.getValue(), facts, on, erasedLater))
                        .toList());
    }

    private static ExplainedField explained(
            String field, JsonNode value, Facts facts, LocalDate on, Optional<EventReference> erasedLater) {
        boolean contracted = facts.row().holding().contracts().isPresent();
        Set<Fact> restsOn = contracted && field.equals("nextBill")
                ? Set.of(PERIOD, USERS, PRICE, CONTRACT, SIGNED)
                : RESTS_ON.getOrDefault(field, Set.of(VERSION));
        EventReference setBy = facts.setBy(restsOn);
        EventReference since = facts.since(restsOn);
        if (erasedLater.isPresent() && ERASABLE.contains(field) && !value.isNull()) {
            EventReference erasure = erasedLater.get();
            return new ExplainedField(
                    field,
                    value,
                    erasure,
                    erasure,
                    "erased by %s; then it was as set by %s".formatted(erasure.inWords(), setBy.inWords()));
        }
        String words = "set by " + setBy.inWords()
                + (since.equals(setBy) ? "" : "; the same since " + since.inWords())
                + (OF_THE_CATALOG.contains(field) && !value.isNull() && !(contracted && AGREED.contains(field))
                        ? "; with the catalog's names and prices of " + on
                        : "");
        return new ExplainedField(field, value, setBy, since, words);
    }
}
