package com.kore.billing.app.automation;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Time that stands still until it is advanced. It is kept in the database, so that it is the same on every node and after a restart;
 * it never goes back.
 */
public final class SandboxClock implements BillingClock {
    private final JdbcClient jdbc;

    /**
     * Resumes at the later of the start and where it stood.
     *
     * @param start where it begins; without one, at the present second
     */
    public SandboxClock(JdbcClient jdbc, Optional<Instant> start) {
        this.jdbc = jdbc;
        Instant begin = start.orElseGet(() -> new SystemClock().now().truncatedTo(ChronoUnit.SECONDS));
        try {
            jdbc.sql("INSERT INTO sandbox_clock (id, now_at) VALUES (1, ?)")
                    .param(at(begin))
                    .update();
        } catch (DuplicateKeyException stoodBefore) {
            start.ifPresent(this::moveTo);
        }
    }

    @Override
    public Instant now() {
        return jdbc.sql("SELECT now_at FROM sandbox_clock WHERE id = 1")
                .query(OffsetDateTime.class)
                .single()
                .toInstant();
    }

    /** Moves on to an instant; does nothing if it is past that already. */
    void moveTo(Instant instant) {
        jdbc.sql("UPDATE sandbox_clock SET now_at = ? WHERE id = 1 AND now_at < ?")
                .param(at(instant))
                .param(at(instant))
                .update();
    }

    private static OffsetDateTime at(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }
}
