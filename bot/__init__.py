"""The running app: opens the parts, owns transactions and tasks."""
