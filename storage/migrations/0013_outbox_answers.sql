-- The sender looks for answers every second: none of the pings that wait may stand in its way. By id + 0, as its
-- queries have it: PostgreSQL doesn't know that what waits is mostly pings, so where the order were the primary key's
-- it would read the table in that order and take the first that fit, which is all of it.

CREATE INDEX outbox_answers ON outbox (channel, (id + 0)) WHERE lane = 'answer' AND state = 'waiting';
DROP INDEX outbox_free;
CREATE INDEX outbox_free ON outbox (channel, (id + 0)) WHERE lane = 'answer' AND state = 'waiting' AND holder IS NULL;
