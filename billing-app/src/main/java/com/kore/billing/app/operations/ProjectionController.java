package com.kore.billing.app.operations;

import com.kore.billing.app.eventstore.EventReader;
import com.kore.billing.app.eventstore.ProcessedPosition;
import com.kore.billing.app.eventstore.ReadModelProcessor;
import com.kore.billing.app.eventstore.WaitingEvents;
import com.kore.billing.app.rebuild.ReplayReport;
import com.kore.billing.app.rebuild.Replays;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How up to date the read models are, and making them anew. */
@RestController
@RequestMapping(path = ProjectionController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
final class ProjectionController {
    static final String PATH = "/v1/operations/projections";

    private static final String REPLAYS = "replays";
    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final EventReader events;
    private final ProcessedPosition processed;
    private final ReadModelProcessor readModels;
    private final WaitingEvents waiting;
    private final Replays replays;
    private final OperatorActions actions;

    ProjectionController(
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

    @GetMapping
    @Operation(
            summary = "How up to date each read model is",
            description =
                    "All on one page. They are handed their events together; position and lag are the same for all of them, but for one that is"
                            + " new: until its first rows are complete nothing of it answers, and it lags behind every event.")
    PageOf<ProjectionStatus> list() {
        long handed = processed.of(readModels.name());
        long head = Math.max(handed, events.head());
        long lag = events.countBehind(handed);
        long deadLetters = waiting.count(Optional.empty());
        boolean handled = processed.isHandled(readModels.name());
        Set<String> unanswered = replays.unanswered();
        long all = unanswered.isEmpty() ? 0 : events.countBehind(0);
        return new PageOf<>(
                replays.projections().stream()
                        .sorted()
                        .map(name -> {
                            Optional<ReplayReport> replay = replays.running(name);
                            return unanswered.contains(name)
                                    ? new ProjectionStatus(
                                            name, 0, head, all, status(replay.isPresent(), replay), deadLetters, replay)
                                    : new ProjectionStatus(
                                            name, handed, head, lag, status(handled, replay), deadLetters, replay);
                        })
                        .toList(),
                Optional.empty(),
                false);
    }

    private static ProjectionStatus.Status status(boolean handled, Optional<ReplayReport> replay) {
        if (!handled) {
            return ProjectionStatus.Status.STOPPED;
        }
        return replay.isPresent() ? ProjectionStatus.Status.REPLAYING : ProjectionStatus.Status.RUNNING;
    }

    @PostMapping("/{name}/replays")
    @Operation(
            summary = "Make a read model anew from its events",
            description =
                    "The old rows answer until the new ones are complete. One of each read model runs at a time: while it does, Location"
                            + " names it. There is no body.")
    @ApiResponse(responseCode = "202", description = "It runs; Location names it")
    ResponseEntity<ReplayReport> replay(@PathVariable String name) {
        String projection = known(name);
        actions.replayRequested(projection);
        ReplayReport running = replays.request(projection, actions.actor());
        return ResponseEntity.accepted()
                .location(URI.create("%s/%s/replays/%d".formatted(PATH, projection, running.id())))
                .body(running);
    }

    @GetMapping("/{name}/replays")
    @Operation(summary = "Replays of a read model, the newest first", description = "The newest 100 are kept.")
    PageOf<ReplayReport> replays(
            @PathVariable String name,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        String list = REPLAYS + " " + known(name);
        long before = cursor.map(text -> Cursor.parse(text, list, 1).number(0)).orElse(Long.MAX_VALUE);
        return PageOf.of(
                replays.newest(name, before, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(list, List.of(Long.toString(last.id()))));
    }

    @GetMapping("/{name}/replays/{id}")
    @Operation(summary = "How a replay stands")
    ReplayReport report(@PathVariable String name, @PathVariable String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> replays.find(known(name), Long.parseLong(text)))
                .orElseThrow(() -> new RequestRefused(
                        ProblemCode.NOT_FOUND, "Check the id; the newest 100 replays of a read model are kept."));
    }

    private String known(String name) {
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
