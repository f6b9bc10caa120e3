-- The OpenID Provider: clients, keys, requests, grants, tokens, consents, sign-out of services.
-- One text for SQLite and PostgreSQL: {bytes} becomes BLOB or BYTEA.
-- Times are milliseconds since 1970-01-01 UTC.

-- A service may be on the home page without being a client, and a client without being there.
ALTER TABLE service ADD COLUMN is_listed BOOLEAN NOT NULL DEFAULT TRUE;

ALTER TABLE flow ADD COLUMN authorization_id TEXT;

-- Name, owner and picture are the service's card; everything of the protocol is in registration.
CREATE TABLE client (
    id TEXT NOT NULL PRIMARY KEY,
    service_id TEXT NOT NULL REFERENCES service (id),
    registration TEXT NOT NULL,
    secret_hash {bytes},
    back_channel_logout_uri TEXT,
    is_disabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX client_service ON client (service_id);

CREATE TABLE signing_key (
    id TEXT NOT NULL PRIMARY KEY,
    algorithm TEXT NOT NULL,
    state TEXT NOT NULL,
    private_sealed {bytes} NOT NULL,
    public_jwk TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    active_at BIGINT,
    retired_at BIGINT
);
CREATE UNIQUE INDEX signing_key_one ON signing_key (algorithm, state) WHERE state <> 'retired';

CREATE TABLE authorization_request (
    id TEXT NOT NULL PRIMARY KEY,
    browser_hash {bytes},
    client_id TEXT NOT NULL REFERENCES client (id),
    request TEXT NOT NULL,
    prior_session_id TEXT,
    consented_session_id TEXT,
    denied_at BIGINT,
    chosen_at BIGINT,
    chosen_account_id TEXT,
    answered_at BIGINT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX authorization_request_expiry ON authorization_request (expires_at);

-- What one sign-in at one client led to; the family of its tokens.
CREATE TABLE oidc_grant (
    id TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES client (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    session_id TEXT NOT NULL,
    authentication TEXT NOT NULL,
    scopes TEXT NOT NULL,
    claims TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT
);
CREATE INDEX oidc_grant_session ON oidc_grant (session_id);
CREATE INDEX oidc_grant_account ON oidc_grant (account_id, client_id);
CREATE INDEX oidc_grant_expiry ON oidc_grant (expires_at);

CREATE TABLE authorization_code (
    hash {bytes} NOT NULL PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES oidc_grant (id),
    redirect_uri TEXT NOT NULL,
    code_challenge TEXT,
    nonce TEXT,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX authorization_code_grant ON authorization_code (grant_id);

CREATE TABLE access_token (
    hash {bytes} NOT NULL PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES oidc_grant (id),
    scopes TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL
);
CREATE INDEX access_token_grant ON access_token (grant_id);
CREATE INDEX access_token_expiry ON access_token (expires_at);

CREATE TABLE refresh_token (
    hash {bytes} NOT NULL PRIMARY KEY,
    grant_id TEXT NOT NULL REFERENCES oidc_grant (id),
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    successor_sealed {bytes}
);
CREATE INDEX refresh_token_grant ON refresh_token (grant_id);

CREATE TABLE consent (
    account_id TEXT NOT NULL REFERENCES account (id),
    client_id TEXT NOT NULL REFERENCES client (id),
    scopes TEXT NOT NULL,
    granted_at BIGINT NOT NULL,
    PRIMARY KEY (account_id, client_id)
);

-- The sid of OpenID Connect Back-Channel Logout §2.1.
CREATE TABLE session_client (
    sid TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL,
    client_id TEXT NOT NULL REFERENCES client (id),
    account_id TEXT NOT NULL REFERENCES account (id),
    created_at BIGINT NOT NULL,
    UNIQUE (session_id, client_id)
);
CREATE INDEX session_client_age ON session_client (created_at);

CREATE TABLE logout_delivery (
    sid TEXT NOT NULL PRIMARY KEY,
    client_id TEXT NOT NULL REFERENCES client (id),
    account_id TEXT NOT NULL,
    state TEXT NOT NULL,
    tries BIGINT NOT NULL,
    next_try_at BIGINT NOT NULL,
    leased_until BIGINT NOT NULL,
    last_error TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX logout_delivery_due ON logout_delivery (next_try_at) WHERE state = 'waiting';

-- The accounts that were used on a device that its person calls their own; the device is known by the
-- SHA-256 of its cookie.
CREATE TABLE device_account (
    device_hash {bytes} NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    used_at BIGINT NOT NULL,
    PRIMARY KEY (device_hash, account_id)
);
CREATE INDEX device_account_age ON device_account (used_at);

-- RFC 7523 §3: an assertion is good once.
CREATE TABLE used_assertion (
    tag {bytes} NOT NULL PRIMARY KEY,
    expires_at BIGINT NOT NULL
);
