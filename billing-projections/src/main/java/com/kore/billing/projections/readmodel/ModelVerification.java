package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One read model in a {@link Verification}: what has been folded of it since the last comparison, and what all of them have found. */
final class ModelVerification<H, R> {
    private final ReadModel<H, R> model;
    private final long generation;
    private final EventHistory history;
    private final GenerationWriter<H, R> writer;
    private final GenerationComparison comparison;
    private final int differencesMax;
    private final Map<String, SubscriptionFold<H, R>> folds = new LinkedHashMap<>();
    private final List<RowDifference> differences = new ArrayList<>();
    private long rows;

    ModelVerification(
            GenerationWriter<H, R> writer,
            long generation,
            EventHistory history,
            GenerationComparison comparison,
            int differencesMax) {
        this.model = writer.model();
        this.generation = generation;
        this.history = history;
        this.writer = writer;
        this.comparison = comparison;
        this.differencesMax = differencesMax;
    }

    String name() {
        return model.name();
    }

    void fold(HistoryEvent event) {
        folds.computeIfAbsent(event.subscriptionId().value(), id -> SubscriptionFold.fromNothing(model))
                .fold(event);
    }

    void store() {
        writer.store(generation, folds);
    }

    /**
     * What is otherwise in the generation that answers, each subscription at the version that it has to show. That is the one of the processed
     * position, or a later one that it shows already.
     *
     * @param foldedBefore subscriptions that were folded before one of their events was given up
     */
    VerifiedModel compare(long live, Map<String, Long> processed, SubscriptionRange range, Set<String> foldedBefore) {
        Map<String, Long> shown = comparison.versions(live, range);
        Map<String, SubscriptionFold<H, R>> due = new LinkedHashMap<>(folds);
        Set<String> ids = new HashSet<>(folds.keySet());
        ids.addAll(processed.keySet());
        ids.addAll(shown.keySet());
        for (String id : ids) {
            long version = Math.max(processed.getOrDefault(id, 0L), shown.getOrDefault(id, 0L));
            SubscriptionFold<H, R> folded = folds.get(id);
            if ((folded == null ? 0 : folded.version()) != version || (folded != null && foldedBefore.contains(id))) {
                due.remove(id);
                due.putAll(refold(id, version));
            }
        }
        int more = differencesMax - differences.size();
        return new VerifiedModel(
                name(),
                due.values().stream().mapToLong(fold -> 1L + fold.rows().size()).sum(),
                more == 0 ? List.of() : firstOf(comparison.compare(live, generation, range, more), more));
    }

    private static List<RowDifference> firstOf(List<RowDifference> all, int max) {
        return all.subList(0, Math.min(max, all.size()));
    }

    /** To a version, or as far as there are events; empty if there are none. */
    private Map<String, SubscriptionFold<H, R>> refold(String id, long version) {
        comparison.delete(generation, id);
        SubscriptionFold<H, R> fold = SubscriptionFold.of(
                model,
                history.of(id, 0).stream()
                        .filter(event -> event.version() <= version)
                        .toList());
        Map<String, SubscriptionFold<H, R>> refolded = fold.version() == 0 ? Map.of() : Map.of(id, fold);
        writer.store(generation, refolded);
        return refolded;
    }

    /** What one comparison has found, once it is certain; the next one begins with other subscriptions. */
    void add(VerifiedModel found) {
        rows += found.rows();
        differences.addAll(found.differences());
        folds.clear();
    }

    VerifiedModel soFar() {
        return new VerifiedModel(name(), rows, differences);
    }
}
