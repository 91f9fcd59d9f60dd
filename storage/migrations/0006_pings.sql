-- Pings: what is said because of the time. A row is the truth, the clock only looks for what is due.

CREATE TABLE pings (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    kind TEXT NOT NULL,                  -- campaign/pings.py; rescue:<draft> tells several of one day apart
    local_date TEXT NOT NULL,            -- the day on the wall in the campaign's zone
    due_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,            -- from then on of no use any more
    state TEXT NOT NULL,                 -- planned, later, sent, answered, unanswered, expired, dropped
    why TEXT,                            -- of what was never sent
    draft_id INTEGER,                    -- what a nudge or a rescue is about
    outbox_id INTEGER,                   -- the letter; one for all that was said in it
    sent_at TEXT,
    answer TEXT,                         -- done, later, help
    answered_at TEXT,
    later_at TEXT,
    UNIQUE (person_id, kind, local_date)
);
CREATE INDEX pings_due ON pings (due_at) WHERE state IN ('planned', 'later');
CREATE INDEX pings_sent ON pings (expires_at) WHERE state = 'sent';
CREATE INDEX pings_by_draft ON pings (draft_id) WHERE draft_id IS NOT NULL;

-- Which days were planned: one row for each group of kinds and day, so that a day is not gone through again.
CREATE TABLE ping_days (
    plan TEXT NOT NULL,
    local_date TEXT NOT NULL,
    planned_at TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (plan, local_date)
);

CREATE TABLE ping_settings (
    person_id INTEGER PRIMARY KEY REFERENCES people (id),
    rhythm TEXT NOT NULL,                -- usual, weekly, daily
    quiet_from TEXT,                     -- none: the campaign's; the same as quiet_to: no quiet hours
    quiet_to TEXT,
    shift TEXT,                          -- a name from the config
    off TEXT NOT NULL                    -- kinds that are not wanted, with spaces between
);

CREATE TABLE peaks (
    id INTEGER PRIMARY KEY,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    first_day TEXT NOT NULL,
    last_day TEXT NOT NULL,
    set_by INTEGER,
    set_at TEXT NOT NULL
);
CREATE INDEX peaks_by_end ON peaks (last_day);

-- What a level learns of the one below: somebody didn't answer, or asks for help.
CREATE TABLE escalations (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    unit_id INTEGER NOT NULL REFERENCES units (id),   -- where that person serves
    above_id INTEGER NOT NULL REFERENCES units (id),  -- whose leaders learn of it
    ping_id INTEGER NOT NULL,
    why TEXT NOT NULL,                   -- silent, help
    raised_at TEXT NOT NULL,
    told_at TEXT,
    closed_at TEXT
);
CREATE UNIQUE INDEX escalations_open ON escalations (person_id) WHERE closed_at IS NULL;
CREATE INDEX escalations_above ON escalations (above_id) WHERE closed_at IS NULL;
CREATE INDEX escalations_untold ON escalations (id) WHERE told_at IS NULL;
CREATE INDEX escalations_by_person ON escalations (person_id, ping_id);

-- Drafts that their worker wants to finish together with the support team.
CREATE TABLE rescues (
    id INTEGER PRIMARY KEY,
    draft_id INTEGER NOT NULL UNIQUE,
    person_id INTEGER NOT NULL REFERENCES people (id),
    unit_id INTEGER NOT NULL REFERENCES units (id),   -- whose support team is asked
    asked_at TEXT NOT NULL,
    planned_at TEXT,                     -- when the cards were planned
    taken_by INTEGER,
    taken_at TEXT
);
CREATE INDEX rescues_new ON rescues (asked_at) WHERE planned_at IS NULL;

CREATE INDEX grants_by_unit ON grants (unit_id);
CREATE INDEX drafts_left ON drafts (updated_at) WHERE form = 'submission' AND state IN ('open', 'parked');
CREATE INDEX addresses_lost ON addresses (person_id) WHERE reachable = 0;
