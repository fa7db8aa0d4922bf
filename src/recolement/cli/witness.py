"""A witness at work: its folder holds its key and, for each ledger, the last checkpoint that it cosigned.

The folder: ``keys/`` (the witness's private key), ``public`` (its verifier key), and for each ledger
``seen/<hash of its name>/checkpoint`` (cosigned) and ``…/log-key`` (the ledger's key as last believed).
"""

from __future__ import annotations

import sys
import time
from hashlib import sha256
from pathlib import Path

import typer

from recolement.cli.language import of_door
from recolement.cli.ledger_door import stop
from recolement.cli.reaching import Place
from recolement.ledger.broken import LedgerBroken
from recolement.ledger.checkpoint import cosign
from recolement.ledger.codec import decode
from recolement.ledger.events import LedgerOpened
from recolement.ledger.note import COSIGNATURE, Note, SigningKey, VerifierKey
from recolement.ledger.watching import Alarm, look
from recolement.storage.files import refusals, replace_file
from recolement.storage.ledger_folder import LedgerFolder
from recolement.storage.lock import one_writer
from recolement.words.ledger import say


def watch(source: str, state: Path, name: str, pinned: VerifierKey | None) -> None:
    """Look once; cosign and print the cosigned checkpoint, or say the alarm and exit with 1."""
    with refusals(state):
        state.mkdir(parents=True, exist_ok=True)
        (state / "lock").touch()
    with one_writer(state / "lock"):
        key = _own_key(state, name)
        place = Place(source)
        data = place.checkpoint()
        known = pinned or _known(state, data) or _first(place)
        seen = _seen(state, known.name)
        last = seen / "checkpoint"
        result = look(
            Note.read(last.read_bytes()) if last.is_file() else None, known, data, place.nodes, place.lines
        )
        language = of_door()
        if isinstance(result, Alarm):
            print(say("alarm", {}, language), file=sys.stderr)
            print(say(result.code, result.facts, language), file=sys.stderr)
            raise typer.Exit(1)
        if pinned is None and not last.is_file():
            print(say("first_sight", {"key": str(known)}, language), file=sys.stderr)
        note = result.note.with_signature(cosign(result.note, key, int(time.time())))
        with refusals(seen):
            seen.mkdir(parents=True, exist_ok=True)
            replace_file(seen / "log-key", f"{result.key}\n".encode())
            replace_file(last, note.written())
        print(note.written().decode(), end="")


def _seen(state: Path, origin: str) -> Path:
    return state / "seen" / sha256(origin.encode()).hexdigest()[:16]


def _own_key(state: Path, name: str) -> SigningKey:
    """The witness's key, made the first time."""
    beside, public = LedgerFolder(state), state / "public"
    if public.is_file():
        verifier = VerifierKey.read(public.read_text("utf-8").strip())
        key = beside.signing_key(verifier)
        if key is None or verifier.name != name:
            stop("not_this_witness", {"found": verifier.name, "expected": name})
        assert key is not None
        return key
    key = beside.new_key(name, COSIGNATURE)
    with refusals(state):
        replace_file(public, f"{key.verifier(COSIGNATURE)}\n".encode())
    return key


def _known(state: Path, data: bytes) -> VerifierKey | None:
    """The key believed last time of the ledger that this checkpoint says it is of."""
    origin = data.partition(b"\n")[0].decode("utf-8", "replace")
    file = _seen(state, origin) / "log-key"
    return VerifierKey.read(file.read_text("utf-8").strip()) if file.is_file() else None


def _first(place: Place) -> VerifierKey:
    """On first sight and without ``--key``: the key that the first line names."""
    line = next(iter(place.lines(1)), b"")
    event = decode(line)
    if not isinstance(event, LedgerOpened):
        raise LedgerBroken("not_opened")
    return VerifierKey.read(event.log_key)
