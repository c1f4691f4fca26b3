package com.kore.billing.app.operations;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.rebuild.ReplayReport;
import com.kore.billing.app.rebuild.Replays;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** How up to date the read models are, and making them anew, which is written down with who asked for it. */
@Component
public final class Projections {
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final EventReader events;
    private final ProcessedPosition processed;
    private final ReadModelProcessor readModels;
    private final WaitingEvents waiting;
    private final Replays replays;
    private final OperatorActions actions;

    Projections(
            EventReader events,
            ProcessedPosition processed,
            ReadModelProcessor readModels,
            WaitingEvents waiting,
            Replays replays,
            OperatorActions actions) {
        this.events = events;
        this.processed = processed;
        this.readModels = readModels;
        this.waiting = waiting;
        this.replays = replays;
        this.actions = actions;
    }

    /** All of them, by name. */
    public List<ProjectionStatus> list() {
        long handed = processed.of(readModels.name());
        long head = Math.max(handed, events.head());
        long lag = events.countBehind(handed);
        long deadLetters = waiting.count(Optional.empty());
        boolean handled = processed.isHandled(readModels.name());
        Set<String> unanswered = replays.unanswered();
        long all = unanswered.isEmpty() ? 0 : events.countBehind(0);
        return replays.projections().stream()
                .sorted()
                .map(name -> {
                    Optional<ReplayReport> replay = replays.running(name);
                    return unanswered.contains(name)
                            ? new ProjectionStatus(
                                    name, 0, head, all, status(replay.isPresent(), replay), deadLetters, replay)
                            : new ProjectionStatus(
                                    name, handed, head, lag, status(handled, replay), deadLetters, replay);
                })
                .toList();
    }

    private static ProjectionStatus.Status status(boolean handled, Optional<ReplayReport> replay) {
        if (!handled) {
            return ProjectionStatus.Status.STOPPED;
        }
        return replay.isPresent() ? ProjectionStatus.Status.REPLAYING : ProjectionStatus.Status.RUNNING;
    }

    /**
     * Makes one anew; while it is being made already, that goes on.
     *
     * @throws RequestRefused {@code not-found} if there is none of that name
     */
    public ReplayReport replay(String name) {
        String projection = known(name);
        actions.replayRequested(projection);
        return replays.request(projection, actions.actor());
    }

    /**
     * The newest first, from those before an id on.
     *
     * @throws RequestRefused {@code not-found} if there is none of that name
     */
    public List<ReplayReport> replays(String name, long before, int limit) {
        return replays.newest(known(name), before, limit);
    }

    /** @throws RequestRefused {@code not-found} if there is no such replay, or no longer */
    public ReplayReport report(String name, String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> replays.find(known(name), Long.parseLong(text)))
                .orElseThrow(() -> new RequestRefused(
                        ProblemCode.NOT_FOUND, "Check the id; the newest 100 replays of a read model are kept."));
    }

    /** @throws RequestRefused {@code not-found} if there is none of that name */
    public String known(String name) {
        if (!replays.projections().contains(name)) {
            throw new RequestRefused(
                    ProblemCode.NOT_FOUND,
                    replays.projections().stream()
                            .sorted()
                            .collect(Collectors.joining(", ", "Check the name; the read models are ", ".")));
        }
        return name;
    }
}
