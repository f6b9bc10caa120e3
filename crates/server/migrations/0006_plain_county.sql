-- Signing in at a county from a page without scripts: the way back leads to such pages again.
ALTER TABLE county_visit ADD COLUMN is_plain BOOLEAN NOT NULL DEFAULT FALSE;
