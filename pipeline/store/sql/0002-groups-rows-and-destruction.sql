-- Groups, rows and delegation on what was there, and what has been destroyed. Frozen once released.

ALTER TABLE people ADD COLUMN delegated_from DATE;
ALTER TABLE people ADD COLUMN delegated_until DATE;

ALTER TABLE talks ADD COLUMN group_id TEXT DEFAULT '' NOT NULL;
ALTER TABLE talks ADD COLUMN after_group BOOLEAN DEFAULT false NOT NULL;

ALTER TABLE issued ADD COLUMN row_id TEXT DEFAULT '' NOT NULL;

ALTER TABLE returned_files ADD COLUMN group_id TEXT DEFAULT '' NOT NULL;

ALTER TABLE plan_rows ADD COLUMN group_id TEXT DEFAULT '' NOT NULL;
CREATE INDEX plan_rows_by_group ON plan_rows (group_id, year);

ALTER TABLE events ADD COLUMN group_id TEXT DEFAULT '' NOT NULL;
ALTER TABLE events ADD COLUMN row_id TEXT DEFAULT '' NOT NULL;

-- Proof that something is gone, without what it was: a form has its id and no digest, a refused file its digest.
CREATE TABLE destroyed (
    form_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    what TEXT NOT NULL,
    person TEXT NOT NULL,
    group_id TEXT NOT NULL,
    year INTEGER NOT NULL,
    rule TEXT NOT NULL,
    destroyed_on DATE NOT NULL,
    PRIMARY KEY (form_id, digest)
);

-- Every folder that a round's files were written to, so that what must go is found in all of them.
CREATE TABLE outputs (
    folder TEXT NOT NULL PRIMARY KEY
);
