-- Schools, people, accounts, flows, sessions, limits, audit events, services.
-- One text for SQLite and PostgreSQL: {bytes} becomes BLOB or BYTEA.
-- Times are milliseconds since 1970-01-01 UTC.

CREATE TABLE school (
    code TEXT NOT NULL,
    level TEXT NOT NULL,
    name TEXT NOT NULL,
    county TEXT NOT NULL,
    district TEXT,
    ownership TEXT,
    address TEXT,
    phone TEXT,
    website TEXT,
    source_year TEXT,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (code, level)
);
CREATE INDEX school_county ON school (county, district, level);

CREATE TABLE person (
    id TEXT NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    id_kind TEXT NOT NULL,
    id_sealed {bytes} NOT NULL,
    id_tag {bytes} NOT NULL UNIQUE,
    birthday_sealed {bytes} NOT NULL,
    kba_tag {bytes} NOT NULL,
    fingerprint {bytes} NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE affiliation (
    person_id TEXT NOT NULL REFERENCES person (id),
    school_code TEXT NOT NULL,
    school_level TEXT NOT NULL,
    position BIGINT NOT NULL,
    titles TEXT NOT NULL,
    year TEXT,
    semester TEXT,
    grade TEXT,
    class TEXT,
    seat TEXT,
    teaching TEXT NOT NULL,
    PRIMARY KEY (person_id, school_code, school_level, position)
);
CREATE INDEX affiliation_school ON affiliation (school_code, school_level);

CREATE TABLE contact (
    person_id TEXT NOT NULL REFERENCES person (id),
    kind TEXT NOT NULL,
    value_sealed {bytes} NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (person_id, kind)
);

CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    person_id TEXT NOT NULL UNIQUE REFERENCES person (id),
    name TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    password_hash TEXT,
    password_changed_at BIGINT,
    last_sign_in_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE flow (
    id TEXT NOT NULL PRIMARY KEY,
    browser_hash {bytes} NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    service_id TEXT,
    challenge TEXT,
    refreshes_left BIGINT NOT NULL,
    replay_key TEXT,
    replay_body {bytes},
    replay_at BIGINT,
    replay_outcome TEXT,
    session_id TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX flow_browser ON flow (browser_hash, created_at);
CREATE INDEX flow_expiry ON flow (expires_at);

CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    reference_hash {bytes} NOT NULL UNIQUE,
    account_id TEXT NOT NULL REFERENCES account (id),
    auth_time BIGINT NOT NULL,
    previous_sign_in_at BIGINT,
    acr TEXT NOT NULL,
    amr TEXT NOT NULL,
    personal_device BOOLEAN NOT NULL,
    idle_seconds BIGINT NOT NULL,
    last_seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX session_account ON session (account_id, auth_time);
CREATE INDEX session_expiry ON session (expires_at);

CREATE TABLE attempt (
    bucket {bytes} NOT NULL PRIMARY KEY,
    failures BIGINT NOT NULL,
    blocked BOOLEAN NOT NULL,
    locked_until BIGINT NOT NULL,
    window_ends_at BIGINT NOT NULL
);
CREATE INDEX attempt_window ON attempt (window_ends_at);

CREATE TABLE audit_event (
    id TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    outcome TEXT NOT NULL,
    account_id TEXT,
    actor TEXT NOT NULL,
    flow_id TEXT,
    session_id TEXT,
    source TEXT,
    user_agent_hash {bytes},
    detail TEXT
);
CREATE INDEX audit_account ON audit_event (account_id, at);
CREATE INDEX audit_time ON audit_event (at);

CREATE TABLE service (
    id TEXT NOT NULL PRIMARY KEY,
    position BIGINT NOT NULL,
    card TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE setting (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);
