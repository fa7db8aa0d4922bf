"""What the commands of the ledger share: the clock, the salts, and how every failure is said."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import typer

from recolement.acts import RefusedEvent
from recolement.cli.language import of_door
from recolement.cli.reaching import LinesElsewhere, NotReached, is_ledger, storage_of
from recolement.desk import Desk, NoKey, NotSigned
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.codec import NotCanonical, TooLong
from recolement.ledger.fold import NotFolded
from recolement.ledger.note import NoteBroken, VerifierKey
from recolement.ledger.storage import NotAppended, NotBegun
from recolement.ledger.texts import Salt
from recolement.ledger.tiles import TileBroken
from recolement.storage import UnknownStorage
from recolement.storage.ledger_folder import KeyUnreadable, LedgerFolder
from recolement.words.ledger import say


def now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


def salt() -> bytes:
    """32 bytes that nobody can guess."""
    return os.urandom(32)


SALT: Salt = salt


def desk_of(ledger: Path, database: str | None) -> Desk:
    """The desk of a ledger that exists, what is new read."""
    if not is_ledger(ledger) and (database is None or not ledger.is_dir()):
        stop("no_ledger", {})
    desk = Desk(storage_of(ledger, database), LedgerFolder(ledger), now, SALT).read()
    if desk.resumed:
        print(say("resumed", {"count": desk.resumed}, of_door()), file=sys.stderr)
    return desk


def key_of(text: str | None) -> VerifierKey | None:
    """The public key that ``--key`` gives: written out, or in a file."""
    if text is None:
        return None
    file = Path(text)
    try:
        written = file.read_text("utf-8").strip() if "+" not in text and file.is_file() else text.strip()
        return VerifierKey.read(written)
    except (NoteBroken, UnicodeDecodeError):
        stop("bad_key", {"found": text})
        raise AssertionError("stopped") from None


def read_json(file: Path) -> Mapping[str, Any]:
    """The JSON object of a file."""
    try:
        read = json.loads(file.read_bytes())
    except OSError as error:
        raise NotReached(str(file), error.strerror or "") from None
    except (ValueError, RecursionError):
        read = None
    if not isinstance(read, dict):
        stop("not_json", {"place": str(file)})
    assert isinstance(read, dict)
    return read


def stop(code: str, facts: Mapping[str, object], exit_code: int = 2) -> None:
    """Say a sentence and end the command."""
    print(say(code, facts, of_door()), file=sys.stderr)
    raise typer.Exit(exit_code)


def must_be_empty(folder: Path) -> None:
    """End the command unless the folder is empty, or not there yet."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        stop("not_empty_folder", {"place": str(folder)})


def refuse(refused: RefusedEvent) -> None:
    """Say why an event may not be the next line, and end the command with 1."""
    stop(refused.code, refused.facts, 1)


@contextmanager
def said() -> Iterator[None]:
    """Whatever goes wrong inside is said in a sentence, and ends the command: 1 refused, 2 unusable."""
    try:
        yield
    except NotAppended as refused:
        stop(refused.code, refused.facts, 1)
    except NotBegun:
        stop("not_begun", {})
    except NotSigned as unsigned:
        stop("recorded_unsigned", {"place": unsigned.facts.get("place", "")}, 1)
    except LedgerBroken as broken:
        line = broken.facts.get("line")
        file = broken.facts.get("file")
        where = {name: value for name, value in broken.facts.items() if name != "line"}
        print(
            say(
                broken.code,
                where,
                of_door(),
                file=None if file is None else str(file),
                line=line if isinstance(line, int) else None,
            ),
            file=sys.stderr,
        )
        raise typer.Exit(2) from None
    except NotReached as error:
        stop("not_reached", {"address": error.address, "reason": error.reason})
    except LinesElsewhere as elsewhere:
        stop("lines_elsewhere", {"place": elsewhere.place})
    except NoKey as no_key:
        stop("no_private_key", {"key": str(no_key.key)})
    except KeyUnreadable as unreadable:
        stop("key_unreadable", {"file": str(unreadable.file)})
    except UnknownStorage as unknown:
        stop(unknown.code, {"address": unknown.address})
    except TooLong as too_long:
        stop("too_long", {"length": too_long.length})
    except NotCanonical as error:
        stop(error.code, {"why": error.why})
    except NotFolded as error:
        stop(error.code, error.facts)
    except NoteBroken as broken:
        stop("checkpoint_unreadable", {"why": broken.code})
    except TileBroken:
        stop("tile_unreadable", {})
    except OSError as error:
        stop("not_reached", {"address": str(error.filename or ""), "reason": error.strerror or str(error)})
