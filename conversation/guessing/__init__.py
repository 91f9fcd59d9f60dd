"""What language a text is in: scripts first, then words, then langdetect's letter statistics."""
