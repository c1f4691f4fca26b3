-- Access tokens that were made over HTTP, by the database's clock. Of a token and of the code that it is redeemed for there are only hashes;
-- "ends_at" is from when on it is good for nothing. Those that were never used go some time after that; events name the others.
CREATE TABLE access_token (
    id              BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    token_id        VARCHAR(36) NOT NULL UNIQUE,
    kind            VARCHAR(16) NOT NULL,
    name            VARCHAR(100),
    scopes          VARCHAR(255) NOT NULL,
    subscription_id VARCHAR(64),
    token_hash      VARCHAR(64) UNIQUE,
    code_hash       VARCHAR(64) UNIQUE,
    code_expires_at TIMESTAMP(6) WITH TIME ZONE,
    created_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    created_by      VARCHAR(255) NOT NULL,
    expires_at      TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    redeemed_at     TIMESTAMP(6) WITH TIME ZONE,
    revoked_at      TIMESTAMP(6) WITH TIME ZONE,
    revoked_by      VARCHAR(255),
    ends_at         TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    last_used_on    DATE
);
CREATE INDEX access_token_of_account ON access_token (subscription_id, id);
CREATE INDEX access_token_end ON access_token (ends_at);
