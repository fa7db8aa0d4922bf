"""What is about the people who are called is in a database of its own, and nothing else is in it."""

from __future__ import annotations

from typing import Any

from django.db.models import Model

CALLS = "calls"
"""The app's label, and its database's alias."""


class CallsApart:
    """Django's question for each model and each migration: in which database?"""

    def db_for_read(self, model: type[Model], **hints: Any) -> str | None:
        """Call lists are read in their own database."""
        return CALLS if model._meta.app_label == CALLS else None

    def db_for_write(self, model: type[Model], **hints: Any) -> str | None:
        """And written there."""
        return self.db_for_read(model)

    def allow_relation(self, one: Model, other: Model, **hints: Any) -> bool | None:
        """Nothing outside may point to somebody in a call list, nor the other way round."""
        here = [of._meta.app_label == CALLS for of in (one, other)]
        return all(here) if any(here) else None

    def allow_migrate(self, db: str, app_label: str, **hints: Any) -> bool | None:
        """The tables of call lists in their database only, and no other table there."""
        return (db == CALLS) == (app_label == CALLS)
