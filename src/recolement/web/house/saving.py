"""A backup of the whole installation in one file: database, ledgers with their keys and texts, photos.

It is of one moment: every ledger is held while the database's snapshot is opened and the ledgers' files are
copied, so that each checkpoint goes with its lines; then the tables are written from the snapshot while the
evening goes on. Photos never change, so they are copied last.

The file is an ordinary tar: ``manifest.json`` in it says how long every other member is, and its SHA-256. It
holds private keys and passwords' digests: it is kept as those are.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.db import connections, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from recolement.ledger.layout import kind_of
from recolement.model.software import VERSION
from recolement.storage.django.models import LedgerLine
from recolement.storage.files import refusals
from recolement.storage.ledger_folder import LedgerFolder
from recolement.web.accounts.sealing import fingerprint
from recolement.web.data import data_folder
from recolement.web.evenings import ledger_folder
from recolement.web.house.backups import PIECE, folder, keep_digest, new_name
from recolement.web.public.models import HostedBallot

FORMAT = "recolement-house/1"
MANIFEST = "manifest.json"
SNAPSHOT = "snapshot"
LEFT_OUT = ("sessions", "axes", "contenttypes", "auth", "calls")
"""Apps whose rows belong to this machine and moment (sessions, tries at the door, Django's own lists),
and the call lists: a backup that held them would undo the day on which they are destroyed."""


APART = {"panel/": "panels", "initiative/": "initiatives"}
"""How the ledgers of what is no ballot are named, and in which folder each is."""


def beside(ledger: str) -> Path:
    """The folder beside the lines of a ledger: a ballot's, a panel's, an initiative's.

    The keys of people's data (``panels/*.key``, ``initiatives/*.key``) are no ledger's: a backup that held
    them would undo the day on which they are destroyed.
    """
    for prefix, place in APART.items():
        if ledger.startswith(prefix):
            return data_folder() / place / ledger.removeprefix(prefix)
    return ledger_folder(ledger)


def models_kept() -> list[type[Model]]:
    """The tables that a backup holds."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.app_label not in LEFT_OUT and model._meta.managed and not model._meta.proxy
    ]


def migrations_done(alias: str = "default") -> dict[str, str]:
    """The last migration of each app: a backup fits only where they are the same."""
    done = MigrationRecorder(connections[alias]).applied_migrations()
    kept = {model._meta.app_label for model in models_kept()}
    last: dict[str, str] = {}
    for app, name in sorted(done):
        if app in kept:
            last[app] = name
    return last


class Writing:
    """A tar being written, with what its manifest will say."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.members: dict[str, dict[str, Any]] = {}

    def add(self, name: str, data: bytes) -> None:
        """Bytes that are at hand."""
        self._add(name, len(data), io.BytesIO(data))

    def add_file(self, name: str, path: Path) -> None:
        """A file that may be long."""
        with path.open("rb") as file:
            self.add_open(name, file)

    def add_open(self, name: str, file: IO[bytes]) -> None:
        """An open file, from its beginning."""
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        self._add(name, size, file)

    def _add(self, name: str, size: int, data: Any) -> None:
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        reading = _Digesting(data)
        self._tar.addfile(member, reading)
        self.members[name] = {"bytes": size, "sha256": reading.digest.hexdigest()}


class _Digesting:
    """A file whose digest is known once it was read."""

    def __init__(self, data: Any) -> None:
        self._data, self.digest = data, hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        piece: bytes = self._data.read(size)
        self.digest.update(piece)
        return piece


def back_up(kind: str = "made") -> tuple[Path, str]:
    """Make a backup; its file and its SHA-256. ``NotAppended`` where there is no room; nothing is left."""
    path = folder() / new_name(kind)
    with refusals(path):
        fresh = path.with_suffix(".new")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb", PIECE) as stream:
                with tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as tar:
                    _write(Writing(tar))
                stream.flush()
                os.fsync(stream.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
        return path, keep_digest(path)


def _write(writing: Writing) -> None:
    at = datetime.now(UTC)
    ledgers = sorted(LedgerLine.objects.values_list("ledger", flat=True).distinct())
    with ExitStack() as locks:
        for ledger in ledgers:
            locks.enter_context(LedgerFolder(beside(ledger)).alone())
        with snapshot():
            for ledger in ledgers:
                _ledger(writing, ledger)
            locks.close()
            for model in models_kept():
                _table(writing, model)
            done = migrations_done(SNAPSHOT)
    for photo in sorted((data_folder() / "photos").glob("*.jpg")):
        writing.add_file(f"photos/{photo.name}", photo)
    manifest = {
        "format": FORMAT,
        "at": at.isoformat(timespec="seconds"),
        "version": VERSION,
        "key": fingerprint(settings.SECRET_KEY),
        "migrations": done,
        "ledgers": ledgers,
        "members": writing.members,
    }
    writing.add(MANIFEST, json.dumps(manifest, indent=1, ensure_ascii=False).encode())


@contextmanager
def snapshot() -> Iterator[None]:
    """The database as it is now, under an alias of its own, however long it is read."""
    usual = connections["default"].settings_dict
    described = {**usual, "OPTIONS": dict(usual["OPTIONS"]), "CONN_MAX_AGE": 0}
    if connections["default"].vendor == "sqlite":
        described["OPTIONS"]["transaction_mode"] = "DEFERRED"  # reading keeps nobody from writing
    connections.databases[SNAPSHOT] = described
    connection = connections[SNAPSHOT]
    try:
        with transaction.atomic(using=SNAPSHOT), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            cursor.execute(f"SELECT count(*) FROM {HostedBallot._meta.db_table}")  # opens it
            yield
    finally:
        connection.close()
        del connections[SNAPSHOT], connections.databases[SNAPSHOT]


def _ledger(writing: Writing, ledger: str) -> None:
    """The files beside a ledger's lines, its keys among them."""
    place = beside(ledger)
    for path in sorted(place.rglob("*")):
        name = path.relative_to(place).as_posix()
        if path.is_file() and kind_of(name) not in (None, "lock"):
            writing.add_file(f"{place.relative_to(data_folder()).as_posix()}/{name}", path)


def _table(writing: Writing, model: type[Model]) -> None:
    """The rows of a table, a line of JSON each."""
    rows = model._default_manager.using(SNAPSHOT).order_by("pk")
    with tempfile.TemporaryFile("w+b", dir=folder()) as held:
        text = io.TextIOWrapper(held, encoding="utf-8", newline="\n", write_through=True)
        serializers.serialize("jsonl", rows.iterator(2_000), stream=text)
        text.detach()
        writing.add_open(f"database/{model._meta.label_lower}.jsonl", held)
