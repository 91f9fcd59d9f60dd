-- The ground: units, people, what they write, what is said to them, and what is counted.
-- Moments are UTC text (storage/times.py), lists and maps are JSON text, ids come from storage/ids.py.

CREATE TABLE units (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    short TEXT NOT NULL UNIQUE,
    parent_id INTEGER REFERENCES units (id),
    path TEXT NOT NULL UNIQUE,           -- ids from the root to the unit itself: /1/5/77/
    name TEXT NOT NULL,
    folded TEXT NOT NULL,                -- the name for matching: lower case, no marks
    level TEXT NOT NULL,
    ownership TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    cluster TEXT,
    members INTEGER,
    target_assigned INTEGER,
    target_self INTEGER,
    opening_stock INTEGER NOT NULL DEFAULT 0,
    valid_from TEXT,
    valid_to TEXT,
    merged_into_id INTEGER REFERENCES units (id)
);
CREATE INDEX units_by_parent ON units (parent_id);

CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL DEFAULT '',
    phone TEXT,
    language TEXT,
    unit_id INTEGER REFERENCES units (id),
    joined_at TEXT,
    draft_id INTEGER,                    -- the draft that answers go to
    created_at TEXT NOT NULL
);

CREATE TABLE addresses (
    address TEXT PRIMARY KEY,            -- telegram:123
    person_id INTEGER NOT NULL REFERENCES people (id),
    account_name TEXT NOT NULL DEFAULT '',
    language_hint TEXT NOT NULL DEFAULT '',
    reachable INTEGER NOT NULL DEFAULT 1,
    created_at TEXT NOT NULL
);
CREATE INDEX addresses_by_person ON addresses (person_id);

CREATE TABLE grants (
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    granted_at TEXT NOT NULL,
    PRIMARY KEY (person_id, role, unit_id)
);

CREATE TABLE consents (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL,
    address TEXT NOT NULL,
    version TEXT NOT NULL,
    language TEXT NOT NULL,
    scope TEXT NOT NULL,
    given_at TEXT NOT NULL,
    withdrawn_at TEXT
);
CREATE INDEX consents_by_person ON consents (person_id);

CREATE TABLE drafts (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    form TEXT NOT NULL,
    form_version INTEGER NOT NULL,
    step TEXT NOT NULL,
    version INTEGER NOT NULL,
    state TEXT NOT NULL,
    flow TEXT NOT NULL,
    answers TEXT NOT NULL,
    sources TEXT NOT NULL,
    skipped TEXT NOT NULL,
    returning_to_card INTEGER NOT NULL,
    failures INTEGER NOT NULL,
    amends INTEGER,
    updated_at TEXT NOT NULL
);
CREATE INDEX drafts_by_person ON drafts (person_id, state, id);

CREATE TABLE receipts (
    channel TEXT NOT NULL,
    message_id TEXT NOT NULL,
    received_at TEXT NOT NULL,
    error TEXT,
    PRIMARY KEY (channel, message_id)
);
CREATE INDEX receipts_by_time ON receipts (received_at);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY,
    channel TEXT NOT NULL,
    address TEXT NOT NULL,
    lane TEXT NOT NULL,                  -- answer, ping
    body TEXT NOT NULL,
    state TEXT NOT NULL,                 -- waiting, sent, failed, dropped
    settling INTEGER NOT NULL DEFAULT 0, -- dropped where something newer is said in the chat
    due_at TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    ref TEXT,                            -- the channel's name for what was sent
    error TEXT
);
CREATE INDEX outbox_waiting ON outbox (channel, due_at) WHERE state = 'waiting';
CREATE INDEX outbox_by_address ON outbox (address, id);
CREATE INDEX outbox_settling ON outbox (address) WHERE settling = 1 AND state = 'waiting';

CREATE TABLE documents (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    content BLOB NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE uploads (
    id INTEGER PRIMARY KEY,
    address TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    created_at TEXT NOT NULL
);
CREATE INDEX uploads_by_content ON uploads (sha256);

CREATE TABLE sequences (
    name TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);

CREATE TABLE initiatives (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    draft_id INTEGER NOT NULL UNIQUE,    -- one draft can become one initiative only
    person_id INTEGER,                   -- none once the person was forgotten
    submitted_by INTEGER,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    author TEXT NOT NULL,
    title TEXT NOT NULL,
    folded TEXT NOT NULL,
    kind TEXT NOT NULL,
    problem TEXT NOT NULL,
    solution TEXT NOT NULL,
    benefit TEXT,
    applied_on TEXT,
    co_authors TEXT NOT NULL,
    status TEXT NOT NULL,
    complete INTEGER NOT NULL,
    channel TEXT NOT NULL,
    language TEXT NOT NULL,
    submitted_at TEXT NOT NULL,
    recognised_number TEXT,
    recognised_on TEXT,
    duplicate_of INTEGER REFERENCES initiatives (id)
);
CREATE INDEX initiatives_by_unit ON initiatives (unit_id, id);
CREATE INDEX initiatives_by_person ON initiatives (person_id, id);

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY,
    initiative_id INTEGER NOT NULL REFERENCES initiatives (id),
    kind TEXT NOT NULL,
    channel TEXT NOT NULL,
    ref TEXT NOT NULL,
    name TEXT NOT NULL,
    mime TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT,
    state TEXT NOT NULL,                 -- wanted, kept, gone
    attempts INTEGER NOT NULL DEFAULT 0,
    due_at TEXT NOT NULL
);
CREATE INDEX attachments_by_initiative ON attachments (initiative_id);
CREATE INDEX attachments_wanted ON attachments (due_at) WHERE state = 'wanted';

-- What was counted, entry by entry; a correction is another row. Counters are its sums.
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY,
    initiative_id INTEGER NOT NULL REFERENCES initiatives (id),
    person_id INTEGER NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    figure TEXT NOT NULL,                -- submitted, complete, recognised
    amount INTEGER NOT NULL,             -- 1 or -1
    counted_for TEXT NOT NULL,           -- the moment whose day and week it counts in
    booked_at TEXT NOT NULL
);
CREATE INDEX ledger_by_initiative ON ledger (initiative_id);

CREATE TABLE counters (
    unit_id INTEGER NOT NULL REFERENCES units (id),
    period TEXT NOT NULL,                -- all, w2022-04-18, d2022-04-21
    submitted INTEGER NOT NULL,
    complete INTEGER NOT NULL,
    recognised INTEGER NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (unit_id, period)
);

-- In which periods and units a person has entries, so that people are counted once.
CREATE TABLE authorships (
    person_id INTEGER NOT NULL,
    period TEXT NOT NULL,
    unit_id INTEGER NOT NULL REFERENCES units (id),
    entries INTEGER NOT NULL,
    PRIMARY KEY (person_id, period, unit_id)
);

CREATE TABLE erasures (
    code TEXT PRIMARY KEY,
    done_at TEXT NOT NULL,
    entries_kept INTEGER NOT NULL
);
