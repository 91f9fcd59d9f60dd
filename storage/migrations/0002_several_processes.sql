-- Several processes on one database: who does what must be done once, who has which letter in hand,
-- and counters of which no row is everybody's.

CREATE TABLE leases (
    name TEXT PRIMARY KEY,               -- poll:telegram, send:telegram, clock
    holder TEXT NOT NULL,                -- the process
    beat INTEGER NOT NULL                -- moved on by the holder; one that stands still has expired
);

ALTER TABLE outbox ADD COLUMN holder TEXT;
CREATE INDEX outbox_free ON outbox (channel, lane, id) WHERE state = 'waiting' AND holder IS NULL;

CREATE TABLE slotted (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    period TEXT NOT NULL,                -- all, w2022-04-18, d2022-04-21
    slot INTEGER NOT NULL,               -- a figure is the sum over its slots (storage/counters.py)
    submitted INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    recognised INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (unit_id, period, slot)
);
INSERT INTO slotted (unit_id, period, slot, submitted, complete, recognised, people)
    SELECT unit_id, period, 0, submitted, complete, recognised, people FROM counters;
DROP TABLE counters;
ALTER TABLE slotted RENAME TO counters;
CREATE INDEX units_by_place ON units (parent_id, folded, id);
CREATE INDEX authorships_by_unit ON authorships (unit_id, period);
