-- Finding units by name: the words of their names, folded, each with the units that have it.

CREATE TABLE unit_words (
    word TEXT PRIMARY KEY,
    count INTEGER NOT NULL,              -- how many units: read without the list, which may be long
    units TEXT NOT NULL                  -- packed by storage/unit_words.py
);
