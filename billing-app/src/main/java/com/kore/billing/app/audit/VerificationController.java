package com.kore.billing.app.audit;

import com.kore.billing.app.rebuild.VerificationReport;
import com.kore.billing.app.rebuild.Verifications;
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

/** Whether what the service shows is what its events say. */
@RestController
@RequestMapping(path = VerificationController.PATH, produces = MediaType.APPLICATION_JSON_VALUE)
final class VerificationController {
    static final String PATH = "/v1/audit/verifications";

    private static final Pattern ID = Pattern.compile("[1-9][0-9]{0,17}");

    private final Verifications verifications;

    VerificationController(Verifications verifications) {
        this.verifications = verifications;
    }

    @PostMapping
    @Operation(
            summary = "Verify all read models",
            description =
                    "Folds all events again and compares what comes of them with every row that answers, while commands go on. One"
                            + " runs at a time: while it does, Location names it. There is no body.")
    @ApiResponse(responseCode = "202", description = "It runs; Location names it")
    ResponseEntity<VerificationReport> verify() {
        Caller caller = Caller.of(
                Objects.requireNonNull(SecurityContextHolder.getContext().getAuthentication()));
        VerificationReport running = verifications.request(caller.name());
        return ResponseEntity.accepted()
                .location(URI.create(PATH + "/" + running.id()))
                .body(running);
    }

    @GetMapping("/{id}")
    @Operation(
            summary = "How a verification stands, and what it has found",
            description =
                    "Of a row that differs, live and rebuilt say what is otherwise, or the whole row if the other side has none."
                            + " Personal values are not told.")
    VerificationReport report(@PathVariable String id) {
        return Optional.of(id)
                .filter(text -> ID.matcher(text).matches())
                .flatMap(text -> verifications.find(Long.parseLong(text)))
                .orElseThrow(() -> new RequestRefused(
                        ProblemCode.NOT_FOUND, "Check the id; the newest 100 verifications are kept."));
    }
}
