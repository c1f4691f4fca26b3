-- The truth.
CREATE TABLE event (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    aggregate_identifier VARCHAR(64) NOT NULL,
    sequence_number BIGINT NOT NULL,
    type VARCHAR(64) NOT NULL,
    event_identifier VARCHAR(36) NOT NULL,
    payload_type VARCHAR(128) NOT NULL,
    payload_revision VARCHAR(16) NOT NULL,
    time_stamp TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    payload TEXT NOT NULL,
    meta_data TEXT NOT NULL,
    -- TRANSLATE and not UPPER: in a Turkish locale the upper case of "i" is not "I".
    opening_key VARCHAR(64) GENERATED ALWAYS AS (
        CASE WHEN sequence_number = 0
            THEN TRANSLATE(aggregate_identifier, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') END
    ) STORED,
    CONSTRAINT event_identifier_unique UNIQUE (event_identifier),
    CONSTRAINT event_stream_unique UNIQUE (aggregate_identifier, sequence_number),
    CONSTRAINT event_opening_unique UNIQUE (opening_key)
);

-- Positions become visible in their order, whoever writes: an insert holds this lock until its transaction has become visible or has
-- ended, and the next one draws its positions only then. See docs/decisions/0011.
CREATE FUNCTION event_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(1263489605, TG_RELID::INTEGER);
    RETURN NULL;
END
$$;
CREATE TRIGGER event_in_order BEFORE INSERT ON event FOR EACH STATEMENT EXECUTE FUNCTION event_in_order();

-- A shortcut to the state after an event; deleting any of them loses nothing.
CREATE TABLE snapshot (
    aggregate_identifier VARCHAR(64) NOT NULL,
    sequence_number BIGINT NOT NULL,
    type VARCHAR(64) NOT NULL,
    event_identifier VARCHAR(36) NOT NULL,
    payload_type VARCHAR(128) NOT NULL,
    payload_revision VARCHAR(64) NOT NULL,
    time_stamp TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    payload TEXT NOT NULL,
    meta_data TEXT NOT NULL,
    PRIMARY KEY (aggregate_identifier, sequence_number)
);

-- Which events answered a command that was sent with an idempotency key; the answer is derived from them.
CREATE TABLE idempotency_key (
    caller VARCHAR(255) NOT NULL,
    idempotency_key VARCHAR(255) NOT NULL,
    request_hash VARCHAR(128) NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    first_sequence BIGINT NOT NULL,
    last_sequence BIGINT NOT NULL,
    stored_at TIMESTAMP(6) WITH TIME ZONE DEFAULT CURRENT_TIMESTAMP NOT NULL,
    PRIMARY KEY (caller, idempotency_key)
);
CREATE INDEX idempotency_key_age ON idempotency_key (stored_at);

-- The keys of personal data, wrapped by the master key. Erasing empties the wrapped key and keeps the row.
CREATE TABLE personal_data_key (
    key_id VARCHAR(32) PRIMARY KEY,
    subscription_id VARCHAR(64) NOT NULL,
    master_key_id VARCHAR(16) NOT NULL,
    wrapped_key VARCHAR(128)
);
CREATE INDEX personal_data_key_account ON personal_data_key (subscription_id);

-- Which master key wraps them: said once, at the first start, so that no second one is ever used beside it.
CREATE TABLE personal_data_master_key (
    id SMALLINT PRIMARY KEY CHECK (id = 1),
    master_key_id VARCHAR(16) NOT NULL
);

-- How far each segment of each processor has come, and which node works on it.
CREATE TABLE token_entry (
    processor_name VARCHAR(255) NOT NULL,
    segment INTEGER NOT NULL,
    token TEXT,
    token_type VARCHAR(255),
    time_stamp VARCHAR(64),
    owner VARCHAR(255),
    PRIMARY KEY (processor_name, segment)
);

-- Events that a processor could not handle, and those of the same subscription that wait behind them.
CREATE TABLE dead_letter (
    dead_letter_identifier VARCHAR(36) PRIMARY KEY,
    processing_group VARCHAR(255) NOT NULL,
    sequence_identifier VARCHAR(255) NOT NULL,
    sequence_index BIGINT NOT NULL,
    message_type VARCHAR(255) NOT NULL,
    event_identifier VARCHAR(36) NOT NULL,
    time_stamp VARCHAR(64) NOT NULL,
    payload_type VARCHAR(255) NOT NULL,
    payload_revision VARCHAR(64),
    payload BYTEA NOT NULL,
    meta_data BYTEA,
    type VARCHAR(64),
    aggregate_identifier VARCHAR(64),
    sequence_number BIGINT,
    token_type VARCHAR(255),
    token BYTEA,
    enqueued_at VARCHAR(64) NOT NULL,
    last_touched VARCHAR(64),
    processing_started VARCHAR(64),
    cause_type VARCHAR(255),
    cause_message VARCHAR(1023),
    diagnostics BYTEA,
    CONSTRAINT dead_letter_sequence_unique UNIQUE (processing_group, sequence_identifier, sequence_index)
);
