"""Récolement: from signed tally sheets to a proclamation that anyone can verify."""

__version__ = "0.1.0.dev0"
