-- Which node does due work, until when: one row. Who has nothing to do does not hold it.
CREATE TABLE billing_run_lease (
    id         SMALLINT PRIMARY KEY CHECK (id = 1),
    holder     VARCHAR(36) NOT NULL,
    expires_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
INSERT INTO billing_run_lease (id, holder, expires_at) VALUES (1, '', TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00');

-- What runs have done, the computer's time also where billing has a sandbox clock; "failures" is JSON.
CREATE TABLE billing_run (
    id                BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    node              VARCHAR(128) NOT NULL,
    started_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    finished_at       TIMESTAMP(6) WITH TIME ZONE,
    seen_at           TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    status            VARCHAR(16) NOT NULL,
    due               BIGINT NOT NULL,
    done              BIGINT NOT NULL,
    renewals          BIGINT NOT NULL,
    collections       BIGINT NOT NULL,
    failures          TEXT NOT NULL,
    remaining_seconds BIGINT
);
