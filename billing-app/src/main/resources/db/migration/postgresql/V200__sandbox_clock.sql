-- Where sandbox time stands: one row, kept so that it is the same on every node and after a restart.
CREATE TABLE sandbox_clock (
    id     SMALLINT                    NOT NULL PRIMARY KEY CHECK (id = 1),
    now_at TIMESTAMP(6) WITH TIME ZONE NOT NULL
);
