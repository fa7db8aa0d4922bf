"""A backup put back. It is looked at from end to end before anything is touched, and takes no line away.

Accounts, posts, second factors, drafts and invitations become those of the backup. Ledgers and the journal
are only ever added to: lines of the backup that are not here are added, lines that are here stay. Where a
ledger here and in the backup say different things at the same line, nothing is restored: one of the two was
altered, and which one is for people to find out. What was there before is itself backed up first.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.base import DeserializationError
from django.db import connection, transaction
from django.db.models import Model

from recolement.ledger.checkpoint import Checkpoint
from recolement.ledger.layout import CHECKPOINT, LEAVES, kind_of
from recolement.ledger.note import Note, NoteBroken
from recolement.ledger.tree import Tree, leaf_hash
from recolement.storage.django.lines import DatabaseStorage
from recolement.storage.django.models import LedgerLine
from recolement.storage.files import refusals, replace_file
from recolement.storage.gathering import files_of
from recolement.storage.ledger_folder import LedgerFolder
from recolement.verify import verify
from recolement.web.accounts.models import Account
from recolement.web.accounts.sealing import fingerprint
from recolement.web.data import data_folder
from recolement.web.evenings import forget, tell_all
from recolement.web.house.backups import PIECE, folder
from recolement.web.house.models import JournalLine
from recolement.web.house.saving import (
    APART,
    FORMAT,
    MANIFEST,
    back_up,
    beside,
    migrations_done,
    models_kept,
)
from recolement.web.public.models import HostedBallot

ADDED_TO = (LedgerLine, JournalLine, HostedBallot)
"""Tables of which no row is ever taken away: lines, and the ballots that the lines are of."""

LARGEST_MANIFEST = 100_000_000
AT_ONCE = 1_000

_TABLE = re.compile(r"database/([a-z_]+\.[a-z_]+)\.jsonl", re.ASCII)
_LEDGER = re.compile(r"(?:ledgers|panels|initiatives)/([-a-zA-Z0-9_]{1,80})/(.+)", re.ASCII)
_PHOTO = re.compile(r"photos/[0-9a-f]{64}\.jpg", re.ASCII)


class NotRestorable(ValueError):
    """Why a backup is not put back: a code of ``screens.toml`` under ``backup``, and facts."""

    def __init__(self, code: str, **facts: str | int) -> None:
        super().__init__(f"{code}: {facts}")
        self.code, self.facts = code, facts


@dataclass(frozen=True, slots=True)
class OneLedger:
    """What would become of one ledger: how many lines are here and in the backup."""

    slug: str
    title: str
    here: int
    there: int

    @property
    def state(self) -> str:
        """``new`` here, ``adds`` lines, ``same``, or ``keeps`` the lines that came since."""
        if not self.here:
            return "new"
        return "same" if self.here == self.there else "adds" if self.there > self.here else "keeps"


@dataclass(frozen=True, slots=True)
class Opened:
    """A backup that was looked at and holds, unpacked in a private folder."""

    place: Path
    at: str
    version: str
    ledgers: tuple[OneLedger, ...]
    accounts_here: int
    accounts_there: int
    photos: int


@contextmanager
def opened(archive: Path) -> Iterator[Opened]:
    """Unpack a backup beside and look at everything in it; :class:`NotRestorable` says what is in the way."""
    with refusals(folder()):
        place = Path(tempfile.mkdtemp(prefix=".open-", dir=folder()))
    try:
        with refusals(place):
            manifest = _unpack(archive, place)
        yield _looked_at(place, manifest)
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _unpack(archive: Path, place: Path) -> dict[str, Any]:
    """Every member of the manifest, whole, under a name that belongs in a backup; and nothing else."""
    found: dict[str, tuple[int, str]] = {}
    manifest: dict[str, Any] | None = None
    try:
        with tarfile.open(archive, mode="r:") as tar:
            for member in tar:
                stream = tar.extractfile(member) if member.isreg() else None
                if stream is None or member.name in found or manifest is not None:
                    raise NotRestorable("not_a_backup")
                if member.name == MANIFEST:
                    if member.size > LARGEST_MANIFEST:
                        raise NotRestorable("not_a_backup")
                    manifest = json.loads(stream.read())
                    continue
                if not _belongs(member.name):
                    raise NotRestorable("not_a_backup")
                found[member.name] = _copy(stream, place / member.name)
    except (tarfile.TarError, ValueError, RecursionError, EOFError) as error:
        raise error if isinstance(error, NotRestorable) else NotRestorable("not_a_backup") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise NotRestorable("not_a_backup")
    said = manifest.get("members")
    wanted = {name: {"bytes": size, "sha256": digest} for name, (size, digest) in found.items()}
    if said != wanted:
        raise NotRestorable("damaged")
    return manifest


def _belongs(name: str) -> bool:
    table, ledger = _TABLE.fullmatch(name), _LEDGER.fullmatch(name)
    if table is not None:
        return table[1] in {model._meta.label_lower for model in models_kept()}
    if ledger is not None:
        inside = ledger[2].split("/")
        kind = kind_of(ledger[2])
        return len(inside) <= 2 and not {"", ".", ".."} & set(inside) and kind not in (None, "lock", "lines")
    return _PHOTO.fullmatch(name) is not None


def _copy(stream: Any, to: Path) -> tuple[int, str]:
    to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    with to.open("xb") as file:
        while piece := stream.read(PIECE):
            digest.update(piece)
            size += file.write(piece)
    return size, digest.hexdigest()


def _looked_at(place: Path, manifest: dict[str, Any]) -> Opened:
    if manifest.get("migrations") != migrations_done():
        raise NotRestorable("other_version", version=str(manifest.get("version"))[:40])
    if manifest.get("key") != fingerprint(settings.SECRET_KEY):
        raise NotRestorable("other_key")
    lines: dict[str, list[bytes]] = {}
    for one in rows_of(place, LedgerLine):
        lines.setdefault(one.ledger, []).append(bytes(one.line))
    titles = {one.slug: one.title for one in rows_of(place, HostedBallot)}
    if set(titles) != {ledger for ledger in lines if not ledger.startswith(tuple(APART))}:
        raise NotRestorable("damaged")
    for prefix in APART:
        for ledger in LedgerLine.objects.filter(ledger__startswith=prefix).values_list("ledger", flat=True):
            lines.setdefault(ledger, [])
    return Opened(
        place,
        str(manifest.get("at"))[:40],
        str(manifest.get("version"))[:40],
        tuple(_ledger(place, name, titles.get(name, name), lines[name]) for name in sorted(lines)),
        Account.objects.count(),
        sum(1 for _ in rows_of(place, Account)),
        sum(1 for _ in (place / "photos").glob("*.jpg")) if (place / "photos").is_dir() else 0,
    )


def _ledger(place: Path, slug: str, title: str, there: list[bytes]) -> OneLedger:
    """Hold a ledger of the backup against itself, and against the one that is here."""
    files = files_of(place / beside(slug).relative_to(data_folder()), there)
    if slug.startswith(tuple(APART)):
        _signed(title, there, files.get(CHECKPOINT))
    else:
        report = verify({name: read for name, read in files.items() if kind_of(name) != "key"})
        if not report.holds:
            wrong = report.wrongs[0]
            raise NotRestorable("ledger_wrong", ballot=title, why=wrong.code, line=wrong.line or 0)
    here = list(DatabaseStorage(slug).read())
    if slug.startswith(tuple(APART)) and len(here) > len(there):
        raise NotRestorable("panel_newer", panel=title)  # its files would no longer be those of its lines
    for number, (one, other) in enumerate(zip(here, there, strict=False)):
        if one != other:
            raise NotRestorable("ledger_differs", ballot=title, line=number)
    return OneLedger(slug, title, len(here), len(there))


def _signed(title: str, lines: list[bytes], checkpoint: Callable[[], bytes] | None) -> None:
    """A panel's lines are those that its last checkpoint signs; ``panel verify`` looks at all the rest."""
    if checkpoint is None:
        return
    try:
        last = Checkpoint.read(Note.read(checkpoint()).text)
    except NoteBroken:
        raise NotRestorable("damaged") from None
    tree = Tree(map(leaf_hash, lines))
    if last.size > tree.size or tree.root(last.size) != last.root:
        raise NotRestorable("ledger_wrong", ballot=title, why="root_differs", line=last.size)


