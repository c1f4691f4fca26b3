-- What staff calls a token is sealed from here on, which makes it longer. The service seals the names that there are with the rows of read models.
ALTER TABLE access_token ALTER COLUMN name SET DATA TYPE VARCHAR(1024);
