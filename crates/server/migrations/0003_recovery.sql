-- Getting back in: proofs of identity, codes, default passwords, windows, links, reports.

ALTER TABLE flow ADD COLUMN proof TEXT;
ALTER TABLE flow ADD COLUMN account_id TEXT;

ALTER TABLE account ADD COLUMN password_changed_way TEXT;
ALTER TABLE account ADD COLUMN recovery_frozen_at BIGINT;
ALTER TABLE account ADD COLUMN pending_password_hash TEXT;
ALTER TABLE account ADD COLUMN pending_from BIGINT;

CREATE TABLE password_history (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    password_hash TEXT NOT NULL,
    replaced_at BIGINT NOT NULL
);
CREATE INDEX password_history_account ON password_history (account_id, replaced_at);

CREATE TABLE code (
    flow_id TEXT NOT NULL PRIMARY KEY,
    target {bytes} NOT NULL,
    tag {bytes} NOT NULL,
    account_id TEXT,
    tries_left BIGINT NOT NULL,
    resends_left BIGINT NOT NULL,
    sent_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX code_target ON code (target);
CREATE INDEX code_expiry ON code (expires_at);

CREATE TABLE default_password (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    school_code TEXT NOT NULL,
    tag {bytes} NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX default_password_account ON default_password (account_id, issued_at);
CREATE INDEX default_password_school ON default_password (school_code, issued_at);

CREATE TABLE recovery_window (
    id TEXT NOT NULL PRIMARY KEY,
    school_code TEXT NOT NULL,
    grade TEXT,
    class TEXT,
    opens_at BIGINT NOT NULL,
    closes_at BIGINT NOT NULL
);
CREATE INDEX recovery_window_school ON recovery_window (school_code, closes_at);

CREATE TABLE disavowal_link (
    tag {bytes} NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL REFERENCES account (id),
    voids_password BOOLEAN NOT NULL,
    made_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE report (
    reference TEXT NOT NULL PRIMARY KEY,
    at BIGINT NOT NULL,
    page TEXT NOT NULL,
    school_code TEXT,
    school_level TEXT,
    message TEXT NOT NULL
);
CREATE INDEX report_time ON report (at);
