"""Every problem that a reader may note has its sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import recolement.formats
from recolement.words.problems import SENTENCES

ROOM = Path(recolement.formats.__file__).parent
READERS = (
    "acts ballot comparing decoding figures folder gathering places rulebook shorthand tables toml "
    "toml_syntax workbook"
)
SOURCE = "".join((ROOM / f"{name}.py").read_text(encoding="utf-8") for name in READERS.split())


def test_every_problem_that_is_noted_has_its_sentences() -> None:
    """The codes written in the readers' source are all in the catalogue, in French and in English."""
    noted = set(re.findall(r'(?:\.add|\.wrong|_wrong|\.unknown)\(\s*"([a-z_0-9]+)"', SOURCE))
    noted |= set(re.findall(r'\bcode = "([a-z_0-9]+)"', SOURCE))
    assert len(noted) > 60
    assert noted - set(SENTENCES) == set()
    assert all(french and english and french != english for french, english in SENTENCES.values())
