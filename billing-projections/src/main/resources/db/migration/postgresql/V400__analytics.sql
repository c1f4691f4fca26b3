-- What analysts ask: the read model "analytics", and the views of the schema "analytics" over the rows of it that answer. docs/analysts.md
-- says of every column what it means. Tables whose rows are read back have a "document"; the others are written once, or removed whole.
-- Amounts are in the currency's minor units; a month is its first day. Indexes of figures hold all that is summed, so that no row is read for it;
-- as keys, because PostgreSQL stores equal ones once, but not what it includes beside them.

INSERT INTO read_model (name, generation, newest)
VALUES ('analytics', 1, 1);

CREATE TABLE analytics_subscription (
    generation           BIGINT      NOT NULL,
    subscription_id      VARCHAR(64) NOT NULL,
    version              BIGINT      NOT NULL,
    opened_on            DATE        NOT NULL,
    opened_position      BIGINT      NOT NULL,
    time_zone            VARCHAR(64) NOT NULL,
    account_kind         VARCHAR(16) NOT NULL,
    currency             VARCHAR(3)  NOT NULL,
    plan                 VARCHAR(64) NOT NULL,
    billing_interval     VARCHAR(16),
    managed_users        INT         NOT NULL,
    price_per_user_minor BIGINT,
    mrr_minor            BIGINT      NOT NULL,
    in_force_since       DATE        NOT NULL,
    terms_number         BIGINT      NOT NULL,
    terms_event_id       VARCHAR(64) NOT NULL,
    cohort_month         DATE,
    first_paid_on        DATE,
    left_on              DATE,
    document             VARCHAR     NOT NULL,
    PRIMARY KEY (subscription_id, generation)
) WITH (fillfactor = 70);

CREATE INDEX analytics_subscription_currency ON analytics_subscription
    (generation, currency, in_force_since, plan, billing_interval, account_kind, managed_users, mrr_minor);

