-- What is asked for of one person at a time is found without looking through a whole year. Frozen once released.

CREATE INDEX events_by_person ON events (person);

CREATE INDEX events_by_group ON events (group_id);

CREATE INDEX returned_files_by_newer ON returned_files (superseded_by);
