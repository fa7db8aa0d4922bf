"""The cupboards: where the lines of a ledger are kept. :func:`open_storage` is the one place that chooses.

>>> type(open_storage("/tmp/ledger")).__name__
'JsonlStorage'
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from recolement.ledger.storage import LedgerStorage
from recolement.storage.jsonl import JsonlStorage

DATABASES = ("sqlite://", "postgresql://", "postgres://")
"""How the address of a database begins."""


class UnknownStorage(ValueError):
    """The address names no storage that is installed: ``code`` is ``unknown_address`` or ``no_database``."""

    def __init__(self, code: str, address: str) -> None:
        super().__init__(f"{code}: {address}")
        self.code = code
        self.address = address


def open_storage(address: str) -> LedgerStorage:
    """The storage at an address: a folder's path, ``sqlite:///file`` or ``postgresql://…``."""
    if address.startswith(DATABASES):
        try:
            django = import_module("recolement.storage.django")
        except ImportError:
            raise UnknownStorage("no_database", address) from None
        storage: LedgerStorage = django.open_database(address)
        return storage
    if "://" in address:
        raise UnknownStorage("unknown_address", address)
    return JsonlStorage(Path(address))
