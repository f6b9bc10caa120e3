-- When a session's services end, the county that a session came from, and people by a county's guid.
-- One text for SQLite and PostgreSQL: {bytes} becomes BLOB or BYTEA.
-- Times are milliseconds since 1970-01-01 UTC.

-- Seconds without the person's own activity here after which services lose a session (ADR 7); on a
-- person's own device as long as a session can last.
ALTER TABLE session ADD COLUMN service_seconds BIGINT NOT NULL DEFAULT 2592000;
UPDATE session SET service_seconds = 3600 WHERE personal_device = FALSE;

CREATE INDEX session_open ON session (expires_at) WHERE ended_at IS NULL;

-- The county that a session came from, and its ID token, sealed: the hint of a sign-out there.
CREATE TABLE session_county (
    session_id TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    county TEXT NOT NULL,
    id_token_sealed {bytes} NOT NULL,
    created_at BIGINT NOT NULL
);

-- Until the password that links the county account is right.
ALTER TABLE county_visit ADD COLUMN id_token_sealed {bytes};

-- A keyed tag of the guid that counties tell; made where one does.
ALTER TABLE person ADD COLUMN guid_tag {bytes};
CREATE INDEX person_guid ON person (guid_tag);
