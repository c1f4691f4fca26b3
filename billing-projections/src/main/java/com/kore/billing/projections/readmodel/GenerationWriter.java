package com.kore.billing.projections.readmodel;

import com.kore.billing.domain.account.SubscriptionId;
import java.util.ArrayList;
import java.util.HashSet;
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
    private final List<TableSql<? extends R>> rows;

    GenerationWriter(ReadModel<H, R> model, JdbcTemplate jdbc, RowForm form) {
        this.model = model;
        this.heads = new TableSql<>(model.heads(), TableSql.Role.HEADS, jdbc, form);
        this.rows = model.rows().stream()
                .<TableSql<? extends R>>map(table -> new TableSql<>(table, TableSql.Role.ROWS, jdbc, form))
                .toList();
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
            rows.forEach(table -> table.delete(other, subscription.value()));
        }
    }

    /** Writes what folding has changed, or has made from nothing, by subscription id. */
    void store(long generation, Map<String, SubscriptionFold<H, R>> folds) {
        writeHeads(generation, folds);
        rows.forEach(table -> writeRows(generation, folds, table));
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
        Set<String> keys = earlierRows(events, folds);
        if (!keys.isEmpty()) {
            rows.stream().filter(TableSql::hasDocuments).forEach(table -> loadRows(generation, keys, folds, table));
        }
        return folds;
    }

    private Set<String> earlierRows(List<? extends HistoryEvent> events, Map<String, SubscriptionFold<H, R>> folds) {
        Set<String> keys = new HashSet<>();
        for (HistoryEvent event : events) {
            if (event instanceof StoredEvent stored) {
                Optional<H> head = Optional.ofNullable(
                                folds.get(stored.subscriptionId().value()))
                        .flatMap(SubscriptionFold::head);
                keys.addAll(model.earlierRows(head, stored.event()));
            }
        }
        return keys;
    }

    private <T extends R> void loadRows(
            long generation, Set<String> keys, Map<String, SubscriptionFold<H, R>> folds, TableSql<T> table) {
        for (TableSql.Entry<T> row : table.load(generation, keys)) {
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

    private <T extends R> void writeRows(
            long generation, Map<String, SubscriptionFold<H, R>> folds, TableSql<T> table) {
        Class<T> type = table.type();
        List<TableSql.Entry<T>> added = new ArrayList<>();
        List<TableSql.Entry<T>> changed = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        folds.forEach((id, fold) -> {
            Rows<R> of = fold.mutableRows();
            of.present().forEach((key, row) -> {
                if (type.isInstance(row)) {
                    R before = of.loaded().get(key);
                    if (before == null) {
                        added.add(new TableSql.Entry<>(id, key, type.cast(row)));
                    } else if (!Objects.equals(before, row)) {
                        changed.add(new TableSql.Entry<>(id, key, type.cast(row)));
                    }
                }
            });
            of.loaded().forEach((key, row) -> {
                if (type.isInstance(row) && of.find(key).isEmpty()) {
                    removed.add(key);
                }
            });
            removed.addAll(of.removedUnseen(type));
        });
        // First, because a row that is removed unseen may come again.
        table.deleteRows(generation, removed);
        table.insert(generation, added);
        table.updateRows(generation, changed);
    }
}