-- Terms that are no longer in force; those that are stand in analytics_subscription. The key is the subscription's id, "/terms/" and a number.
CREATE TABLE analytics_period (
    generation           BIGINT      NOT NULL,
    subscription_id      VARCHAR(64) NOT NULL,
    row_key              VARCHAR(96) NOT NULL,
    account_kind         VARCHAR(16) NOT NULL,
    currency             VARCHAR(3)  NOT NULL,
    plan                 VARCHAR(64) NOT NULL,
    billing_interval     VARCHAR(16),
    managed_users        INT         NOT NULL,
    price_per_user_minor BIGINT,
    mrr_minor            BIGINT      NOT NULL,
    starts_on            DATE        NOT NULL,
    ends_on              DATE        NOT NULL,
    event_id             VARCHAR(64) NOT NULL,
    document             VARCHAR     NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX analytics_period_in_force ON analytics_period
    (generation, currency, starts_on, ends_on, plan, billing_interval, account_kind, managed_users, mrr_minor);

-- The key is the subscription's id, a slash and the event's sequence.
CREATE TABLE analytics_mrr_movement (
    generation       BIGINT      NOT NULL,
    subscription_id  VARCHAR(64) NOT NULL,
    row_key          VARCHAR(96) NOT NULL,
    event_id         VARCHAR(64) NOT NULL,
    event_position   BIGINT      NOT NULL,
    happened_on      DATE        NOT NULL,
    month_start      DATE        NOT NULL,
    happened_at      TIMESTAMP WITH TIME ZONE NOT NULL,
    kind             VARCHAR(16) NOT NULL,
    cause            VARCHAR(32) NOT NULL,
    currency         VARCHAR(3)  NOT NULL,
    change_minor     BIGINT      NOT NULL,
    mrr_before_minor BIGINT      NOT NULL,
    mrr_after_minor  BIGINT      NOT NULL,
    plan_before      VARCHAR(64) NOT NULL,
    plan_after       VARCHAR(64) NOT NULL,
    cohort_month     DATE        NOT NULL,
    customers_change INT         NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX analytics_mrr_movement_month ON analytics_mrr_movement
    (generation, currency, month_start, cohort_month, kind, change_minor, customers_change);

-- The key is the invoice's number.
CREATE TABLE analytics_invoice (
    generation           BIGINT      NOT NULL,
    subscription_id      VARCHAR(64) NOT NULL,
    row_key              VARCHAR(96) NOT NULL,
    event_id             VARCHAR(64) NOT NULL,
    event_position       BIGINT      NOT NULL,
    issued_on            DATE        NOT NULL,
    month_start          DATE        NOT NULL,
    issued_at            TIMESTAMP WITH TIME ZONE NOT NULL,
    account_kind         VARCHAR(16) NOT NULL,
    origin               VARCHAR(16) NOT NULL,
    occasion             VARCHAR(32) NOT NULL,
    status               VARCHAR(16) NOT NULL,
    currency             VARCHAR(3)  NOT NULL,
    total_minor          BIGINT      NOT NULL,
    credit_applied_minor BIGINT      NOT NULL,
    credited_minor       BIGINT      NOT NULL,
    amount_due_minor     BIGINT      NOT NULL,
    paid_minor           BIGINT      NOT NULL,
    open_minor           BIGINT      NOT NULL,
    void_minor           BIGINT      NOT NULL,
    uncollectible_minor  BIGINT      NOT NULL,
    late_paid_minor      BIGINT      NOT NULL,
    refunded_minor       BIGINT      NOT NULL,
    declines             INT         NOT NULL,
    dunned               BOOLEAN     NOT NULL,
    settled_on           DATE,
    document             VARCHAR     NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX analytics_invoice_month ON analytics_invoice
    (generation, currency, month_start, status, dunned, amount_due_minor, paid_minor, open_minor, void_minor, uncollectible_minor,
     credit_applied_minor, refunded_minor);

-- The key is the invoice's number, a slash and the line's number.
CREATE TABLE analytics_invoice_line (
    generation       BIGINT      NOT NULL,
    subscription_id  VARCHAR(64) NOT NULL,
    row_key          VARCHAR(96) NOT NULL,
    invoice_id       VARCHAR(80) NOT NULL,
    line_number      INT         NOT NULL,
    issued_on        DATE        NOT NULL,
    kind             VARCHAR(16) NOT NULL,
    plan             VARCHAR(64) NOT NULL,
    billing_interval VARCHAR(16) NOT NULL,
    users            INT         NOT NULL,
    unit_price_minor BIGINT      NOT NULL,
    days             INT         NOT NULL,
    period_days      INT         NOT NULL,
    starts_on        DATE        NOT NULL,
    ends_on          DATE        NOT NULL,
    currency         VARCHAR(3)  NOT NULL,
    amount_minor     BIGINT      NOT NULL,
    catalog_version  DATE,
    PRIMARY KEY (row_key, generation)
);

-- The key is the subscription's id, a slash and the event's sequence.
CREATE TABLE analytics_payment (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    row_key         VARCHAR(96) NOT NULL,
    event_id        VARCHAR(64) NOT NULL,
    event_position  BIGINT      NOT NULL,
    invoice_id      VARCHAR(80) NOT NULL,
    credit_note_id  VARCHAR(80),
    happened_on     DATE        NOT NULL,
    month_start     DATE        NOT NULL,
    happened_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    kind            VARCHAR(16) NOT NULL,
    method          VARCHAR(16) NOT NULL,
    attempt         INT,
    code            VARCHAR,
    currency        VARCHAR(3)  NOT NULL,
    amount_minor    BIGINT      NOT NULL,
    cash_minor      BIGINT      NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX analytics_payment_month ON analytics_payment (generation, currency, month_start);

-- The key is the subscription's id, a slash and the event's sequence.
CREATE TABLE analytics_credit (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    row_key         VARCHAR(96) NOT NULL,
    event_id        VARCHAR(64) NOT NULL,
    event_position  BIGINT      NOT NULL,
    invoice_id      VARCHAR(80),
    happened_on     DATE        NOT NULL,
    month_start     DATE        NOT NULL,
    happened_at     TIMESTAMP WITH TIME ZONE NOT NULL,
    kind            VARCHAR(16) NOT NULL,
    grant_kind      VARCHAR(16),
    currency        VARCHAR(3)  NOT NULL,
    change_minor    BIGINT      NOT NULL,
    balance_minor   BIGINT      NOT NULL,
    PRIMARY KEY (row_key, generation)
);

-- A row per line, or reversal, and month. The key is what it comes from and the month.
CREATE TABLE analytics_revenue (
    generation      BIGINT      NOT NULL,
    subscription_id VARCHAR(64) NOT NULL,
    row_key         VARCHAR(96) NOT NULL,
    event_id        VARCHAR(64) NOT NULL,
    invoice_id      VARCHAR(80) NOT NULL,
    line_number     INT,
    credit_note_id  VARCHAR(80),
    kind            VARCHAR(16) NOT NULL,
    month_start     DATE        NOT NULL,
    starts_on       DATE        NOT NULL,
    ends_on         DATE        NOT NULL,
    days            INT         NOT NULL,
    currency        VARCHAR(3)  NOT NULL,
    amount_minor    BIGINT      NOT NULL,
    PRIMARY KEY (row_key, generation)
);

CREATE INDEX analytics_revenue_month ON analytics_revenue
    (generation, currency, month_start, kind, amount_minor);

CREATE SCHEMA analytics;

CREATE VIEW analytics.subscriptions AS
SELECT s.subscription_id, s.version, s.opened_on, s.time_zone, s.account_kind, a.status, s.currency, s.plan, s.billing_interval,
       s.managed_users, s.price_per_user_minor, s.mrr_minor, s.in_force_since, a.renews_on, a.credit_balance_minor, s.cohort_month,
       s.first_paid_on, s.left_on
FROM analytics_subscription s
JOIN account_summary a ON a.subscription_id = s.subscription_id
                      AND a.generation = (SELECT generation FROM read_model WHERE name = 'account_summary')
WHERE s.generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.periods AS
SELECT row_key AS period_id, subscription_id, account_kind, currency, plan, billing_interval, managed_users, price_per_user_minor,
       mrr_minor, starts_on, ends_on, event_id
FROM analytics_period
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics')
UNION ALL
SELECT subscription_id || '/terms/' || terms_number, subscription_id, account_kind, currency, plan, billing_interval, managed_users,
       price_per_user_minor, mrr_minor, in_force_since, CAST(NULL AS DATE), terms_event_id
FROM analytics_subscription
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.mrr_movements AS
SELECT row_key AS movement_id, subscription_id, event_id, event_position, happened_on, month_start, happened_at, kind, cause,
       currency, change_minor, mrr_before_minor, mrr_after_minor, plan_before, plan_after, cohort_month,
       customers_change
FROM analytics_mrr_movement
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.invoices AS
SELECT row_key AS invoice_id, subscription_id, event_id, event_position, issued_on, month_start, issued_at, account_kind,
       origin, occasion, status, currency, total_minor, credit_applied_minor, credited_minor, amount_due_minor,
       paid_minor, open_minor, void_minor, uncollectible_minor, late_paid_minor, refunded_minor, declines, dunned,
       settled_on
FROM analytics_invoice
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.invoice_lines AS
SELECT row_key AS line_id, subscription_id, invoice_id, line_number, issued_on, kind, plan, billing_interval, users,
       unit_price_minor, days, period_days, starts_on, ends_on, currency, amount_minor, catalog_version
FROM analytics_invoice_line
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.payments AS
SELECT row_key AS payment_id, subscription_id, event_id, event_position, invoice_id, credit_note_id, happened_on, month_start,
       happened_at, kind, method, attempt, code, currency, amount_minor, cash_minor
FROM analytics_payment
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.credits AS
SELECT row_key AS credit_id, subscription_id, event_id, event_position, invoice_id, happened_on, month_start, happened_at,
       kind, grant_kind, currency, change_minor, balance_minor
FROM analytics_credit
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

CREATE VIEW analytics.revenue_schedule AS
SELECT row_key AS entry_id, subscription_id, event_id, invoice_id, line_number, credit_note_id, kind, month_start, starts_on,
       ends_on, days, currency, amount_minor
FROM analytics_revenue
WHERE generation = (SELECT generation FROM read_model WHERE name = 'analytics');

-- A row per cohort and month, from the cohort's own to the last in which anything moved in its currency.
CREATE VIEW analytics.cohorts AS
WITH changes AS (
    SELECT currency, cohort_month, month_start, SUM(customers_change) AS customers_change, SUM(change_minor) AS mrr_change
    FROM analytics.mrr_movements
    GROUP BY currency, cohort_month, month_start
), months AS (
    SELECT b.currency, CAST(m AS DATE) AS month_start
    FROM (SELECT currency, MIN(month_start) AS first_month, MAX(month_start) AS last_month FROM changes GROUP BY currency) b
    CROSS JOIN LATERAL generate_series(b.first_month, b.last_month, INTERVAL '1 month') AS m
), cohorts AS (
    SELECT DISTINCT currency, cohort_month FROM changes
)
SELECT c.currency, c.cohort_month, m.month_start,
       CAST((EXTRACT(YEAR FROM m.month_start) - EXTRACT(YEAR FROM c.cohort_month)) * 12
            + EXTRACT(MONTH FROM m.month_start) - EXTRACT(MONTH FROM c.cohort_month) AS INT) AS months_since,
       CAST(SUM(g.customers_change) AS BIGINT) AS customers,
       CAST(SUM(g.mrr_change) AS BIGINT) AS mrr_minor
FROM cohorts c
JOIN months m ON m.currency = c.currency AND m.month_start >= c.cohort_month
JOIN changes g ON g.currency = c.currency AND g.cohort_month = c.cohort_month AND g.month_start <= m.month_start
GROUP BY c.currency, c.cohort_month, m.month_start;

-- What is done account by account: verification, erasure, the removal of a generation.
CREATE INDEX analytics_period_of_subscription ON analytics_period (generation, subscription_id);
CREATE INDEX analytics_mrr_movement_of_subscription ON analytics_mrr_movement (generation, subscription_id);
CREATE INDEX analytics_invoice_of_subscription ON analytics_invoice (generation, subscription_id);
CREATE INDEX analytics_invoice_line_of_subscription ON analytics_invoice_line (generation, subscription_id);
CREATE INDEX analytics_payment_of_subscription ON analytics_payment (generation, subscription_id);
CREATE INDEX analytics_credit_of_subscription ON analytics_credit (generation, subscription_id);
CREATE INDEX analytics_revenue_of_subscription ON analytics_revenue (generation, subscription_id);
