-- Whose the folder of attachments is: the same in the database and in a file beside them (storage/installation.py).

CREATE TABLE installation (
    id TEXT PRIMARY KEY
);