def rows_of(place: Path, model: type[Model]) -> Iterator[Any]:
    """The rows of a table as the backup has them, not saved."""
    path = place / "database" / f"{model._meta.label_lower}.jsonl"
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        try:
            for row in serializers.deserialize("jsonl", file):
                if type(row.object) is not model:
                    raise NotRestorable("damaged")
                yield row.object
        except (DeserializationError, ValueError, TypeError) as error:
            raise error if isinstance(error, NotRestorable) else NotRestorable("damaged") from None


def restore(backup: Opened) -> str:
    """Put it back; the name of the backup that was made of what was there before."""
    before, _ = back_up("before")
    slugs = {one.slug for one in backup.ledgers} | set(HostedBallot.objects.values_list("slug", flat=True))
    with ExitStack() as locks:
        for slug in sorted(slugs):
            locks.enter_context(LedgerFolder(beside(slug)).alone())
        _same_as_looked_at(backup)
        with refusals(data_folder()):
            _add_files(backup)
        with transaction.atomic():
            _replace_rows(backup)
            for one in backup.ledgers:
                _add_lines(backup, one)
        for one in backup.ledgers:
            if one.state in ("new", "adds"):
                for name in (LEAVES, CHECKPOINT):
                    kept = beside(one.slug) / name
                    source = backup.place / kept.relative_to(data_folder())
                    if source.is_file():
                        replace_file(kept, source.read_bytes())
    forget()
    tell_all()
    return before.name


