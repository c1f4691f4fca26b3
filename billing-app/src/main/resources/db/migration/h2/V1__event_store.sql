-- What has been acknowledged survives the process: by default H2 may lose the last half second.
SET WRITE_DELAY 0;

-- The truth. One writer thread is the only one to insert, so positions become visible in their order. Texts are VARCHAR here, because
-- what H2 calls TEXT is a large object in a place of its own.
CREATE TABLE event (
    position BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    aggregate_identifier VARCHAR(64) NOT NULL,
    sequence_number BIGINT NOT NULL,
    type VARCHAR(64) NOT NULL,
    event_identifier VARCHAR(36) NOT NULL,
    payload_type VARCHAR(128) NOT NULL,
    payload_revision VARCHAR(16) NOT NULL,
    time_stamp TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    payload VARCHAR NOT NULL,
    meta_data VARCHAR NOT NULL,
    -- TRANSLATE and not UPPER: in a Turkish locale the upper case of "i" is not "I".
    opening_key VARCHAR(64) GENERATED ALWAYS AS (
        CASE WHEN sequence_number = 0
            THEN TRANSLATE(aggregate_identifier, 'abcdefghijklmnopqrstuvwxyz', 'ABCDEFGHIJKLMNOPQRSTUVWXYZ') END
    ),
    CONSTRAINT event_identifier_unique UNIQUE (event_identifier),
    CONSTRAINT event_stream_unique UNIQUE (aggregate_identifier, sequence_number),
    CONSTRAINT event_opening_unique UNIQUE (opening_key)
);

-- A shortcut to the state after an event; deleting any of them loses nothing.
CREATE TABLE snapshot (
    aggregate_identifier VARCHAR(64) NOT NULL,
    sequence_number BIGINT NOT NULL,
    type VARCHAR(64) NOT NULL,
    event_identifier VARCHAR(36) NOT NULL,
    payload_type VARCHAR(128) NOT NULL,
    payload_revision VARCHAR(64) NOT NULL,
    time_stamp TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    payload VARCHAR NOT NULL,
    meta_data VARCHAR NOT NULL,
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
    token VARCHAR,
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
    payload BINARY VARYING NOT NULL,
    meta_data BINARY VARYING,
    type VARCHAR(64),
    aggregate_identifier VARCHAR(64),
    sequence_number BIGINT,
    token_type VARCHAR(255),
    token BINARY VARYING,
    enqueued_at VARCHAR(64) NOT NULL,
    last_touched VARCHAR(64),
    processing_started VARCHAR(64),
    cause_type VARCHAR(255),
    cause_message VARCHAR(1023),
    diagnostics BINARY VARYING,
    CONSTRAINT dead_letter_sequence_unique UNIQUE (processing_group, sequence_identifier, sequence_index)
);
