package com.kore.billing.app.analytics;

import com.kore.billing.app.security.Caller;
import com.kore.billing.app.web.ProblemCode;
import com.kore.billing.app.web.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Whether the figures of analysts agree with each other and with what the pages show. */
@RestController
@RequestMapping(path = ReconciliationController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
final class ReconciliationController {
    static final String PATH = "/v1/analytics/reconciliations";

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final Reconciliations reconciliations;
    private final FiguresAsked figures;

    ReconciliationController(Reconciliations reconciliations, FiguresAsked figures) {
        this.reconciliations = reconciliations;
        this.figures = figures;
    }

    @PostMapping
    @Operation(
            summary = "Reconcile all figures",
            description =
                    "Adds up invoices, lines, payments, credits, revenue, movements and periods as of one event, and compares them with"
                            + " each other and with the account summaries and invoices that are shown, while commands go on. One runs"
                            + " at a time: while it does, Location names it. There is no body.")
    @ApiResponse(responseCode = "202", description = "It runs; Location names it")
    ResponseEntity<ReconciliationReport> reconcile() {
        figures.requireFigures();
        Caller caller = Caller.of(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication()));
        ReconciliationReport running = reconciliations.request(caller.name());
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + running.id()))
                .body(running);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "How a reconciliation stands, and what it has found",
            description =
                    "Every check says what must be so, how much was compared, and what is otherwise, 20 of it at most.")
    ReconciliationReport report(@PathVariable String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> reconciliations.find(Long.parseLong(text)))
                .orElseThrow(() -> new RequestRefused(
                        ProblemCode.NOT_FOUND, "Check the id; the newest 100 reconciliations are kept."));
    }
}
