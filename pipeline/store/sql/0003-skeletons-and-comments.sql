-- What a form looked like when it went out, how sure each answer is, and what was written in the margin. Frozen once
-- released.

-- The skeleton of a made-up person's copy, much like everybody's: see skeletons.py.
ALTER TABLE layouts ADD COLUMN specimen TEXT DEFAULT '' NOT NULL;

-- `digest` is of the bytes that went out; a form that was issued again has a row for each copy, the newest highest.
CREATE TABLE skeletons (
    form_id TEXT NOT NULL,
    serial INTEGER NOT NULL,
    digest TEXT NOT NULL,
    layout TEXT NOT NULL,
    packed BYTEA NOT NULL,
    PRIMARY KEY (form_id, serial)
);

ALTER TABLE answers_private ADD COLUMN confidence FLOAT DEFAULT 1 NOT NULL;
ALTER TABLE answers_shared ADD COLUMN confidence FLOAT DEFAULT 1 NOT NULL;
ALTER TABLE facts ADD COLUMN confidence FLOAT DEFAULT 1 NOT NULL;

-- What was written beside the answers: as private as any of them.
CREATE TABLE comments (
    digest TEXT NOT NULL REFERENCES returned_files (digest) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (digest, position)
);
