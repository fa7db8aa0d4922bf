"""An initiative's published files verified: sound, and with each wrong that a signature would not hide."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

import pytest
import rfc8785

from recolement.ledger.checkpoint import Checkpoint, sign_checkpoint
from recolement.ledger.note import SigningKey
from recolement.ledger.tree import Tree, leaf_hash
from recolement.lots import Lots
from recolement.publication.initiative_verify import initiative_doubts
from recolement.words.initiative_doubts import doubt_of_initiative

LEAVES = sorted(sha256(b"\x00" + str(one).encode()).digest() for one in range(60))
ROOT = Tree(LEAVES).root().hex()
SEED = f"{ROOT} 3 17 22"
PLAN = {
    "event": "sample-planned/1", "at": "2026-05-01T10:00:00Z", "signatures": 60, "needed": 30, "risk": "1/20",
    "bar": 31, "sample": 6, "void_allowed": 0, "at_planned": "2026-05-02T10:00:00+02:00",
}  # fmt: skip
"""Of 60 signatures of which 31 are void, 6 drawn are all good in C(29,6)/C(60,6) = 0.0095 of all draws; at
most one is void in that and 31 C(29,5)/C(60,6) = 0.0736 more, which is above a twentieth."""
DRAWN = {"event": "sample-drawn/1", "at": "2026-05-02T11:00:00Z", "value": "3 17 22", "seed": SEED}
CLOSED = {"event": "signatures-closed/1", "at": "2026-05-01T09:00:00Z", "root": ROOT, "signatures": 60}


def _files(
    *events: Mapping[str, Any],
    leaves: bytes = b"".join(LEAVES),
    online: int = 40,
    lines: list[int] | None = None,
) -> dict[str, bytes]:
    """A folder whose ledger is signed, whatever stands in it."""
    numbers = sorted(Lots(SEED, "signatures to check").sample(range(1, 61), 6)) if lines is None else lines
    files = {
        "signatures.bin": leaves,
        "count.json": rfc8785.dumps({"units": {"01": {"registered": 99, "online": online, "paper": 20}}}),
        "sample.json": rfc8785.dumps({"seed": SEED, "lines": numbers}),
    }
    digests = {name: sha256(content).hexdigest() for name, content in files.items()}
    key = SigningKey.from_seed("tests.example/i", bytes(32))
    opened = {"event": "initiative-opened/1", "log_key": str(key.verifier()), "documents": digests}
    rows = [rfc8785.dumps({"seq": seq, **event}) for seq, event in enumerate((opened, *events))]
    root = Tree(leaf_hash(row) for row in rows).root()
    note = sign_checkpoint(Checkpoint("tests.example/i", len(rows), root), key).written()
    return files | {"ledger.jsonl": b"".join(row + b"\n" for row in rows), "checkpoint": note}


def _codes(files: Mapping[str, bytes]) -> list[str]:
    return [doubt.code for doubt in initiative_doubts(files)]


def test_what_is_sound_leaves_no_doubt() -> None:
    """Closed, planned, drawn in order, all of it of one root: nothing is doubted, at any step on the way."""
    for steps in ((), (CLOSED,), (CLOSED, PLAN), (CLOSED, PLAN, DRAWN)):
        assert _codes(_files(*steps)) == []


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("root_of_signatures", _files(CLOSED, leaves=b"".join(LEAVES[:-1]) + b"\xff" * 32)),
        ("root_of_signatures", _files(CLOSED | {"signatures": 61})),
        ("hashes_unordered", _files(CLOSED, leaves=b"".join([LEAVES[0], *LEAVES[:-1]]))),
        ("counts_differ", _files(CLOSED, online=41)),
        ("risk_exceeded", _files(CLOSED, PLAN | {"void_allowed": 1})),
        ("risk_exceeded", _files(CLOSED, PLAN | {"bar": 40})),
        ("seed_differs", _files(CLOSED, PLAN, DRAWN | {"value": "4 5 6"})),
        ("lines_differ", _files(CLOSED, PLAN, DRAWN, lines=[1, 2, 3, 4, 5, 6])),
        ("drawn_early", _files(CLOSED, PLAN | {"at": "2026-05-03T10:00:00Z"}, DRAWN)),
        ("drawn_early", _files(PLAN, CLOSED, DRAWN)),
        ("record_malformed", _files({"event": "signatures-closed/1"})),
        ("record_malformed", _files(CLOSED, PLAN | {"risk": "<script>"})),
        ("ledger_broken", _files(CLOSED) | {"checkpoint": b"?"}),
        ("file_changed", _files(CLOSED) | {"count.json": json.dumps({}).encode()}),
    ],
)
def test_each_wrong_is_found_and_said(code: str, files: dict[str, bytes]) -> None:
    """One thing wrong, signed again by whoever has the key where a signature would hide it: the doubt is
    among those found, and is a sentence in both languages."""
    doubts = list(initiative_doubts(files))
    assert code in [doubt.code for doubt in doubts]
    for doubt in doubts:
        french, english = (doubt_of_initiative(doubt.code, doubt.facts, each) for each in ("fr", "en"))
        assert french != english
        assert "{" not in french + english
