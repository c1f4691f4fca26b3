package com.kore.billing.app.operations;

import com.kore.billing.app.rebuild.ReplayReport;
import com.kore.billing.app.web.Cursor;
import com.kore.billing.app.web.PageOf;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.List;
import java.util.Optional;
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

    private final Projections projections;

    ProjectionController(Projections projections) {
        this.projections = projections;
    }

    @GetMapping
    @Operation(
            summary = "How up to date each read model is",
            description =
                    "All on one page. They are handed their events together; position and lag are the same for all of them, but for one that is"
                            + " new: until its first rows are complete nothing of it answers, and it lags behind every event.")
    PageOf<ProjectionStatus> list() {
        return new PageOf<>(projections.list(), Optional.empty(), false);
    }

    @PostMapping("/{name}/replays")
    @Operation(
            summary = "Make a read model anew from its events",
            description =
                    "The old rows answer until the new ones are complete. One of each read model runs at a time: while it does, Location"
                            + " names it. There is no body.")
    @ApiResponse(responseCode = "202", description = "It runs; Location names it")
    ResponseEntity<ReplayReport> replay(@PathVariable String name) {
        ReplayReport running = projections.replay(name);
        return ResponseEntity.accepted()
                .location(URI.create("%s/%s/replays/%d".formatted(PATH, running.projection(), running.id())))
                .body(running);
    }

    @GetMapping("/{name}/replays")
    @Operation(summary = "Replays of a read model, the newest first", description = "The newest 100 are kept.")
    PageOf<ReplayReport> replays(
            @PathVariable String name,
            @RequestParam Optional<String> cursor,
            @RequestParam(defaultValue = PageOf.LIMIT_DEFAULT) int limit) {
        int checkedLimit = PageOf.checkedLimit(limit);
        String list = REPLAYS + " " + projections.known(name);
        long before = cursor.map(text -> Cursor.parse(text, list, 1).number(0)).orElse(Long.MAX_VALUE);
        return PageOf.of(
                projections.replays(name, before, checkedLimit + 1),
                checkedLimit,
                last -> new Cursor(list, List.of(Long.toString(last.id()))));
    }

    @GetMapping("/{name}/replays/{id}")
    @Operation(summary = "How a replay stands")
    ReplayReport report(@PathVariable String name, @PathVariable String id) {
        return projections.report(name, id);
    }
}
