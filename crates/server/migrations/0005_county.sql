-- Signing in at counties: their providers, the accounts they are linked with, and visits under way.
-- One text for SQLite and PostgreSQL: {bytes} becomes BLOB or BYTEA.
-- Times are milliseconds since 1970-01-01 UTC.

-- One provider for each county, by the county's official code. What is ours at the provider (secret) is
-- sealed; what differs between providers is in settings.
CREATE TABLE county_provider (
    county TEXT NOT NULL PRIMARY KEY,
    issuer TEXT NOT NULL UNIQUE,
    client_id TEXT NOT NULL,
    secret_sealed {bytes} NOT NULL,
    settings TEXT NOT NULL,
    is_disabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- (iss, sub) is the key of a link (ASVS 5.0 6.8.1), kept as a tag: a sub may be a pupil's number.
CREATE TABLE county_link (
    subject_tag {bytes} NOT NULL PRIMARY KEY,
    county TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    way TEXT NOT NULL,
    linked_at BIGINT NOT NULL,
    last_used_at BIGINT
);
CREATE INDEX county_link_account ON county_link (account_id);

-- One way to a county and back. The browser carries the state; nonce and PKCE verifier never leave us
-- in one piece, and are sealed.
CREATE TABLE county_visit (
    id TEXT NOT NULL PRIMARY KEY,
    state_hash {bytes} NOT NULL UNIQUE,
    browser_hash {bytes} NOT NULL,
    county TEXT NOT NULL,
    purpose TEXT NOT NULL,
    secrets_sealed {bytes} NOT NULL,
    authorization_id TEXT,
    personal_device BOOLEAN NOT NULL,
    language TEXT NOT NULL,
    code_hash {bytes},
    subject_tag {bytes},
    started_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    answered_at BIGINT,
    UNIQUE (county, code_hash)
);
CREATE INDEX county_visit_browser ON county_visit (browser_hash, started_at);
CREATE INDEX county_visit_expiry ON county_visit (expires_at);

ALTER TABLE flow ADD COLUMN county_visit_id TEXT;
