"""Every refusal has its sentence in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import recolement.canvass
from recolement.model.acts import KINDS as ACTS
from recolement.words.refusals import KINDS, REFUSALS


def test_every_refusal_raised_has_a_sentence_in_both_languages() -> None:
    """The codes written in the canvass's source are exactly those that both catalogues say."""
    room = Path(recolement.canvass.__file__).parent
    source = "".join(path.read_text(encoding="utf-8") for path in room.glob("*.py"))
    raised = set(re.findall(r'(?:_refuse|Refused)\(\s*"([a-z_]+)"', source)) | {
        "not_unanimous",
        "no_majority_for_ruling",
    }
    assert raised == set(REFUSALS["fr"]) == set(REFUSALS["en"])


def test_every_kind_of_act_is_named_in_both_languages() -> None:
    """Each act of FORMAT has a name that a sentence can use."""
    assert set(ACTS) == set(KINDS["fr"]) == set(KINDS["en"])
