"""Every code that the ledger, its verification and its desk can give has its sentence in both languages."""

from __future__ import annotations

import re
import string
from pathlib import Path

import recolement
from recolement.words.ledger import SENTENCES, say
from recolement.words.refusals import REFUSALS

SOURCE = Path(recolement.__file__).parent
GIVEN = re.compile(
    r"(?:wrong|notice|refused|stop|say|LedgerBroken|NotFolded|NotAppended|NotUnderstood|Alarm|RefusedEvent|"
    r'NoteBroken|ReceiptBroken|NotCanonical|UnknownStorage|__init__)\(\s*(?:event, )?"([a-z_0-9]+)"'
)
SPELT = re.compile(r'code = "([a-z_]+)" if .* else "([a-z_]+)"')


def codes() -> set[str]:
    """The codes written in the source of these rooms."""
    found: set[str] = set()
    for room in ("ledger", "acts", "verify", "storage", "cli"):
        for path in (SOURCE / room).rglob("*.py"):
            if path.name != "transfers.py":
                text = path.read_text(encoding="utf-8")
                found.update(GIVEN.findall(text))
                found.update(code for pair in SPELT.findall(text) for code in pair)
    return found | set(GIVEN.findall((SOURCE / "desk.py").read_text(encoding="utf-8")))


def test_every_code_has_a_sentence() -> None:
    """And there are some: the search itself finds those that everybody knows."""
    found = codes()
    assert {
        "line_changed",
        "rolled_back",
        "split_view",
        "size_differs",
        "unknown_unit",
        "key_reused",
    } <= found
    assert sorted(found - set(SENTENCES) - set(REFUSALS["en"])) == []


def test_both_languages_say_the_same_facts() -> None:
    """A sentence names the same facts in French and in English."""
    for code, (french, english) in SENTENCES.items():
        named = [
            {name for _, name, _, _ in string.Formatter().parse(said) if name} for said in (french, english)
        ]
        assert named[0] == named[1], code
        assert french != english, code


def test_a_reason_inside_a_sentence_is_said_too() -> None:
    """An act not allowed says why, in the words of the refusal."""
    assert say("act_not_allowed", {"why": "nothing_to_lift", "of": "g1"}, "en", line=7) == (
        "line no. 7: this act was not allowed at that moment: No freeze in force is called g1."
    )
