-- The year of sample accounts, for whoever asks for one: at most one row. Who inserts it plays the year, on whichever node.
CREATE TABLE sample_year (
    id        SMALLINT                    NOT NULL PRIMARY KEY CHECK (id = 1),
    begins_at TIMESTAMP(6) WITH TIME ZONE NOT NULL,
    complete  BOOLEAN                     NOT NULL
);
