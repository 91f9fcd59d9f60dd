"""The doors: what a channel must do, and one file for each."""
