package com.kore.billing.projections.readmodel;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * How far each subscription is answered, whatever is to be made of it: the versions in the heads of one read model that is always there. All read
 * models are written in the same transactions, so every one that answers has these versions, and one that does not answer yet has to come to them.
 */
final class AnsweredVersions {
    private final ReadModel<?, ?> yardstick;
    private final GenerationComparison heads;
    private final Generations generations;
    private final JdbcTemplate jdbc;

    AnsweredVersions(ReadModel<?, ?> yardstick, JdbcTemplate jdbc) {
        this.yardstick = yardstick;
        this.heads = new GenerationComparison(yardstick, jdbc);
        this.generations = new Generations(jdbc);
        this.jdbc = jdbc;
    }

    /** @param answered the version that is answered */
    record Behind(String subscription, long answered) {}

    /** By subscription id, without those of which nothing is answered. */
    Map<String, Long> of(SubscriptionRange range) {
        return heads.versions(generation(), range);
    }

    /** The subscriptions that a generation of a read model has not folded as far as they are answered. */
    List<Behind> behind(ReadModel<?, ?> model, long generation) {
        return jdbc.query(
                """
                SELECT l.subscription_id, l.version FROM %s l
                LEFT JOIN %s n ON n.generation = ? AND n.subscription_id = l.subscription_id
                WHERE l.generation = ? AND (n.version IS NULL OR n.version < l.version)""".formatted(yardstick.heads().name(), model.heads().name()),
                (row, n) -> new Behind(row.getString(1), row.getLong(2)),
                generation,
                generation());
    }

    private long generation() {
        long generation = generations.answering(yardstick);
        if (generation == Generations.NONE) {
            throw new IllegalStateException(
                    "%s does not answer, so nothing tells how far others have to come".formatted(yardstick.name()));
        }
        return generation;
    }
}
