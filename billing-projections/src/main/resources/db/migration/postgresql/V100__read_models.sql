-- The rows of all read models. What a row says stands whole in "document", as JSON; the other columns repeat parts of it to search,
-- order and ask by. Amounts are in the currency's minor units. Several generations of rows stand side by side; "read_model" says which
-- of them answers. Rows that change with every event leave room on their page for the next version.

CREATE TABLE read_model (
    name       VARCHAR(64) PRIMARY KEY,
    generation BIGINT NOT NULL,
    newest     BIGINT NOT NULL
);

INSERT INTO read_model (name, generation, newest)
VALUES ('account_summary', 1, 1), ('billing_history', 1, 1), ('invoice', 1, 1), ('due_work', 1, 1);

-- Each writer locks one of these, a change of generation all.
CREATE TABLE read_model_stripe (
    stripe INT PRIMARY KEY
);

INSERT INTO read_model_stripe (stripe)
VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9), (10), (11), (12), (13), (14), (15);

CREATE TABLE account_summary (
    generation           BIGINT      NOT NULL,
    subscription_id      VARCHAR(64) NOT NULL,
    version              BIGINT      NOT NULL,
    upper_case_id        VARCHAR(64) NOT NULL,
    opened_position      BIGINT      NOT NULL,
    account_kind         VARCHAR(16) NOT NULL,
    status               VARCHAR(16) NOT NULL,
    plan                 VARCHAR(64) NOT NULL,
    billing_interval     VARCHAR(16),
    managed_users        INT         NOT NULL,
    currency             VARCHAR(3)  NOT NULL,
    price_per_user_minor BIGINT,
    credit_balance_minor BIGINT      NOT NULL,
    renews_on            DATE,
    search_text          VARCHAR     NOT NULL,
    document             VARCHAR     NOT NULL,
    PRIMARY KEY (subscription_id, generation)
) WITH (fillfactor = 70);

CREATE UNIQUE INDEX account_summary_upper_case_id ON account_summary (generation, upper_case_id);
CREATE INDEX account_summary_newest ON account_summary (generation, opened_position);
CREATE INDEX account_summary_renews ON account_summary (generation, renews_on);

CREATE TABLE billing_history_head (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    version         BIGINT      NOT NULL,
    document        VARCHAR     NOT NULL,
    PRIMARY KEY (subscription_id, generation)
) WITH (fillfactor = 70);

-- The key is the subscription's id and the event's sequence, with a slash between.
CREATE TABLE billing_history (
    generation           BIGINT      NOT NULL,
    subscription_id      VARCHAR(64) NOT NULL,
    row_key              VARCHAR(96) NOT NULL,
    sequence             BIGINT      NOT NULL,
    happened_on          DATE        NOT NULL,
    happened_at          TIMESTAMP WITH TIME ZONE NOT NULL,
    invoice_id           VARCHAR(80),
    charge_type          VARCHAR(16) NOT NULL,
    currency             VARCHAR(3)  NOT NULL,
    amount_minor         BIGINT      NOT NULL,
    credit_balance_minor BIGINT      NOT NULL,
    document             VARCHAR     NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE UNIQUE INDEX billing_history_newest ON billing_history (generation, subscription_id, sequence);

CREATE TABLE invoice_head (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    version         BIGINT      NOT NULL,
    document        VARCHAR     NOT NULL,
    PRIMARY KEY (subscription_id, generation)
) WITH (fillfactor = 70);

-- The key is the invoice's number.
CREATE TABLE invoice (
    generation           BIGINT      NOT NULL,
    subscription_id      VARCHAR(64) NOT NULL,
    row_key              VARCHAR(96) NOT NULL,
    issued_position      BIGINT      NOT NULL,
    issued_on            DATE        NOT NULL,
    status               VARCHAR(16) NOT NULL,
    origin               VARCHAR(16) NOT NULL,
    currency             VARCHAR(3)  NOT NULL,
    total_minor          BIGINT      NOT NULL,
    credit_applied_minor BIGINT      NOT NULL,
    amount_due_minor     BIGINT      NOT NULL,
    amount_paid_minor    BIGINT      NOT NULL,
    amount_refunded_minor BIGINT      NOT NULL,
    document             VARCHAR     NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX invoice_newest ON invoice (generation, issued_on, issued_position);
CREATE INDEX invoice_of_subscription ON invoice (generation, subscription_id, issued_on, issued_position);

CREATE TABLE due_work_head (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    version         BIGINT      NOT NULL,
    document        VARCHAR     NOT NULL,
    PRIMARY KEY (subscription_id, generation)
) WITH (fillfactor = 70);

-- The key is the invoice's number, or the subscription's id and "/renewal".
CREATE TABLE due_work (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    row_key         VARCHAR(96) NOT NULL,
    kind            VARCHAR(16) NOT NULL,
    due_at          TIMESTAMP WITH TIME ZONE NOT NULL,
    document        VARCHAR     NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX due_work_soonest ON due_work (generation, due_at);
