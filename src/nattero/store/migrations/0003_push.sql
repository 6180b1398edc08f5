-- The browsers that asked to be reminded: where their maker's push service is reached, and the keys to write to them with.
-- Instants are microseconds since 1970 in UTC. What was due up to `done_until` is settled; nothing is tried before `retry_at`.

CREATE TABLE push_subscription (
  id TEXT NOT NULL PRIMARY KEY,
  person TEXT NOT NULL,
  device TEXT,
  name TEXT NOT NULL,
  endpoint TEXT NOT NULL UNIQUE,
  p256dh TEXT NOT NULL,
  auth TEXT NOT NULL,
  lang TEXT NOT NULL,
  zone TEXT NOT NULL,
  created_at BIGINT NOT NULL,
  done_until BIGINT NOT NULL,
  retry_at BIGINT,
  failures BIGINT NOT NULL DEFAULT 0,
  trouble TEXT
);
