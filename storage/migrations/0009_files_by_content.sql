-- Files are looked up by what is in them and by who sent them: for the sweep of unused ones, and their limits.

CREATE INDEX attachments_by_content ON attachments (sha256);
CREATE INDEX uploads_by_address ON uploads (address);
