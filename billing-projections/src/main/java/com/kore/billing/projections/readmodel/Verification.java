package com.kore.billing.projections.readmodel;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Compares the rows that answer with those that the events lead to, while both go on.
 *
 * <p>The whole history is folded again, some subscriptions at a time. What comes of them is written as a generation of its own and
 * compared row by row with the one that answers, in one transaction that is then rolled back: nobody ever sees these rows, and a process that
 * dies leaves none. The comparison itself is made while nobody writes rows that answer. The processed position stands still then and says
 * which version each subscription has to show; one that was folded to another version, because commands went on, is folded once more to
 * exactly that one. So what differs is wrong, and what is missing is missing.
 *
 * <p>A read model of which no rows answer as it begins is left out: it has nothing yet that could be wrong.
 */
public final class Verification {
    /** Events of whole subscriptions that are folded in memory and compared in one transaction. */
    private static final int BATCH = 2_000;

    /** How often a database that had no time is asked again. */
    private static final int ATTEMPTS = 5;

    private final List<? extends ReadModel<?, ?>> models;
    private final ProcessedHistory history;
    private final JdbcTemplate jdbc;
    private final RowForm form;
    private final Generations generations;
    private final TransactionTemplate transaction;
    private final int differencesMax;

    /** @param differencesMax how many of each read model are told, at most */
    public Verification(
            List<? extends ReadModel<?, ?>> models,
            ProcessedHistory history,
            JdbcTemplate jdbc,
            RowForm form,
            TransactionTemplate transaction,
            int differencesMax) {
        this.models = List.copyOf(models);
        this.history = history;
        this.jdbc = jdbc;
        this.form = form;
        this.generations = new Generations(jdbc);
        this.transaction = transaction;
        this.differencesMax = differencesMax;
    }

    /** Told now and then how it goes on; may throw, which ends it. */
    public interface Progress {
        /** @param events how many have been folded and their rows compared */
        void compared(long events, List<VerifiedModel> models);
    }

    /** Folds and compares everything there is. */
    public List<VerifiedModel> run(Progress progress) {
        List<? extends ModelVerification<?, ?>> checks = models.stream()
                .filter(model -> generations.answering(model) != Generations.NONE)
                .map(model -> begin(model))
                .toList();
        Set<String> givenUp = history.givenUp().keySet();
        long done = 0;
        long compared = 0;
        Optional<String> after = Optional.empty();
        String last = "";
        try (Stream<? extends HistoryEvent> all = history.after(Optional.empty())) {
            Iterator<? extends HistoryEvent> events = all.iterator();
            while (events.hasNext()) {
                HistoryEvent event = events.next();
                String id = event.subscriptionId().value();
                if (done - compared >= BATCH && !id.equals(last)) {
                    compare(checks, new SubscriptionRange(after, Optional.of(last)), givenUp);
                    after = Optional.of(last);
                    compared = done;
                    progress.compared(compared, soFar(checks));
                }
                checks.forEach(check -> check.fold(event));
                last = id;
                done++;
            }
        }
        compare(checks, new SubscriptionRange(after, Optional.empty()), givenUp);
        List<VerifiedModel> verified = soFar(checks);
        progress.compared(done, verified);
        return verified;
    }

    private <H, R> ModelVerification<H, R> begin(ReadModel<H, R> model) {
        Long generation = transaction.execute(status -> generations.next(model));
        if (generation == null) {
            throw new IllegalStateException("no number for a new generation");
        }
        return new ModelVerification<>(
                new GenerationWriter<>(model, jdbc, form),
                generation,
                history,
                new GenerationComparison(model, jdbc),
                differencesMax);
    }

    private static List<VerifiedModel> soFar(List<? extends ModelVerification<?, ?>> checks) {
        return checks.stream().map(ModelVerification::soFar).toList();
    }

    /** H2 gives up waiting for a lock after two seconds. */
    private void compare(List<? extends ModelVerification<?, ?>> checks, SubscriptionRange range, Set<String> givenUp) {
        for (int attempt = 1; ; attempt++) {
            try {
                List<VerifiedModel> found = new ArrayList<>();
                transaction.executeWithoutResult(status -> {
                    status.setRollbackOnly();
                    found.addAll(compareHeld(checks, range, givenUp));
                });
                for (int i = 0; i < checks.size(); i++) {
                    checks.get(i).add(found.get(i));
                }
                return;
            } catch (TransientDataAccessException busy) {
                if (attempt == ATTEMPTS) {
                    throw busy;
                }
            }
        }
    }

    private List<VerifiedModel> compareHeld(
            List<? extends ModelVerification<?, ?>> checks, SubscriptionRange range, Set<String> givenUp) {
        checks.forEach(ModelVerification::store);
        generations.holdAll();
        Map<String, Long> processed = history.processedVersions(range);
        Set<String> foldedBefore = history.givenUp().entrySet().stream()
                .filter(event -> !givenUp.contains(event.getKey()))
                .map(event -> event.getValue().value())
                .collect(Collectors.toSet());
        Map<String, Long> answering = generations.answering();
        List<VerifiedModel> found = new ArrayList<>();
        for (ModelVerification<?, ?> check : checks) {
            Long live = answering.get(check.name());
            if (live == null) {
                throw new IllegalStateException("no row in read_model for " + check.name());
            }
            found.add(check.compare(live, processed, range, foldedBefore));
        }
        return found;
    }
}
