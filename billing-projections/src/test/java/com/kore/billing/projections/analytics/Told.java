package com.kore.billing.projections.analytics;

import com.kore.billing.projections.History;
import com.kore.billing.projections.readmodel.HistoryEvent;
import com.kore.billing.projections.readmodel.SubscriptionFold;
import java.util.List;
import java.util.stream.Stream;

/** What the read model makes of a history, in words that are easily compared. */
final class Told {
    private final SubscriptionFold<AnalyticsAccount, AnalyticsRow> fold;

    private Told(List<? extends HistoryEvent> events) {
        this.fold = SubscriptionFold.of(new AnalyticsModel(), events);
    }

    static Told of(History history) {
        return new Told(history.events());
    }

    static Told of(List<? extends HistoryEvent> events) {
        return new Told(events);
    }

    AnalyticsAccount account() {
        return fold.head().orElseThrow();
    }

    <R extends AnalyticsRow> Stream<R> rows(Class<R> type) {
        return fold.rows().values().stream().filter(type::isInstance).map(type::cast);
    }

    /** Day, kind, change, cause. */
    List<String> movements() {
        return rows(MrrMovement.class)
                .map(row -> "%s %s %s %s"
                        .formatted(row.happenedOn(), row.kind(), row.change().getAmount(), row.cause()))
                .toList();
    }

    /** Days, users, plan, MRR; the last without an end. */
    List<String> periods() {
        TermsInForce now = account().standing().terms();
        return Stream.concat(
                        rows(PeriodRow.class)
                                .sorted((one, other) -> one.terms()
                                        .since()
                                        .compareTo(other.terms().since()))
                                .map(row -> row.terms().since() + " to " + row.endsOn() + terms(row.terms())),
                        Stream.of(now.since() + " on" + terms(now)))
                .toList();
    }

    private static String terms(TermsInForce terms) {
        return ": %d %s %s"
                .formatted(terms.managedUsers(), terms.plan(), terms.mrr().getAmount());
    }

    /** What it is of, first day, last day, kind, amount. */
    List<String> revenue() {
        return rows(RevenueEntry.class)
                .map(row -> "%s %s to %s %s %s"
                        .formatted(
                                row.source(),
                                row.days().start(),
                                row.days().end(),
                                row.kind(),
                                row.amount().getAmount()))
                .toList();
    }
}
