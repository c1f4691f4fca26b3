package com.kore.billing.app.demo;

import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the database says of the year: a row that one node alone can insert, and only while there are no events. */
final class YearRecord {
    private final JdbcClient jdbc;

    YearRecord(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What became of asking to play it. */
    enum Claim {
        /** It is to be played, by whoever asked. */
        GRANTED,
        /** It was played. */
        COMPLETE,
        /** Another node plays it, or did not come to its end. */
        BEGUN,
        /** There were other events first. */
        OTHERS
    }

    Claim claim(Instant begin) {
        try {
            int granted = jdbc.sql("INSERT INTO sample_year (id, begins_at, complete)"
                            + " SELECT 1, CAST(? AS TIMESTAMP(6) WITH TIME ZONE), FALSE"
                            + " WHERE NOT EXISTS (SELECT 1 FROM event)")
                    .param(begin.atOffset(ZoneOffset.UTC))
                    .update();
            return granted == 1 ? Claim.GRANTED : earlier();
        } catch (DuplicateKeyException begunAtOnce) {
            return earlier();
        }
    }

    private Claim earlier() {
        return jdbc.sql("SELECT complete FROM sample_year WHERE id = 1")
                .query(Boolean.class)
                .optional()
                .map(complete -> complete ? Claim.COMPLETE : Claim.BEGUN)
                .orElse(Claim.OTHERS);
    }

    void complete() {
        jdbc.sql("UPDATE sample_year SET complete = TRUE WHERE id = 1").update();
    }
}
