package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;

/** Loads what a batch of events needs of one read model, folds in memory, and writes what has changed. */
final class GenerationWriter<H, R> {
    private final ReadModel<H, R> model;
    private final TableSql<H> heads;
    private final Optional<TableSql<R>> rows;

    GenerationWriter(ReadModel<H, R> model, JdbcTemplate jdbc) {
        this.model = model;
        this.heads = new TableSql<>(model.heads(), TableSql.Role.HEADS, jdbc);
        this.rows = model.rows().map(table -> new TableSql<>(table, TableSql.Role.ROWS, jdbc));
    }

    ReadModel<H, R> model() {
        return model;
    }

    /** @param events those of one subscription in the order of their sequence */
    void write(long generation, List<? extends HistoryEvent> events) {
        Map<String, SubscriptionFold<H, R>> folds = load(generation, events);
        for (HistoryEvent event : events) {
            folds.computeIfAbsent(event.subscriptionId().value(), id -> SubscriptionFold.fromNothing(model))
                    .fold(event);
        }
        folds.values().removeIf(fold -> fold.version() == fold.loadedVersion());
        store(generation, folds);
    }

    /** Removes what generations that do not answer have of a subscription. Whoever fills one folds it anew. */
    void forgetElsewhere(long answering, SubscriptionId subscription) {
        for (long other : heads.otherGenerations(answering, subscription.value())) {
            heads.delete(other, subscription.value());
            rows.ifPresent(table -> table.delete(other, subscription.value()));
        }
    }

    /** Writes what folding has changed, or has made from nothing, by subscription id. */
    void store(long generation, Map<String, SubscriptionFold<H, R>> folds) {
        writeHeads(generation, folds);
        rows.ifPresent(table -> writeRows(generation, folds, table));
    }

    private Map<String, SubscriptionFold<H, R>> load(long generation, List<? extends HistoryEvent> events) {
        Set<String> ids = events.stream()
                .map(HistoryEvent::subscriptionId)
                .map(SubscriptionId::value)
                .collect(Collectors.toSet());
        Map<String, SubscriptionFold<H, R>> folds = new LinkedHashMap<>();
        heads.load(generation, ids)
                .forEach(head -> folds.put(
                        head.subscriptionId(),
                        SubscriptionFold.from(model, head.value(), ((Number) head.third()).longValue())));
        rows.ifPresent(table -> loadRows(generation, events, folds, table));
        return folds;
    }

    private void loadRows(
            long generation,
            List<? extends HistoryEvent> events,
            Map<String, SubscriptionFold<H, R>> folds,
            TableSql<R> table) {
        Set<String> keys = events.stream()
                .filter(StoredEvent.class::isInstance)
                .flatMap(event -> model.earlierRows(((StoredEvent) event).event()).stream())
                .collect(Collectors.toSet());
        if (keys.isEmpty()) {
            return;
        }
        for (TableSql.Entry<R> row : table.load(generation, keys)) {
            SubscriptionFold<H, R> fold = folds.get(row.subscriptionId());
            if (fold != null) {
                fold.mutableRows().load((String) row.third(), row.value());
            }
        }
    }

    private void writeHeads(long generation, Map<String, SubscriptionFold<H, R>> folds) {
        List<TableSql.Entry<H>> added = new ArrayList<>();
        List<TableSql.HeadChange<H>> changed = new ArrayList<>();
        List<TableSql.HeadChange<H>> unchanged = new ArrayList<>();
        folds.forEach((id, fold) -> {
            TableSql.Entry<H> entry =
                    new TableSql.Entry<>(id, fold.version(), fold.head().orElseThrow());
            if (fold.loadedVersion() == 0) {
                added.add(entry);
            } else {
                (fold.hasSameHeadAsLoaded() ? unchanged : changed)
                        .add(new TableSql.HeadChange<>(entry, fold.loadedVersion()));
            }
        });
        heads.insert(generation, added);
        heads.updateHeads(generation, changed);
        heads.updateVersions(generation, unchanged);
    }

    private void writeRows(long generation, Map<String, SubscriptionFold<H, R>> folds, TableSql<R> table) {
        List<TableSql.Entry<R>> added = new ArrayList<>();
        List<TableSql.Entry<R>> changed = new ArrayList<>();
        List<TableSql.Entry<R>> removed = new ArrayList<>();
        folds.forEach((id, fold) -> {
            Rows<R> of = fold.mutableRows();
            of.present().forEach((key, row) -> {
                R before = of.loaded().get(key);
                if (before == null) {
                    added.add(new TableSql.Entry<>(id, key, row));
                } else if (!Objects.equals(before, row)) {
                    changed.add(new TableSql.Entry<>(id, key, row));
                }
            });
            of.loaded().forEach((key, row) -> {
                if (of.find(key).isEmpty()) {
                    removed.add(new TableSql.Entry<>(id, key, row));
                }
            });
        });
        table.insert(generation, added);
        table.updateRows(generation, changed);
        table.deleteRows(generation, removed);
    }
}
