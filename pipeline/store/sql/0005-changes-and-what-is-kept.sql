-- How often anything has changed that a status depends on, and what a run keeps for the next. Frozen once released.

CREATE TABLE changes (
    name TEXT NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (name)
);

INSERT INTO changes (name, number) VALUES ('store', 0);

-- Whatever was worked out, by name, with the digest of all it was worked out from. Nothing of what a form says.
CREATE TABLE kept (
    name TEXT NOT NULL,
    inputs TEXT NOT NULL,
    told TEXT NOT NULL,
    PRIMARY KEY (name)
);
