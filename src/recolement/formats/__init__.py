"""Formats: other people's files and ours, bytes ↔ objects. Opens nothing: bytes are handed in."""
