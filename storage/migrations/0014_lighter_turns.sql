-- Nothing needs it any more: what waits is found by the indexes of answers and of pings. Each letter paid for it twice.

DROP INDEX outbox_waiting;

-- The card looks through a unit's newest titles: from the index alone, not by reading each entry with its long texts.

CREATE INDEX initiatives_titles ON initiatives (unit_id, id, status, folded);
DROP INDEX initiatives_by_unit;
