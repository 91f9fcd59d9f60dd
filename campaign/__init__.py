"""Rules of the campaign: pure, and knowing nothing of the rest of the house."""
