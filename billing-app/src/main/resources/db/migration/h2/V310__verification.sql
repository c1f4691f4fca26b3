-- Verifications of the read models, by the database's clock; "slot" is 1 while one is running and NULL afterwards, so that one runs at a
-- time. "projections" is JSON without personal values.
CREATE TABLE verification (
    id           BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    slot         SMALLINT UNIQUE CHECK (slot = 1),
    requested_by VARCHAR(255) NOT NULL,
    started_at   TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    seen_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    finished_at  TIMESTAMP(6) WITH TIME ZONE,
    status       VARCHAR(16) NOT NULL,
    done         BIGINT NOT NULL,
    total        BIGINT NOT NULL,
    projections  VARCHAR NOT NULL
);
