"""The written format names every event and every field that the code knows, and nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from recolement.ledger.events import NAMES
from recolement.ledger.events import acts as act_events
from recolement.ledger.events import ballot as ballot_events
from recolement.ledger.layout import kind_of
from recolement.words.ledger import SENTENCES

DOCS = Path(__file__).parents[2] / "docs"
SPEC = (DOCS / "spec" / "ledger-format.md").read_text(encoding="utf-8")
PARTS = (
    ballot_events.UnitWritten, ballot_events.GroupWritten, ballot_events.RunoffWritten,
    ballot_events.WarnWritten, ballot_events.RulebookWritten, ballot_events.MemberWritten,
    ballot_events.OptionWritten, act_events.ClaimWritten, act_events.Pins,
)  # fmt: skip


def test_every_event_is_in_the_written_format_and_no_other() -> None:
    """The names between backquotes that look like an event are exactly those of the code."""
    named = set(re.findall(r"`([a-z]+(?:-[a-z]+)+/[0-9]+)`", SPEC))
    assert named - {"recolement-key-change/1", "sheet-recorded/2"} == set(NAMES)


def test_every_field_is_in_the_written_format() -> None:
    """Each field of each event and of its parts, as it is written in a line."""
    for made in (*NAMES.values(), *PARTS):
        for field in msgspec.structs.fields(made):
            assert f"`{field.encode_name}`" in SPEC, (made.__name__, field.encode_name)


def test_the_optional_fields_of_an_event_are_marked() -> None:
    """In the row of an event, a field that may be absent is followed by a question mark, one that must be
    there is not."""
    common = {"seq", "at", "actor", "role", "key", "dated", "units", "contest", "round", "result", "value"}
    for name, made in NAMES.items():
        (row,) = (
            line for line in SPEC.splitlines() if line.startswith("| `") and f"`{name}`" in line.split("|")[1]
        )
        fields = row.split("|", 2)[2]
        for field in msgspec.structs.fields(made):
            written = f"`{field.encode_name}`"
            if field.encode_name not in common and written in fields and name != "entry-recorded/1":
                marked = f"{written}?" in fields
                assert marked != field.required, (name, field.encode_name)


def test_the_files_of_the_written_format_have_their_place() -> None:
    """Every file of the table of section 5 is one that verification knows."""
    for name in ("ledger.jsonl", "appends.jsonl", "leaves", "checkpoint", "lock", "desk.lock"):
        assert f"`{name}`" in SPEC
        assert kind_of(name) is not None


def test_the_guide_explains_every_alarm() -> None:
    """What a witness may cry is in the guide, in the words that it uses."""
    guide = (DOCS / "guides" / "ledger.md").read_text(encoding="utf-8")
    for code, words in {
        "rolled_back_seen": "lines were taken away",
        "split_view": "wo versions of the ledger are about",
        "rewritten": "history was rewritten",
        "no_proof": "othing proves that the",
        "key_not_handed_over": "without the old one's signature",
    }.items():
        assert words in SENTENCES[code][1]
        assert words in guide
