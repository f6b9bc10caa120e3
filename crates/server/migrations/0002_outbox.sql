-- What people are told: one message, and one delivery for each address of its account.
-- One text for SQLite and PostgreSQL: {bytes} becomes BLOB or BYTEA.
-- Times are milliseconds since 1970-01-01 UTC.

-- account_id refers to nothing on purpose: a message for an account that does not exist is
-- written with the same statement and the same work as any other.
CREATE TABLE message (
    id TEXT NOT NULL PRIMARY KEY,
    account_id TEXT,
    kind TEXT NOT NULL,
    language TEXT NOT NULL,
    content_sealed {bytes} NOT NULL,
    created_at BIGINT NOT NULL,
    fanned_out_at BIGINT
);
CREATE INDEX message_new ON message (created_at) WHERE fanned_out_at IS NULL;
CREATE INDEX message_age ON message (created_at);

CREATE TABLE delivery (
    id TEXT NOT NULL PRIMARY KEY,
    message_id TEXT NOT NULL REFERENCES message (id),
    channel TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_try_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    sent_at BIGINT,
    last_error TEXT,
    UNIQUE (message_id, channel)
);
CREATE INDEX delivery_due ON delivery (channel, next_try_at) WHERE state = 'waiting';
