package com.kore.billing.projections.readmodel;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Which generation of each read model answers. The rows of several generations stand side by side in the same tables; a rebuild fills a
 * new one and then changes the one number that says which answers.
 */
public final class Generations {
    /** As many rows as the table {@code read_model_stripe} has. */
    private static final int STRIPES = 16;

    /**
     * The generation of a read model of which none answers yet, because it is newer than accounts in the store. Nothing has it: reads find no rows,
     * and nobody writes any until a rebuild lets the first ones answer.
     */
    static final long NONE = 0;

    private final JdbcTemplate jdbc;

    public Generations(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** The generation of every read model that answers, by name; {@link #NONE} if none does yet. */
    Map<String, Long> answering() {
        Map<String, Long> generations = new HashMap<>();
        jdbc.query("SELECT name, generation FROM read_model", row -> {
            generations.put(row.getString(1), row.getLong(2));
        });
        return generations;
    }

    /** The generation of one that answers, or {@link #NONE}. */
    long answering(ReadModel<?, ?> model) {
        Long generation = answering().get(model.name());
        if (generation == null) {
            throw new IllegalStateException("no row in read_model for " + model.name());
        }
        return generation;
    }

    /** A number for a new generation that nobody else has been given. */
    long next(ReadModel<?, ?> model) {
        jdbc.update("UPDATE read_model SET newest = newest + 1 WHERE name = ?", model.name());
        return Objects.requireNonNull(
                jdbc.queryForObject("SELECT newest FROM read_model WHERE name = ?", Long.class, model.name()));
    }

    void answerFrom(ReadModel<?, ?> model, long generation) {
        jdbc.update("UPDATE read_model SET generation = ? WHERE name = ?", generation, model.name());
    }

    /**
     * Until this transaction ends, no read model changes its generation. The stripe is that of the thread: a transaction, which has one
     * thread, takes one only, and writers on different threads seldom wait for each other.
     */
    void hold() {
        jdbc.queryForList(
                "SELECT stripe FROM read_model_stripe WHERE stripe = ? FOR UPDATE",
                Thread.currentThread().threadId() % STRIPES);
    }

    /** Until this transaction ends, nobody writes rows of a generation that answers. */
    void holdAll() {
        jdbc.queryForList("SELECT stripe FROM read_model_stripe ORDER BY stripe FOR UPDATE");
    }
}
