"""The storage in memory keeps the contract."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.storage_contract import Opener, StorageContract
from recolement.storage.memory import MemoryStorage


class TestMemory(StorageContract):
    """Holders of one place share the object itself: memory has no other place."""

    @pytest.fixture
    def opener(self) -> Opener:
        """The one storage, again."""
        storage = MemoryStorage()
        return lambda: storage

    @pytest.fixture
    def fresh(self) -> Callable[[], Opener]:
        """A new empty place at each call."""

        def new() -> Opener:
            storage = MemoryStorage()
            return lambda: storage

        return new
