-- What the pipeline remembers. Plain SQL that SQLite and PostgreSQL both take; frozen once released.

CREATE TABLE people (
    year INTEGER NOT NULL,
    number TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    title TEXT NOT NULL,
    unit TEXT NOT NULL,
    unit_code TEXT NOT NULL,
    parent_unit TEXT NOT NULL,
    leader TEXT NOT NULL,
    agreement TEXT NOT NULL,
    employed_on DATE,
    leaves_on DATE,
    status TEXT NOT NULL,
    talk_kind TEXT NOT NULL,
    talk_on DATE,
    group_id TEXT NOT NULL,
    wants_individual BOOLEAN NOT NULL,
    senior BOOLEAN NOT NULL,
    delegate TEXT NOT NULL,
    mandate TEXT NOT NULL,
    place_file TEXT NOT NULL,
    place_spot TEXT NOT NULL,
    PRIMARY KEY (year, number)
);

CREATE TABLE talk_groups (
    year INTEGER NOT NULL,
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    leader TEXT NOT NULL,
    talk_on DATE,
    consulted_with TEXT NOT NULL,
    consulted_on DATE,
    place_file TEXT NOT NULL,
    place_spot TEXT NOT NULL,
    PRIMARY KEY (year, id)
);

CREATE TABLE talks (
    year INTEGER NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    serial INTEGER NOT NULL,
    position INTEGER NOT NULL,
    leader TEXT NOT NULL,
    planned_on DATE,
    PRIMARY KEY (year, person, kind, serial)
);

CREATE TABLE layouts (
    digest TEXT NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,
    layout TEXT NOT NULL
);

CREATE TABLE issued (
    form_id TEXT NOT NULL PRIMARY KEY,
    form TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    person TEXT NOT NULL,
    person_name TEXT NOT NULL,
    leader TEXT NOT NULL,
    audience TEXT NOT NULL,
    path TEXT NOT NULL,
    issued_on DATE NOT NULL,
    due DATE,
    group_id TEXT NOT NULL,
    digest TEXT NOT NULL,
    layout TEXT NOT NULL,
    row_ids TEXT NOT NULL,
    former_names TEXT NOT NULL
);
CREATE INDEX issued_by_year ON issued (year);

CREATE TABLE returned_files (
    digest TEXT NOT NULL PRIMARY KEY,
    serial INTEGER NOT NULL,
    year INTEGER,
    name TEXT NOT NULL,
    received_on DATE NOT NULL,
    outcome TEXT NOT NULL,
    form_id TEXT NOT NULL,
    form TEXT NOT NULL,
    person TEXT NOT NULL,
    leader TEXT NOT NULL,
    kept_at TEXT NOT NULL,
    problems TEXT NOT NULL,
    superseded_by TEXT REFERENCES returned_files (digest)
);
CREATE INDEX returned_files_by_form ON returned_files (form_id);
CREATE INDEX returned_files_by_serial ON returned_files (serial);

-- What was said between two people; no other table holds any of it.
CREATE TABLE answers_private (
    digest TEXT NOT NULL REFERENCES returned_files (digest) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    found_by TEXT NOT NULL,
    PRIMARY KEY (digest, position)
);

-- Agreements and plans, which leader, employee and HR share.
CREATE TABLE answers_shared (
    digest TEXT NOT NULL REFERENCES returned_files (digest) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    found_by TEXT NOT NULL,
    PRIMARY KEY (digest, position)
);

-- Dates and ticks that HR follows.
CREATE TABLE facts (
    digest TEXT NOT NULL REFERENCES returned_files (digest) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    found_by TEXT NOT NULL,
    PRIMARY KEY (digest, position)
);

CREATE TABLE plan_rows (
    digest TEXT NOT NULL REFERENCES returned_files (digest) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    person TEXT NOT NULL,
    year INTEGER NOT NULL,
    form_id TEXT NOT NULL,
    plan_table TEXT NOT NULL,
    row_id TEXT NOT NULL,
    row_values TEXT NOT NULL,
    PRIMARY KEY (digest, position)
);
CREATE INDEX plan_rows_by_person ON plan_rows (person, year);

-- `digest` is the return an event was read from; events recorded by hand have none.
CREATE TABLE events (
    fingerprint TEXT NOT NULL PRIMARY KEY,
    digest TEXT REFERENCES returned_files (digest) ON DELETE CASCADE,
    what TEXT NOT NULL,
    person TEXT NOT NULL,
    kind TEXT NOT NULL,
    year INTEGER NOT NULL,
    happened_on DATE NOT NULL,
    by_person TEXT NOT NULL,
    source TEXT NOT NULL,
    form TEXT NOT NULL,
    until_day DATE
);
CREATE INDEX events_by_year ON events (year);
CREATE INDEX events_by_return ON events (digest);

-- What HR writes in the status workbook's notes column.
CREATE TABLE notes (
    key TEXT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL
);
