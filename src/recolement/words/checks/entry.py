"""The shape of a check's words: French first, English second, everywhere."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Both: TypeAlias = tuple[str, str]
"""One thing said in French and in English."""

NOTHING: Both = (
    "Rien à faire ; gardez une copie signée de votre feuille.",
    "Nothing to do; keep a signed copy of your sheet.",
)
"""What the section's secretary does about findings that are not about its sheet."""


@dataclass(frozen=True, slots=True)
class CheckWords:
    """One check: what should be so, what a finding says, what to do about it.

    ``said`` holds one sentence per ``case`` of the finding's facts; ``""`` is the sentence of findings
    without a case. What stands between braces is filled in by ``recolement.words.findings``. ``section``,
    ``federation`` and ``commission`` say what the section's secretary, the federation that collects the
    sheets and the commission of the récolement can do.
    """

    title: Both
    said: Mapping[str, Both]
    section: Both
    federation: Both
    commission: Both
