package com.kore.billing.app.automation;

import java.time.Instant;
import java.util.Objects;

/** An advance of sandbox time has ended on its way. What it has played is done, and nothing of it is under way any more. */
public final class AdvanceInterrupted extends RuntimeException {

    AdvanceInterrupted(Instant reached, Instant end, String why, Exception cause) {
        super(
                "Sandbox time has come to %s on its way to %s: %s. Repeat with {\"to\":\"%s\"}, which is safe; a repeated \"by\" would go on from where time stands."
                        .formatted(reached, end, why, end),
                cause);
    }

    /** How far it has come, and how to go on. */
    public String detail() {
        return Objects.requireNonNull(getMessage());
    }
}
