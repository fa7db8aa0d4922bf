"""The lines in a database, through Django: SQLite by default, PostgreSQL at scale.

One append-only table holds every ledger of the database, by name; triggers forbid UPDATE, DELETE and
TRUNCATE on it. Whoever owns the database can still drop the triggers: ``verify`` and the witnesses find
what is done then.

:func:`open_database` opens one by its address, with or without a Django project around it:
``sqlite:///night.sqlite3``, ``postgresql://user@host/name?ledger=primary``.
"""

from recolement.storage.django.opening import open_database

__all__ = ["open_database"]
