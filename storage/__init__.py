"""All SQL: thin drivers, one set of queries, one file a subject."""
