"""What a person can ask, one file each, behind one table of commands (route.py)."""
