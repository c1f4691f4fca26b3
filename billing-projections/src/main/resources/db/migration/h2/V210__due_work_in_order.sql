-- The billing run takes due work page by page, in the order of due times and, at one time, of subscriptions.
DROP INDEX due_work_soonest;
CREATE INDEX due_work_in_order ON due_work (generation, due_at, subscription_id, row_key);
CREATE INDEX due_work_of_subscription ON due_work (subscription_id, generation);
