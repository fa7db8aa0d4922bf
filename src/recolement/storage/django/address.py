"""The address of a database, as Django's settings describe it.

>>> settings, ledger = database("postgresql://ann:s%40fe@db.example:5433/night?ledger=primary&sslmode=require")
>>> settings["PASSWORD"], settings["PORT"], settings["OPTIONS"], ledger
('s@fe', '5433', {'sslmode': 'require'}, 'primary')
>>> database("sqlite:////var/lib/recolement/night.sqlite3")[0]["NAME"]
'/var/lib/recolement/night.sqlite3'
"""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

LEDGER = "ledger"
"""The ledger's name where the address gives none."""

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 30,
    # FULL: a committed append is on the disk, not in the system's memory.
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}


def database(address: str) -> tuple[dict[str, Any], str]:
    """The settings of the database at an address, and the ledger's name; ``ValueError`` if it is none."""
    parts = urlsplit(address)
    options = dict(parse_qsl(parts.query))
    ledger = options.pop("ledger", LEDGER)
    if parts.scheme == "sqlite":
        file = unquote(parts.path).removeprefix("/")
        if not file or parts.netloc:
            raise ValueError(address)
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": file, "OPTIONS": SQLITE_OPTIONS}, ledger
    if parts.scheme not in ("postgresql", "postgres") or not parts.path.strip("/"):
        raise ValueError(address)
    host = options.pop("host", "") or unquote(parts.hostname or "")  # a socket's folder stands in ?host=
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": str(parts.port or ""),
        "OPTIONS": options,
        "CONN_HEALTH_CHECKS": True,
    }, ledger
