-- What each form was made from, so that nothing is made again that follows from the same. Frozen once released.

-- A digest; nothing can be read from it.
ALTER TABLE issued ADD COLUMN follows_from TEXT DEFAULT '' NOT NULL;

CREATE INDEX issued_by_person ON issued (person, year);

CREATE INDEX issued_by_group ON issued (group_id, year);
