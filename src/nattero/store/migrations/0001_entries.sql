-- The diary, the phones that may write to it, and what this computer remembers about itself.
-- Instants are microseconds since 1970 in UTC. AUTOINCREMENT so that a number erased is never given again.

CREATE TABLE entry (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL,
  digest BLOB NOT NULL,
  person TEXT NOT NULL,
  recorded_at BIGINT NOT NULL,
  kind TEXT NOT NULL,
  body TEXT NOT NULL,
  received_at BIGINT NOT NULL,
  UNIQUE (id, digest)
);

CREATE INDEX entry_of_person ON entry (person, seq);

CREATE TABLE device (
  id TEXT NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_seen BIGINT,
  revoked_at BIGINT
);

CREATE TABLE setting (
  key TEXT NOT NULL PRIMARY KEY,
  value TEXT NOT NULL
);
