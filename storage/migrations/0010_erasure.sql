-- Who is erased is looked up everywhere: without these each erasure reads every entry and every document.

CREATE INDEX initiatives_on_behalf ON initiatives (submitted_by) WHERE submitted_by <> coalesce(person_id, 0);
CREATE INDEX documents_by_address ON documents (address);
