"""Readers: each turns what a person typed into a value, a question back, or an error with its mend."""
