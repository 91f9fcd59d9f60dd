"""Strict stand-ins for the vendors' servers, spoken to over real HTTP."""
