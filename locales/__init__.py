"""What people read: Fluent catalogs, one folder a language, the same keys in each."""
