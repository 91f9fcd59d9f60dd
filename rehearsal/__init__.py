"""The campaign twin: invented people play a whole campaign against the real bot, and everything is counted again."""
