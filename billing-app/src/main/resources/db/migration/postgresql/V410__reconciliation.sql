-- Reconciliations of analysts' figures, by the database's clock; "slot" is 1 while one is running and NULL afterwards, so that one runs at a
-- time. "checks" is JSON without personal values; "as_of_position" is that of the last event whose effects the figures have.
CREATE TABLE reconciliation (
    id             BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slot           SMALLINT UNIQUE CHECK (slot = 1),
    requested_by   VARCHAR(255) NOT NULL,
    started_at     TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    seen_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    finished_at    TIMESTAMP(6) WITH TIME ZONE,
    status         VARCHAR(16) NOT NULL,
    as_of_position BIGINT,
    checks         TEXT NOT NULL
);
