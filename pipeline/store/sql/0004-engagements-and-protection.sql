-- How somebody is employed, under which other numbers, and whether their name is protected. Frozen once released.

ALTER TABLE people ADD COLUMN employment TEXT DEFAULT '' NOT NULL;

-- A decimal number as text, for SQLite would make it a float.
ALTER TABLE people ADD COLUMN weekly_hours TEXT;

ALTER TABLE people ADD COLUMN protected BOOLEAN DEFAULT false NOT NULL;

-- The numbers as a JSON list.
ALTER TABLE people ADD COLUMN other_numbers TEXT DEFAULT '[]' NOT NULL;