def _same_as_looked_at(backup: Opened) -> None:
    """A line may have come in between the look and the lock: then one looks again."""
    for one in backup.ledgers:
        if DatabaseStorage(one.slug).size() != one.here:
            raise NotRestorable("came_in", ballot=one.title)


def _add_files(backup: Opened) -> None:
    """Texts, keys, cosigned checkpoints and photos that are not here; none that is here is touched."""
    for path in sorted(backup.place.rglob("*")):
        name = path.relative_to(backup.place)
        if not path.is_file() or name.parts[0] == "database" or name.name in (LEAVES, CHECKPOINT):
            continue
        to = data_folder() / name
        if not to.exists():
            to.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            private = name.parts[0] != "photos"
            replace_file(to, path.read_bytes(), mode=0o600 if private else 0o644)


def _replace_rows(backup: Opened) -> None:
    """Every table but those that are only added to becomes that of the backup."""
    models = [model for model in models_kept() if model not in ADDED_TO]
    with connection.cursor() as cursor:
        for model in reversed(models):
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")
        for model in models:
            _insert(model, rows_of(backup.place, model))
        _insert(JournalLine, _missing(backup, JournalLine, "id"))
        _insert(HostedBallot, _missing(backup, HostedBallot, "slug", anew=True))
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    Session.objects.all().delete()


def _missing(backup: Opened, model: type[Model], by: str, *, anew: bool = False) -> Iterator[Model]:
    """The rows of the backup that are not here; ``anew``: with a number of this database's own."""
    here = set(model._default_manager.values_list(by, flat=True))
    for row in rows_of(backup.place, model):
        if getattr(row, by) not in here:
            if anew:
                row.pk = None
            yield row


def _insert(model: type[Model], rows: Iterator[Model]) -> None:
    some: list[Model] = []
    for row in rows:
        some.append(row)
        if len(some) == AT_ONCE:
            model._default_manager.bulk_create(some)
            some = []
    model._default_manager.bulk_create(some)


def _add_lines(backup: Opened, one: OneLedger) -> None:
    if one.state not in ("new", "adds"):
        return

    def lines() -> Iterator[Model]:
        for row in rows_of(backup.place, LedgerLine):
            if row.ledger == one.slug and row.number >= one.here:
                row.pk = None
                yield row

    _insert(LedgerLine, lines())
