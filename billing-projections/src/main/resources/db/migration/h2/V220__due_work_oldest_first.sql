-- Of what is due to one subscription at one time, the oldest invoice comes first. As texts, ACME-10000 stands before ACME-9999: the
-- shorter key goes before the longer one.
ALTER TABLE due_work ADD COLUMN key_length INTEGER GENERATED ALWAYS AS (CHAR_LENGTH(row_key));
DROP INDEX due_work_in_order;
CREATE INDEX due_work_in_order ON due_work (generation, due_at, subscription_id, key_length, row_key);
