-- Announcements: what a leader says to everybody of a subtree, and a row for each who gets it.

CREATE TABLE announcements (
    id INTEGER PRIMARY KEY,              -- the draft's: one card is sent once only
    unit_id INTEGER NOT NULL REFERENCES units (id),
    from_id INTEGER NOT NULL REFERENCES units (id),  -- whose leader says it
    by_person INTEGER,                   -- none once the leader was forgotten
    by_address TEXT NOT NULL,            -- where the leader is told how far it is
    text TEXT NOT NULL,
    role TEXT NOT NULL,                  -- worker, support, leader; empty is all, here and in the next two
    language TEXT NOT NULL,
    ownership TEXT NOT NULL,
    state TEXT NOT NULL,                 -- waiting, planning, sending, stopping, done, undone
    confirmed_at TEXT NOT NULL,
    starts_at TEXT NOT NULL,
    planned_after INTEGER NOT NULL DEFAULT 0,        -- the last person who was planned
    recipients INTEGER NOT NULL DEFAULT 0,           -- planned so far
    sent INTEGER NOT NULL DEFAULT 0,                 -- these three as they were told last
    failed INTEGER NOT NULL DEFAULT 0,
    unreachable INTEGER NOT NULL DEFAULT 0,
    told_at TEXT,
    progress_letter INTEGER              -- the leader's message that is drawn anew
);
CREATE INDEX announcements_open ON announcements (starts_at) WHERE state NOT IN ('done', 'undone');
CREATE INDEX announcements_by_person ON announcements (by_person);

CREATE TABLE recipients (
    announcement_id INTEGER NOT NULL,    -- checked against its row once a page, not for each (storage/planned.py)
    person_id INTEGER NOT NULL,
    outbox_id INTEGER,                   -- none for somebody who can't be reached
    PRIMARY KEY (announcement_id, person_id)
);
CREATE INDEX recipients_by_person ON recipients (person_id);

CREATE INDEX people_by_unit ON people (unit_id);
CREATE INDEX IF NOT EXISTS addresses_lost ON addresses (person_id) WHERE reachable = 0;
