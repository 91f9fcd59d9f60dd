-- Pings leave at the vendor's pace, which may be long after they were written: each says until when it is worth it.

ALTER TABLE outbox ADD COLUMN expires_at TEXT;
CREATE INDEX outbox_pings ON outbox (channel, due_at, id) WHERE lane = 'ping' AND state IN ('waiting', 'sending');
