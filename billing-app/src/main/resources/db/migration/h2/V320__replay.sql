-- Replays of read models, by the database's clock. "slot" is the read model while it is being replayed and NULL afterwards, so that one
-- of each runs at a time; "worker" is who works on it, empty if nobody does; "after_subscription" is how far it has come.
-- "abandoned" is a generation whose rows are still to be removed.
CREATE TABLE replay (
    id                 BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    projection         VARCHAR(64) NOT NULL,
    slot               VARCHAR(64) UNIQUE,
    generation         BIGINT NOT NULL,
    abandoned          BIGINT,
    worker             VARCHAR(36) NOT NULL,
    requested_by       VARCHAR(255) NOT NULL,
    started_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    resumed_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    seen_at            TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    finished_at        TIMESTAMP(6) WITH TIME ZONE,
    status             VARCHAR(16) NOT NULL,
    failure            VARCHAR(512),
    after_subscription VARCHAR(64),
    done               BIGINT NOT NULL,
    resumed_done       BIGINT NOT NULL,
    total              BIGINT NOT NULL
);
CREATE INDEX replay_of_projection ON replay (projection, id);

-- Events that operators have given up, because no read model could take them: read models go on as if they had changed nothing.
CREATE TABLE given_up_event (
    event_identifier VARCHAR(36) PRIMARY KEY,
    subscription_id  VARCHAR(64) NOT NULL,
    sequence_number  BIGINT NOT NULL
);

-- What operators did, by the database's clock. It is written before it is done; "handled" and "waiting" say what came of it.
CREATE TABLE operator_action (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    acted_at        TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    actor           VARCHAR(255) NOT NULL,
    action          VARCHAR(32) NOT NULL,
    projection      VARCHAR(64),
    subscription_id VARCHAR(64),
    event_id        VARCHAR(36),
    reason          VARCHAR,
    handled         BIGINT,
    waiting         BIGINT
);
