package com.kore.billing.app.operations;

import com.kore.billing.app.automation.SandboxTime;
import com.kore.billing.app.automation.SandboxTime.Advanced;
import com.kore.billing.app.web.RequestRefused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Sandbox time: there only when the clock is a sandbox one. */
@RestController
@ConditionalOnProperty(name = "billing.clock", havingValue = "sandbox")
@RequestMapping(path = "/v1/sandbox/clock", produces = MediaType.APPLICATION_JSON_VALUE)
final class SandboxController {
    private final SandboxTime time;

    SandboxController(SandboxTime time) {
        this.time = time;
    }

    /** What time it is. */
    record Now(@Schema(example = "2026-01-15T12:00:00Z") Instant now) {}

    /**
     * How far to go: exactly one of the two.
     *
     * @param to an instant that is not before the present
     * @param by an ISO 8601 period of the UTC calendar, such as {@code P1M} or {@code P1DT12H}
     */
    @Schema(example = "{\"by\": \"P1M\"}")
    record Advance(Optional<Instant> to, Optional<String> by) {}

    @GetMapping
    @Operation(summary = "What time it is in the sandbox")
    Now now() {
        return new Now(time.now());
    }

    @PostMapping(path = "/advance", consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Advance sandbox time",
            description =
                    "Plays all due work in the order of its due times, each at its own time; answers when reads show it. There is no"
                            + " Idempotency-Key here: repeated, to leads where it led, by goes on. One advance plays at a time; each by goes on"
                            + " from where the one before has led. One that is interrupted is answered 503, and its detail says how far it came and"
                            + " which to leads on.")
    Advanced advance(@RequestBody Advance form) {
        if (form.to().isPresent() == form.by().isPresent()) {
            throw RequestRefused.invalid("to", "give either to, an instant, or by, a period such as P1M");
        }
        Instant present = time.now();
        if (form.to().isPresent()) {
            return time.advanceTo(SandboxEnd.at("to", form.to().get(), present));
        }
        String by = form.by().orElseThrow();
        SandboxEnd.after(present, by);
        return time.advance(from -> SandboxEnd.after(from, by));
    }
}
