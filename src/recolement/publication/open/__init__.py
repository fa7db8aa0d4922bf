"""The result as open data: plain tables, and the layouts that other programs read."""

from recolement.publication.open.tables import OpenTable, open_tables

__all__ = ["OpenTable", "open_tables"]
