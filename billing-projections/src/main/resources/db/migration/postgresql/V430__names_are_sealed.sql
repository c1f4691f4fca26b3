-- What is personal in documents is sealed from here on. A name is found by keyed hashes of its parts of one, two and three characters, in the order of the
-- hashes. The service seals the rows that there are, and fills the column, in the migration after this one.
ALTER TABLE account_summary ADD COLUMN name_grams VARCHAR DEFAULT '' NOT NULL;
ALTER TABLE account_summary ALTER COLUMN name_grams DROP DEFAULT;
ALTER TABLE account_summary DROP COLUMN search_text;
