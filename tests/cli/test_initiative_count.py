"""The command `recolement initiative count`: files in, what counts and why out."""

from __future__ import annotations

import json
from pathlib import Path

from cli.terminal import recolement

RULES = """
threshold = "50 %"
opens = 2026-03-01T08:00:00+01:00
closes = 2026-04-01T08:00:00+02:00
follows = "vote"
territory = ["01", "02"]
[spread]
units = 2
each = 1
"""
ROLL = (
    "number;name;unit;email\n12-001;<script>Ann;01;ann@example.org\n12-002;=cmd|Bob;01;\n12-003;Cem;02;\n"
    "12-004;Dan;02;\n12-005;Far;03;\n"
)
SIGNATURES = """signature,member,at,way,act,void
s1,12 001,2026-03-02T10:00:00+01:00,online,,
s2,12001,2026-03-03T10:00:00+01:00,paper,,
s3,12002,2026-03-02T10:00:00+01:00,online,,
,12002,2026-03-04T10:00:00+01:00,online,withdraw,
s4,12003,2026-04-01T08:00:00+02:00,online,,
s5,12003,2026-04-01T07:59:59+02:00,paper,,
s6,12004,2026-03-09T10:00:00+01:00,paper,,forged
s7,12005,2026-03-09T10:00:00+01:00,paper,,
s8,99999,2026-03-09T10:00:00+01:00,paper,,
"""


def _files(folder: Path, **texts: str) -> tuple[Path, Path, Path]:
    given = {"rules.toml": RULES, "signatures.csv": SIGNATURES, "roll.csv": ROLL} | texts
    for name, text in given.items():
        (folder / name).write_text(text, "utf-8")
    return folder / "rules.toml", folder / "signatures.csv", folder / "roll.csv"


def test_each_signature_counts_or_says_why_not(tmp_path: Path) -> None:
    """Ann once, Cem in the last second; double, withdrawn, late, forged, elsewhere, unknown do not count:
    2 of the 4 registered of the territory are half, one in each unit."""
    done = recolement("initiative", "count", *_files(tmp_path), "--json")
    found = json.loads(done.out)
    assert done.code == 0
    assert found["signatures"] == {
        "s1": None, "s2": "double", "s3": "withdrawn", "s4": "late", "s5": None, "s6": "forged",
        "s7": "elsewhere", "s8": "unknown",
    }  # fmt: skip
    assert (found["registered"], found["needed"], found["counted"], found["units_reached"]) == (4, 2, 2, 2)


def test_the_arithmetic_is_said_in_both_languages(tmp_path: Path) -> None:
    """With a third unit asked for it is not enough: sentences, the exit code 1, a table by unit."""
    files = _files(tmp_path, **{"rules.toml": RULES.replace("units = 2", "units = 3")})
    english = recolement("initiative", "count", *files, "--lang", "en")
    assert english.code == 1
    assert "50% of the 4 registered are needed, that is 2 signatures; 2 count." in english.out
    assert "In at least 3 units, 1 signatures are needed: 2 are there." in english.out
    assert "does not have the signatures" in english.out
    french = recolement("initiative", "count", *files, "--lang", "fr")
    assert "Ne comptent pas : pas sur la liste 1, hors du territoire 1" in french.out
    assert "n'a pas les signatures" in french.out


def test_what_is_wrong_is_said_with_its_place(tmp_path: Path) -> None:
    """A member twice on the roll, an address that is none, a moment without offset, no amount."""
    wrong = {"roll.csv": ROLL + "12001;Again;01;here\n"}
    done = recolement("initiative", "count", *_files(tmp_path, **wrong), "--lang", "en")
    assert done.code == 2
    assert "roll.csv, row 7, column “number”: the number “12001” is already in row 2" in done.err
    assert "roll.csv, row 7, column “email”: “here” is no e-mail address" in done.err
    wrong = {"signatures.csv": SIGNATURES.replace("2026-03-02T10:00:00+01:00", "2026-03-02T10:00:00", 1)}
    done = recolement("initiative", "count", *_files(tmp_path, **wrong), "--lang", "en")
    assert "signatures.csv, row 2, column “at”" in done.err
    wrong = {"rules.toml": RULES.replace('"50 %"', '"half"')}
    done = recolement("initiative", "count", *_files(tmp_path, **wrong), "--lang", "fr")
    assert "ni un nombre de signatures" in done.err
