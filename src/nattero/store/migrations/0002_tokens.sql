-- Secrets that let something in without being paired: a calendar that reads the plan, a button that writes a cramp.
-- Only a secret's hash is kept. `settings` is what its owner chose for it, as JSON.

CREATE TABLE token (
  id TEXT NOT NULL PRIMARY KEY,
  purpose TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  settings TEXT NOT NULL,
  token_hash BLOB NOT NULL UNIQUE,
  created_at BIGINT NOT NULL,
  last_used BIGINT,
  revoked_at BIGINT
);

CREATE INDEX token_of_purpose ON token (purpose, person);
