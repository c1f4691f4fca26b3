package com.kore.billing.app.oracle;

import java.time.Instant;

/** One thing that is asked of an account, and when. */
public record Step(Instant at, Command command) {}
